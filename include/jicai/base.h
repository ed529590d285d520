/*
 * base: what every other module stands on. Status codes and errors that know their place, bounded
 * buffers, exact numbers (decimals, money, volume, rates), civil days, Chinese text, embedded assets.
 * No input or output here, and no policy: nothing in this module knows what a hospital is.
 *
 * Conventions of the whole program
 *   - A function that can fail returns enum jc_status, is JC_MUST_CHECK and takes `struct jc_err *err`
 *     last. `err` may be NULL, is untouched on success, and is written once by the lowest function that
 *     knows the fact; callers that know *where* add the place with jc_err_place().
 *   - `out` parameter first: the caller owns the result and frees it with jc_x_free(), which takes NULL.
 *     A pointer that is returned is borrowed until what the comment says.
 *   - Out of memory ends the program with exit code 70; what a file can make large is bounded by name.
 */
#ifndef JICAI_BASE_H
#define JICAI_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define JC_MUST_CHECK   __attribute__((warn_unused_result))
#define JC_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define JC_LEN(a)       (sizeof(a) / sizeof((a)[0]))

/* Banned: unbounded, locale-dependent or not thread-safe. strtod only in src/base/number.c. */
#pragma GCC poison strcpy strcat sprintf vsprintf strtok strncpy gets atoi atol atof localtime gmtime

#define JC_VERSION "0.1.0"

/* ---- status and errors ------------------------------------------------------------------------- */

enum jc_status {
    JC_OK = 0,
    JC_END,         /* no more rows; not an error */
    JC_USAGE,       /* wrong call by the user                         exit 2 */
    JC_IO,          /* a file or folder cannot be read                exit 4 */
    JC_INPUT,       /* a file is not what it should be                exit 4 */
    JC_LIMIT,       /* a named limit was passed                       exit 4 */
    JC_NOTFOUND,    /* a name or key that does not exist              exit 2 */
    JC_CONFLICT,    /* two things that exclude each other             exit 4 */
    JC_BUSY,        /* database in use                                exit 5 */
    JC_DB,          /* database damaged or of a newer version         exit 6 */
    JC_CONFIG,      /* configuration or rule error                    exit 7 */
    JC_OUTPUT,      /* result cannot be written                       exit 8 */
    JC_INTERRUPTED, /* Ctrl-C                                         exit 130 */
    JC_INTERNAL     /* a mistake in this program                      exit 70 */
};

enum jc_severity { JC_NOTE = 0, JC_WARNING = 1, JC_ERROR = 2 };
enum jc_lang { JC_ZH = 0, JC_EN = 1 };

#define JC_ERR_TEXT 256

/*
 * A fact about a place. `code` is the number of a message (Ennn) in src/<module>/messages.tsv, whose text
 * may quote {v} (the value), {1} and {2} (the arguments). All strings are UTF-8, cut at a character.
 */
struct jc_err {
    enum jc_status status;
    int code;                 /* 203 for E203 */
    char file[JC_ERR_TEXT];   /* path below the given PATH, or "" */
    char sheet[128];          /* sheet name, or "" */
    char cell[24];            /* "F10482", or a row "10482", or "" */
    char field[128];          /* label of the field, e.g. 药品本位码, who it is about, or "" */
    char value[JC_ERR_TEXT];  /* what stood there, or "" */
    char arg[2][JC_ERR_TEXT]; /* details */
};

/* Fill err (unless NULL) and return `status`; value, a1, a2 may be NULL. Place fields are cleared. */
enum jc_status jc_fail(struct jc_err *err, enum jc_status status, int code, const char *value, const char *a1,
                       const char *a2);
/* Add the place where it is still empty; NULL arguments are passed over. Returns err->status. */
enum jc_status jc_err_place(struct jc_err *err, const char *file, const char *sheet, const char *cell);

struct jc_buf;
/*
 * "place field “value”: problem. cure [Ennn]" appended to out (interface: messages). Full stops are added where a text
 * has none; the value is left out in front where the text quotes {v} itself.
 */
