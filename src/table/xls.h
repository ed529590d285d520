/*
 * Private to the .xls reader: records of a BIFF stream (xls_record.c), its strings (xls_text.c), whether formulas have been
 * computed (xls_formula.c), what a workbook says before its sheets (xls_book.c). The cells are in xls.c.
 */
#ifndef TABLE_XLS_H
#define TABLE_XLS_H

#include "table/cfb.h"

#include <iconv.h>

enum {
    XLS_BLANK2 = 0x0001,
    XLS_INTEGER2 = 0x0002,
    XLS_NUMBER2 = 0x0003,
    XLS_LABEL2 = 0x0004,
    XLS_BOOLERR2 = 0x0005,
    XLS_FORMULA = 0x0006,
    XLS_STRING2 = 0x0007,
    XLS_EOF = 0x000A,
    XLS_FORMAT2 = 0x001E,
    XLS_DATEMODE = 0x0022,
    XLS_FILEPASS = 0x002F,
    XLS_FONT = 0x0031,
    XLS_CONTINUE = 0x003C,
    XLS_CODEPAGE = 0x0042,
    XLS_XF2 = 0x0043,
    XLS_IXFE = 0x0044,
    XLS_BOUNDSHEET = 0x0085,
    XLS_MULRK = 0x00BD,
    XLS_MULBLANK = 0x00BE,
    XLS_RSTRING = 0x00D6,
    XLS_XF = 0x00E0,
    XLS_INTERFACEHDR = 0x00E1,
    XLS_MERGEDCELLS = 0x00E5,
    XLS_SST = 0x00FC,
    XLS_LABELSST = 0x00FD,
    XLS_RRDHEAD = 0x0138,
    XLS_USREXCL = 0x0194,
    XLS_FILELOCK = 0x0195,
    XLS_RRDINFO = 0x0196,
    XLS_BLANK = 0x0201,
    XLS_NUMBER = 0x0203,
    XLS_LABEL = 0x0204,
    XLS_BOOLERR = 0x0205,
    XLS_FORMULA3 = 0x0206,
    XLS_STRING = 0x0207,
    XLS_XF3 = 0x0243,
    XLS_RK = 0x027E,
    XLS_FORMULA4 = 0x0406,
    XLS_FORMAT = 0x041E,
    XLS_XF4 = 0x0443,
};

static inline uint32_t xls_u16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t xls_u32(const unsigned char *p)
{
    return xls_u16(p) | xls_u16(p + 2) << 16;
}

/* ---- records ------------------------------------------------------------------------------------ */

struct xls;

/* A window that moves over the stream; the current record is whole in it, or decrypted beside it. */
struct xls_reader {
    struct xls *x;
    unsigned char *plain; /* where the book is encrypted */
    unsigned char *window;
    size_t filled, room;
    uint64_t base, at, next; /* stream positions: of the window, of the current record, of the one after it */
    const unsigned char *data;
    uint32_t id, size;
};

void xls_reader_init(struct xls_reader *r, struct xls *x, uint64_t at);
void xls_reader_free(struct xls_reader *r);
/* JC_END: the stream ends here. JC_INPUT: it ends within a record. */
enum jc_status xls_next(struct xls_reader *r, struct jc_err *err) JC_MUST_CHECK;
/* Go to a record on; cheap within the window. */
void xls_seek(struct xls_reader *r, uint64_t at);
/* Keep the whole of [from, to) in the window, so that seeking in it costs nothing. */
enum jc_status xls_hold(struct xls_reader *r, uint64_t from, uint64_t to, struct jc_err *err) JC_MUST_CHECK;
static inline bool xls_is_bof(uint32_t id)
{
    return id == 0x0009 || id == 0x0209 || id == 0x0409 || id == 0x0809;
}

/* ---- formulas ----------------------------------------------------------------------------------- */

bool xls_is_formula(uint32_t id);
/* Is what stands behind the head of a formula, 9 bytes at least, no value of it? */
enum jc_status xls_uncomputed(bool *out, struct xls *x, const struct xls_reader *r, uint32_t head,
                              struct jc_err *err) JC_MUST_CHECK;
