#include "table/ahead.h"
#include "table/pack.h"
#include "table/source.h"
#include "table/stranger.h"
#include "table/text.h"

#include <strings.h>

/* The formats, the most particular first. To add one: its file, its name in format.h and here. */
static const struct jc_format *const formats[] = {
    &jc_format_xlsx,  &jc_format_ods,  &jc_format_xls, &jc_format_xml2003,
    &jc_format_mhtml, &jc_format_html, &jc_format_csv,
};

#define MAX_NOTES_PER_CODE 100
#define SHORT_SHEET        1024 /* rows: it is read before a thread would be worth its while */

struct book_sheet {
    char *name;
    bool hidden;
};

struct jc_book {
    struct jc_source src;
    const struct jc_format *format;
    void *file;
    struct book_sheet *sheets;
    size_t nsheets, sheet_cap;
    bool too_many;         /* sheets */
    struct jc_err **notes; /* one by one, so that a borrowed note stays where it is */
    size_t nnotes, note_cap;
    bool reading;
};

struct jc_sheet {
    struct jc_book *book;
    void *sheet;
    size_t index;
    enum jc_status ended; /* JC_OK while there may be rows */
    struct jc_err err;
    uint32_t until_ahead; /* rows; 0 = never, or already */
    struct ahead *ahead;
};

void jc_book_add_sheet(struct jc_book *book, const char *name, size_t n, bool hidden)
{
    struct jc_buf good = {0};
    char cut[JC_MAX_SHEET_NAME + 1];

    book->too_many |= book->nsheets == JC_MAX_SHEETS;
    if (book->too_many)
        return;
    if (n > JC_MAX_SHEET_NAME) {
        jc_copyn(cut, sizeof cut, name, n);
        name = cut;
        n = strlen(cut);
    }
    jc_text_name(&good, name, n);
    book->sheets = jc_grow(book->sheets, &book->sheet_cap, book->nsheets + 1, sizeof *book->sheets);
    book->sheets[book->nsheets].name = jc_strdup(jc_buf_text(&good));
    book->sheets[book->nsheets++].hidden = hidden;
    if (hidden)
        jc_book_add_note(book, 123, book->sheets[book->nsheets - 1].name, NULL, NULL, NULL, NULL);
    jc_buf_free(&good);
}

static bool is_told(const struct jc_book *book, const struct jc_err *note)
{
    bool told = false;
    for (size_t i = 0; i < book->nnotes && !told; i++) {
        const struct jc_err *n = book->notes[i];
        told = n->code == note->code && strcmp(n->sheet, note->sheet) == 0 && strcmp(n->cell, note->cell) == 0 &&
               strcmp(n->value, note->value) == 0 && strcmp(n->arg[0], note->arg[0]) == 0;
    }
    return told;
}

/* A sheet may be read more than once: what is found again is no more. */
void jc_book_add_note(struct jc_book *book, int code, const char *sheet, const char *cell, const char *value,
                      const char *a1, const char *a2)
{
    struct jc_err *note;
    size_t same = 0;

    for (size_t i = 0; i < book->nnotes; i++)
        same += book->notes[i]->code == code;
    if (same >= MAX_NOTES_PER_CODE)
        return;
    note = jc_alloc(sizeof *note);
    (void)jc_fail(note, JC_OK, code, value, a1, a2);
    jc_err_place(note, NULL, sheet, cell);
    if (is_told(book, note)) {
        free(note);
        return;
    }
    book->notes = jc_grow(book->notes, &book->note_cap, book->nnotes + 1, sizeof(struct jc_err *));
    book->notes[book->nnotes++] = note;
}

/* ---- what is it? ------------------------------------------------------------------------------- */

/* A zip that no format claims: half of one, another office file, or a folder of files. */
static enum jc_status refuse_zip(const struct jc_source *src, struct jc_err *err)
{
    struct jc_pack *pack = NULL;
    const char *what;
    bool any = false;
    enum jc_status st = jc_pack_open(&pack, src, err);

    if (st != JC_OK)
        return st;
    what = jc_stranger_pack(pack);
    for (size_t i = 0; i < jc_pack_count(pack) && !any; i++)
        any = jc_pack_is_file(pack, i);
    jc_pack_free(pack);
    return jc_fail(err, JC_INPUT, what ? 107 : any ? 110 : 136, NULL, what, NULL);
}

static enum jc_status refuse(const struct jc_source *src, struct jc_err *err)
{
    const char *what = jc_stranger_text(src), *archive = jc_stranger_archive(src);

    if (jc_pack_sniff(src))
        return refuse_zip(src, err);
    if (archive)
        return jc_fail(err, JC_INPUT, 143, NULL, archive, NULL);
    if (!what)
        what = jc_stranger_bytes(src);
    if (!what && jc_text_refuse(src, err) != JC_OK)
        return JC_INPUT;
    return jc_fail(err, JC_INPUT, what ? 107 : 106, NULL, what, NULL);
}

static enum jc_status find_format(const struct jc_format **out, struct jc_source *src, struct jc_err *err)
{
    if (src->size == 0)
        return jc_fail(err, JC_INPUT, 101, NULL, NULL, NULL);
    for (size_t i = 0; i < JC_LEN(formats); i++)
        if (formats[i]->sniff(src)) {
            *out = formats[i];
            return JC_OK;
        }
    /* a look into the file that was broken off says nothing about it */
    return jc_interrupted ? jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL) : refuse(src, err);
}