void jc_err_text(struct jc_buf *out, const struct jc_err *err, enum jc_lang lang);
/* The two halves of a message with {v} {1} {2} filled in; an unknown code gives its number. */
void jc_msg_problem(struct jc_buf *out, int code, const char *value, const char *a1, const char *a2, enum jc_lang lang);
void jc_msg_cure(struct jc_buf *out, int code, const char *value, const char *a1, const char *a2, enum jc_lang lang);
/*
 * What a system call failed with, as an argument of a message. In a Chinese one, arguments that come from the system or a library are
 * in Chinese (src/base/foreign.tsv).
 */
const char *jc_errno_text(int error);
/* Call something of a library that writes to the screen what it also returns: here it does not. errno is as it left it. */
void jc_quietly(void (*call)(void *), void *arg);
enum jc_severity jc_msg_severity(int code);
/* Walks all messages, for `jicai help Ennn`: the next code after `code`, 0 at the end. */
int jc_msg_next(int code);

/* ---- memory, buffers, text interning ----------------------------------------------------------- */

void *jc_alloc(size_t n);                                      /* zeroed; ends the program if there is none */
void *jc_realloc(void *p, size_t n);                           /* new bytes undefined */
void *jc_grow(void *p, size_t *cap, size_t need, size_t item); /* array with doubling capacity */
char *jc_strndup(const char *s, size_t n);
char *jc_strdup(const char *s);
_Noreturn void jc_oom(void); /* what these do; for a library that gives NULL only for want of memory */

/* A growing byte string that ends in NUL (not counted). limit 0 = 1 GiB; past it `over` is set, bytes are dropped. */
struct jc_buf {
    char *p;
    size_t len, cap, limit;
    bool over;
};
void jc_buf_free(struct jc_buf *b);
void jc_buf_clear(struct jc_buf *b);
void jc_buf_add(struct jc_buf *b, const void *s, size_t n);
void jc_buf_str(struct jc_buf *b, const char *s);
void jc_buf_char(struct jc_buf *b, char c);
void jc_buf_fmt(struct jc_buf *b, const char *fmt, ...) JC_PRINTF(2, 3);
const char *jc_buf_text(const struct jc_buf *b); /* "" when empty; borrowed until the next change */
/* Copy at most size-1 bytes of s into dst, cut at a UTF-8 character; always NUL-terminated. */
void jc_copy(char *dst, size_t size, const char *s);
void jc_copyn(char *dst, size_t size, const char *s, size_t n);

/* Dense numbers 0,1,2… for distinct byte strings; strings are copied and stay valid until free. */
struct jc_intern;
struct jc_intern *jc_intern_new(void);
void jc_intern_free(struct jc_intern *t);
uint32_t jc_intern_put(struct jc_intern *t, const char *s, size_t n, bool *is_new);
/* The number, or UINT32_MAX if the string is not there. */
uint32_t jc_intern_get(const struct jc_intern *t, const char *s, size_t n);
const char *jc_intern_text(const struct jc_intern *t, uint32_t id, size_t *n);
uint32_t jc_intern_count(const struct jc_intern *t);
uint64_t jc_hash(const void *s, size_t n, uint64_t seed);

/* SHA-256 as 64 lower-case hex digits + NUL. */
struct jc_sha;
struct jc_sha *jc_sha_new(void);
void jc_sha_add(struct jc_sha *h, const void *p, size_t n);
void jc_sha_end(struct jc_sha *h, char hex[65]); /* frees h */
void jc_sha_hex(const void *p, size_t n, char hex[65]);
enum jc_status jc_sha_file(const char *path, char hex[65], int64_t *bytes, struct jc_err *err) JC_MUST_CHECK;

/* ---- exact numbers ----------------------------------------------------------------------------- */

typedef int64_t jc_money;  /* 1/10 000 yuan (rule book 0.1) */
typedef int64_t jc_volume; /* 1/10 000 of the unit */
typedef int32_t jc_day;    /* civil days since 1970-01-01; JC_NO_DAY = none */
#define JC_SCALE  10000
#define JC_NO_DAY INT32_MIN

/* A decimal m × 10^e, exactly; normalised so that m has no trailing zero (0 is 0 × 10^0). */
struct jc_dec {
    int64_t m;
    int e;
};

/*
 * Text of a number as a spreadsheet stores it ("67.510000000000005", "1.0E7", "-5"). Up to 15 significant
 * digits are taken as they stand; more are rounded once through the nearest double and 15 digits
 * (formats.md 3.4). False: not entirely such a number.
 */