/* The bytes of a record of a cell before its value: row, column, style, of which BIFF2 has three. */
uint32_t xls_head(int version, const struct xls_reader *r);

/* ---- encryption --------------------------------------------------------------------------------- */

struct xls_key;

/* By the data of FILEPASS. JC_INPUT (E108): another password than the one that protects the structure of a workbook. */
enum jc_status xls_key_open(struct xls_key **out, const unsigned char *filepass, size_t n,
                            struct jc_err *err) JC_MUST_CHECK;
void xls_key_free(struct xls_key *key);
/* Decrypts the data of a record, which stand at `at` in the stream, in place. */
void xls_key_apply(struct xls_key *key, uint32_t id, uint64_t at, unsigned char *data, size_t n);

/* ---- strings ------------------------------------------------------------------------------------ */

/* Bytes of the current record and the CONTINUE records after it. */
struct xls_bytes {
    struct xls_reader *r;
    const unsigned char *p, *end;
};

void xls_bytes_at(struct xls_bytes *b, struct xls_reader *r, uint32_t offset);
/* Copies n bytes, or passes over them where to = NULL. JC_INPUT: there are not so many. */
enum jc_status xls_take(struct xls_bytes *b, void *to, size_t n, struct jc_err *err) JC_MUST_CHECK;
/* A Unicode string of BIFF8 after its length: flags, runs, characters, tails; appended to out as UTF-8. */
enum jc_status xls_unicode(struct xls_bytes *b, uint32_t length, struct jc_buf *out, struct jc_err *err) JC_MUST_CHECK;

/* The code page of the byte strings of BIFF2-7. */
struct xls_code {
    iconv_t cd; /* (iconv_t)-1: none open */
    bool lossy; /* bytes were met that the code page does not have */
};

/* The iconv name of a CODEPAGE, or NULL. */
const char *xls_encoding(uint32_t codepage);
/* Are these bytes Chinese in GB18030? 0: nothing says so, 1: may be, 2: surely (two hanzi in a row), -1: not. */
int xls_looks_gbk(const unsigned char *s, size_t n);
/* false: encoding is NULL, or iconv does not know it. */
bool xls_code_open(struct xls_code *code, const char *encoding);
void xls_code_close(struct xls_code *code);
/* Bytes to UTF-8; what does not fit becomes U+FFFD and sets lossy. */
void xls_decode(struct xls_code *code, struct jc_buf *out, const unsigned char *s, size_t n);
/* A string of n bytes after its length, of which CONTINUE records may hold the rest; appended to out as UTF-8. */
enum jc_status xls_code_text(struct xls_bytes *b, size_t n, struct xls_code *code, struct jc_buf *out,
                             struct jc_err *err) JC_MUST_CHECK;

/* ---- workbook ----------------------------------------------------------------------------------- */

#define XLS_FORMATS2 64 /* as many can a cell of BIFF2 name */

/* Of the formulas that ask for computing on load, has any been computed? NEVER: the program computes none at all. */
enum xls_computed { XLS_NOT_ASKED, XLS_NEVER, XLS_ASKING, XLS_COMPUTED };

struct xls {
    struct jc_book *book;
    struct jc_cfb stream;
    struct xls_key *key; /* NULL: not encrypted */
    int version;         /* 2, 3, 4, 5 or 8 */
    bool date1904;
    bool told_lossy;
    enum xls_computed computed;
    struct xls_code code;
    struct jc_buf strings; /* the shared strings one after another */
    uint32_t *ends;        /* where each of them ends */
    size_t n_strings;
    enum jc_style *styles; /* of each XF; in BIFF2 of 64 formats, then of each XF */
    size_t n_styles;
    bool *struck;     /* the same of fonts that are struck through; NULL where none is */
    uint64_t *sheets; /* stream position of each sheet's BOF */
    size_t n_sheets;
};

enum jc_status xls_open(void **out, struct jc_book *book, struct jc_source *src, struct jc_err *err) JC_MUST_CHECK;
void xls_close(void *file);

#endif