/* A name that promises something else is told, because the next program may believe it. */
static void note_wrong_name(struct jc_book *book)
{
    static const char *const endings[][4] = {
        {"xlsx", ".xlsx", ".xlsm", ".xltx"}, {"xls", ".xls", ".xlt", ".et"},  {"csv", ".csv", ".tsv", ".txt"},
        {"html", ".html", ".htm", ".xhtml"}, {"xml2003", ".xml", NULL, NULL}, {"ods", ".ods", ".ots", NULL},
        {"mhtml", ".mht", ".mhtml", NULL},
    };
    const char *dot = strrchr(book->src.name, '.');
    bool known = false;

    for (size_t f = 0; dot && f < JC_LEN(endings); f++)
        for (size_t i = 1; i < 4 && endings[f][i]; i++)
            if (strcasecmp(dot, endings[f][i]) == 0) {
                known = true;
                if (strcmp(endings[f][0], book->format->name) == 0)
                    return;
            }
    if (known)
        jc_book_add_note(book, 122, NULL, NULL, dot, book->format->name, NULL);
}

/* ---- the public face --------------------------------------------------------------------------- */

enum jc_status jc_book_open(struct jc_book **out, const char *path, struct jc_err *err)
{
    struct jc_book *book = jc_alloc(sizeof *book);
    enum jc_status st = jc_source_open(&book->src, path, err);

    if (st == JC_OK)
        st = jc_source_unlock(&book->src, err);
    if (st == JC_OK)
        st = find_format(&book->format, &book->src, err);
    if (st == JC_OK)
        st = book->format->open(&book->file, book, &book->src, err);
    if (st == JC_OK && book->too_many)
        st = jc_fail(err, JC_LIMIT, 134, NULL, NULL, NULL);
    if (st == JC_OK && book->nsheets == 0)
        st = jc_fail(err, JC_INPUT, 121, NULL, NULL, NULL);
    if (st != JC_OK) {
        jc_book_free(book);
        return st;
    }
    note_wrong_name(book);
    *out = book;
    return JC_OK;
}

void jc_book_free(struct jc_book *book)
{
    if (!book)
        return;
    if (book->file)
        book->format->close(book->file);
    for (size_t i = 0; i < book->nsheets; i++)
        free(book->sheets[i].name);
    for (size_t i = 0; i < book->nnotes; i++)
        free(book->notes[i]);
    free(book->sheets);
    free(book->notes);
    jc_source_close(&book->src);
    free(book);
}

const char *jc_book_format(const struct jc_book *book)
{
    return book->format->name;
}

size_t jc_book_count(const struct jc_book *book)
{
    return book->nsheets;
}

struct jc_sheet_info jc_book_sheet(const struct jc_book *book, size_t i)
{
    return (struct jc_sheet_info){book->sheets[i].name, book->sheets[i].hidden};
}

const struct jc_err *jc_book_note(const struct jc_book *book, size_t i)
{
    return i < book->nnotes ? book->notes[i] : NULL;
}

enum jc_status jc_sheet_open(struct jc_sheet **out, struct jc_book *book, size_t i, struct jc_err *err)
{
    struct jc_sheet *sheet;
    enum jc_status st;

    if (book->reading || i >= book->nsheets)
        return jc_fail(err, JC_INTERNAL, 2, NULL, "jc_sheet_open", NULL);
    sheet = jc_alloc(sizeof *sheet);
    sheet->book = book;
    sheet->index = i;
    st = book->format->sheet_open(&sheet->sheet, book->file, i, err);
    if (st != JC_OK) {
        free(sheet);
        if (err)
            jc_err_place(err, NULL, book->sheets[i].name, NULL);
        return st;
    }
    book->reading = true;
    *out = sheet;
    return JC_OK;
}

void jc_sheet_ahead(struct jc_sheet *sheet)
{
    if (!sheet->ahead)
        sheet->until_ahead = SHORT_SHEET;
}

static enum jc_status next_row(struct jc_sheet *sheet, const struct jc_row **row)
{
    const struct jc_format *format = sheet->book->format;

    if (sheet->until_ahead && --sheet->until_ahead == 0)
        sheet->ahead = ahead_new(format, sheet->sheet);
    return sheet->ahead ? ahead_next(sheet->ahead, row, &sheet->err) : format->next(sheet->sheet, row, &sheet->err);
}

enum jc_status jc_sheet_next(struct jc_sheet *sheet, const struct jc_row **row, struct jc_err *err)
{
    enum jc_status st;

    if (sheet->ended == JC_OK) {
        st = next_row(sheet, row);
        if (__builtin_expect(st == JC_OK, 1))
            return JC_OK;
        sheet->ended = st;
        if (st != JC_END)
            jc_err_place(&sheet->err, NULL, sheet->book->sheets[sheet->index].name, NULL);
    }
    if (sheet->ended != JC_END && err)
        *err = sheet->err;
    return sheet->ended;
}

const struct jc_merge *jc_sheet_merges(const struct jc_sheet *sheet, size_t *n)
{
    *n = 0;
    return sheet->book->format->merges ? sheet->book->format->merges(sheet->sheet, n) : NULL;
}

void jc_sheet_free(struct jc_sheet *sheet)
{
    if (!sheet)
        return;
    ahead_free(sheet->ahead);
    sheet->book->format->sheet_free(sheet->sheet);
    sheet->book->reading = false;
    free(sheet);
}