bool jc_dec_parse(struct jc_dec *out, const char *s, size_t n);
/* The decimal of a double rounded through 15 significant digits; false: NaN, infinite or out of range. */
bool jc_dec_double(struct jc_dec *out, double x);
/* Integer of 10^-places units, rounded half away from zero once, which *inexact (may be NULL) tells; false: overflow.
 */
bool jc_dec_scaled(int64_t *out, struct jc_dec d, int places, bool *inexact);
/* Shortest plain decimal text ("10000000", "0.25"); at most 40 bytes with NUL. */
void jc_dec_text(char *dst, size_t size, struct jc_dec d);

/* Checked int64 arithmetic; false: overflow, out untouched. */
bool jc_add(int64_t *out, int64_t a, int64_t b);
bool jc_mul(int64_t *out, int64_t a, int64_t b);
/* a × b ÷ c rounded once half away from zero through 128 bits; false: overflow or c = 0. (rule book 0.2) */
bool jc_muldiv(int64_t *out, int64_t a, int64_t b, int64_t c);
/* x × (ratio / 10 000)^log2(a / b) to the nearest multiple of `step`, half away from zero; a, b > 0 (rule book 6.2). */
int64_t jc_mul_pow_log2(int64_t x, int64_t ratio, int64_t a, int64_t b, int64_t step);
/* x / 10^4 as text with `min` to `max` decimals (0–4), rounded half away from zero, no trailing zeros past `min`. */
void jc_scaled_text(char *dst, size_t size, int64_t x, int min, int max);

/* A fraction n/d, d > 0, reduced; d = 0 means "no rate" (—). Held in 128 bits; rule book 0.3. */
struct jc_rate {
    __int128 n, d;
};
struct jc_rate jc_rate_of(__int128 n, __int128 d); /* d <= 0 gives no rate */
/* False: the result leaves 128 bits, even reduced; it is never rounded. */
bool jc_rate_add(struct jc_rate *out, struct jc_rate a, struct jc_rate b);
bool jc_rate_sub(struct jc_rate *out, struct jc_rate a, struct jc_rate b);
bool jc_rate_mul(struct jc_rate *out, struct jc_rate a, struct jc_rate b);
bool jc_rate_div(struct jc_rate *out, struct jc_rate a, struct jc_rate b); /* b <= 0 gives no rate */
/* -1, 0, 1; exact for any two rates; no rate is smaller than every rate. */
int jc_rate_cmp(struct jc_rate a, struct jc_rate b);
/* rate × 10^places rounded half away from zero (percent with 2 decimals: places 4); false: no rate or overflow. */
bool jc_rate_round(int64_t *out, struct jc_rate r, int places);
/* "n/d", as SQL carries a rate ("0/0": no rate), at most 84 bytes; parse gives false for anything else. */
void jc_rate_text(char *dst, size_t size, struct jc_rate r);
bool jc_rate_parse(struct jc_rate *out, const char *s, size_t n);

/*
 * The same on texts "n/d" (or "n") of any length: a sum over agreements of many lengths leaves 128 bits. Exact always.
 * False: one of them is no such text. op: + - * /; appends the result, "0/0" for no rate.
 */
bool jc_ratio_op(struct jc_buf *out, char op, const char *a, size_t na, const char *b, size_t nb);
bool jc_ratio_cmp(int *out, const char *a, size_t na, const char *b,
                  size_t nb);                                           /* no rate is smaller than every rate */
bool jc_ratio_round(int64_t *out, const char *s, size_t n, int places); /* false: no rate or overflow, too */

/* ---- civil days -------------------------------------------------------------------------------- */

jc_day jc_day_of(int y, int m, int d); /* JC_NO_DAY if there is no such day */
void jc_day_split(jc_day day, int *y, int *m, int *d);
int jc_day_month(jc_day day);                    /* yyyymm */
void jc_day_text(char dst[11], jc_day day);      /* ISO, "" for JC_NO_DAY */
jc_day jc_day_month_end(jc_day day);             /* last day of its month */
jc_day jc_day_month_add(jc_day day, int months); /* first day of the month that many months on */
/*
 * A day as people write it (formats.md 3.5): ISO with or without time and zone, 2021/3/5, 2021.3.5, 20210305,
 * 2021年3月5日, 二〇二一年三月五日, Fri Mar 05 00:00:00 CST 2021, 13-digit epoch ms (Beijing time).
 * *seconds (may be NULL) = second of the day, or -1 without a time. False: not a day.
 */
bool jc_day_parse(jc_day *out, int *seconds, const char *s, size_t n);
/*
 * Seconds of JC_TICKS parts each, rounded. The last half second of a day stays in it, for programs write the end of a day
 * as 23:59:59.999; only what arithmetic on serials loses, less than two ticks, goes on to the next.
 */
#define JC_TICKS 10000
int64_t jc_clock_round(int64_t ticks);
/* What most cells hold, and only that: 2021-03-05, alone or with 08:30, 08:30:15. */
bool jc_day_plain(jc_day *out, const char *s, size_t n);
/* A month or year-month: 2021-03, 202103, 2021年3月, 2021.3; the first day of it. */
bool jc_month_parse(jc_day *out, const char *s, size_t n);

/* ---- Chinese text ------------------------------------------------------------------------------ */

bool jc_utf8_valid(const char *s, size_t n);
/* NFKC, zero-width and non-characters removed, runs of any blank folded to one space, ends trimmed (formats.md 3.7). */
void jc_text_clean(struct jc_buf *out, const char *s, size_t n);
/* The same without NFKC: （Ⅰ） stays as it was written. What a report shows of a name. */
void jc_text_tidy(struct jc_buf *out, const char *s, size_t n);
/* The key of two spellings: jc_text_clean without any blank, ASCII in lower case, brackets as ( ), dashes as -. */
void jc_text_key(struct jc_buf *out, const char *s, size_t n);
/* Do two texts have the same key? */
bool jc_text_same(const char *a, const char *b);
/* A part of a 依据号 must not hold the separator, blanks or controls; other characters stay readable. */
void jc_text_key_part(struct jc_buf *out, const char *s, size_t n);
/* Blank as formats.md item 4 lists it: "", -, --, —, /, 无, 空, 暂未设置, －－－－, \N, null, NULL. */
bool jc_text_blank(const char *s, size_t n);
/* Where a word first stands in a text, NULL = nowhere. For short texts: those with Han characters take memmem ten times as long. */
char *jc_text_find(const char *s, size_t n, const char *word, size_t len);
/* The first eight digits of a number of the field, a day or month in most systems: what is of one time lies together. */
int64_t jc_text_era(const char *s, size_t n);
/* May that be what a spreadsheet made 6.92E+12 of, or of which only the first 15 digits are kept? Length and digits fit. Of "" any. */
bool jc_code_may_be(const char *lost, const char *whole);
/* Columns on a screen or in a sheet: a CJK character counts 2. */
size_t jc_text_width(const char *s, size_t n);
/* Decode to UTF-8. encoding is an iconv name ("GB18030", "UTF-16LE"). JC_INPUT if the bytes do not fit it. */
enum jc_status jc_text_decode(struct jc_buf *out, const char *encoding, const void *s, size_t n,
                              struct jc_err *err) JC_MUST_CHECK;
/* A name whose bytes nobody vouches for (of a file, of a sheet, of a part), appended as UTF-8: as it is, else taken as GB18030,
 * else what is no character as U+FFFD. */
void jc_text_name(struct jc_buf *out, const char *s, size_t n);
/* Edit distance in characters, for did-you-mean, two neighbours swapped being 1; more than `max` gives max + 1. */
int jc_text_distance(const char *a, const char *b, int max);
/* How far a name is from the word that was given for it: 0 the same, 1 it begins with it, 2 one holds the other, else 2 and
 * the distance; more than `max` gives max + 1. */
int jc_text_apart(const char *word, const char *name, int max);

/*
 * May two spellings be of one institution: a slip in one of them (two in a long name), one holding the other as a whole
 * (院区, a county left out) or but for 县 and 镇, or a slip in the code of one without a name? The more, the farther; 0: they
 * are not alike. Keys are jc_text_key of the names, "" = none. Where they differ in a number, a point of the compass or the
 * like, or both have whole codes that differ in more than a slip, they are two.
 */
int jc_inst_apart(const char *code, const char *key, const char *other_code, const char *other_key);

/*
 * May two keys of firms without their legal suffix be of one firm? JC_ALIKE: one holds the other (江苏豪森), a letter too many or
 * too few (江西省山香药业), 制药 for 医药. JC_SLIP: another letter in its place, which may be a slip (山乡 for 山香) or another firm
 * (双鹤, 双鹭).
 */
enum jc_likeness { JC_APART, JC_SLIP, JC_ALIKE };
enum jc_likeness jc_firm_likeness(const char *a, const char *b);

/* ---- names of purchasing rounds ---- */

/* The key of two spellings of a round: 第四批国家组织药品集中采购 and 国家第四批集采 are 第4批, 浙江省第四批集采 is 浙江省第4批. Appended. */
void jc_round_key(struct jc_buf *out, const char *s, size_t n);
/* Bytes of the word at s that says nothing of which round it is (国家组织, 集采, 药品, a bracket); 0: there is none. */
size_t jc_round_filler(const char *s, size_t n);
/* 4, 十, 二十一 at s, in *len bytes; 0: no number. */
int jc_round_number(const char *s, size_t n, size_t *len);

/* ---- forms of medicines: rule book 2.2 ---- */

/*
 * Do two form keys (as the store has them) surely exclude each other: 片 and 胶囊, 缓释片 and 肠溶片? Where either side is
 * blank or unknown, or one is only more exact than the other (片 and 缓释片, 注射液 and 粉针), they do not.
 */
bool jc_form_conflict(const char *a, const char *b);
/* In what an insulin comes, as a text names it: 笔芯, 预填充 or 特充, 西林瓶. 0 = it names none; equal numbers are the same. */
int jc_vessel_of(const char *text);

/* ---- supply regions: rule book 2.5 ---- */

/* Names as the national catalogues write them: static text, NULL = not known. */
struct jc_region {
    const char *province; /* 浙江, 内蒙古, 新疆兵团 … */
    const char *city;     /* 沈阳 大连 厦门 广州 深圳 成都 西安, where the place lies in one of them */
    const char *rest;     /* what the key goes on with, "" = nothing; jc_region_find() alone gives it */
    bool sure;            /* 浙江省金华市 goes on with a place; 浙江中西部 with anything */
    bool below;           /* the name goes on to a place below: 浙江省金华市, 深圳市南山区 */
};
/* From digits 2-7 of an institution code (H or P and 11 digits, GB/T 2260); false: no code, or no such province. */
bool jc_region_of_code(struct jc_region *out, const char *code, size_t n);
/* From a name: 浙江, 浙江省, 浙, 330000, 内蒙古自治区, 深圳市, 广东省深圳市, 浙江省金华市义乌市, 兵团; false: not known for sure. */
bool jc_region_parse(struct jc_region *out, const char *name, size_t n);
/* From the key (jc_text_key) of what must be a region, whatever it goes on with: 上海浦东; false: begins with none. */
bool jc_region_find(struct jc_region *out, const char *key);
/* A city of GB/T 2260 below the provinces. */
struct jc_city {
    char name[32]; /* 金华 of 金华市 */
    const char *province;
    const char *rest; /* what the key goes on with */
};
/* Of the key of a region, 金华, 金华市, 金华市义乌市, in this province or (NULL) in any; false: none. */
bool jc_city_find(struct jc_city *out, const char *key, const char *province);
/* Of digits that begin with its four: 330782. */
bool jc_city_of_number(struct jc_city *out, const char *number);
/* May a key that is no known region be that of a county, or of a city that is called one: 义乌市, 义乌? No: 华东地区, 各县. */
bool jc_region_is_local(const char *key);

/* ---- files ------------------------------------------------------------------------------------- */

/* False: not all could be written, errno says why. */
bool jc_write_all(int fd, const void *bytes, size_t n) JC_MUST_CHECK;

/* ---- assets ------------------------------------------------------------------------------------ */

struct jc_asset {
    const char *name; /* path in the tree without "src/", e.g. "sql/schema.sql", "catalogs/nvbp01.csv" */
    const char *data; /* NUL-terminated */
    size_t len;
};
const struct jc_asset *jc_asset_find(const char *name);
/* The i-th asset (from 0, by name) whose name begins with prefix, or NULL. */
const struct jc_asset *jc_asset_at(const char *prefix, size_t i);

/* A set flag asks every long loop to stop with JC_INTERRUPTED; set by the CLI's signal handler. */
extern volatile _Atomic int jc_interrupted;

#endif
