/* Typed cells from result rows. */
#include "report/cell.h"

enum { E_CELL = 792 };

/* ---- words ---------------------------------------------------------------------------------------- */

/* words.tsv: zh TAB en, a few dozen lines; looked up only in English reports. */
const char *word_text(const char *zh, enum jc_lang lang, size_t *n)
{
    const struct jc_asset *a = lang == JC_ZH ? NULL : jc_asset_find("report/words.tsv");
    size_t zh_len = strlen(zh);
    for (const char *p = a ? a->data : NULL; p && *p;) {
        const char *eol = strchr(p, '\n');
        size_t len = eol ? (size_t)(eol - p) : strlen(p);
        if (len > zh_len && memcmp(p, zh, zh_len) == 0 && p[zh_len] == '\t') {
            *n = len - zh_len - 1;
            return p + zh_len + 1;
        }
        p = eol ? eol + 1 : NULL;
    }
    *n = zh_len;
    return zh;
}

/* A word that means something else in this column: head=zh. */
static const char *word_of(const struct column *col, const char *zh, enum jc_lang lang, size_t *n)
{
    char here[96];
    snprintf(here, sizeof here, "%s=%s", col->head[0], zh);
    const char *word = word_text(here, lang, n);
    return word == here ? word_text(zh, lang, n) : word;
}

/* ---- reading -------------------------------------------------------------------------------------- */

/* What a column gives to its cell: an integer where its type is one, else text. */
struct value {
    bool null;
    int64_t num;
    const char *s;
    size_t n;
};

static bool reads_number(enum column_type type)
{
    switch (type) {
    case COL_YES:
    case COL_INT:
    case COL_RANK:
    case COL_MOVE:
    case COL_MONEY:
    case COL_PRICE:
    case COL_VOLUME:
    case COL_DAY:
        return true;
    default:
        return false;
    }
}

static struct value value_of(struct jc_stmt *stmt, int i, enum column_type type)
{
    struct value v = {.null = jc_col_null(stmt, i), .s = ""};
    if (!v.null && reads_number(type))
        v.num = jc_col_int(stmt, i);
    else if (!v.null)
        v.s = jc_col_text(stmt, i, &v.n);
    return v;
}

/*
 * Rounds a rate to 1/10 000 of the unit shown: percent with 2 decimals is the rate with 4. One that no number can show, of
 * an agreed volume of next to nothing, is empty; a finding tells of it (sanity_unit_error).
 */
static bool read_rate(struct cell *c, const struct value *from, int places, int64_t scale)
{
    int64_t v;
    int sign;
    if (jc_ratio_round(&v, from->s, from->n, places) && jc_mul(&c->num, v, scale))
        return true;
    c->kind = CELL_EMPTY;
    return jc_ratio_cmp(&sign, from->s, from->n, "0/1", 3);
}

/* Money is shown to the fen: 1/10 000 rounded half away from zero here, once. */
static bool round_to(int64_t *v, int64_t step)
{
    return jc_muldiv(v, *v, 1, step) && jc_mul(v, *v, step);
}

static bool read_number(struct cell *c, const struct value *from)
{
    c->kind = CELL_NUMBER;
    switch (c->col->type) {
    case COL_PCT:
    case COL_PERCENT:
        return read_rate(c, from, 4, 100);
    case COL_NUMBER:
        return read_rate(c, from, 2, 100);
    case COL_MONEY:
        c->num = from->num;
        return round_to(&c->num, 100);
    case COL_INT:
    case COL_MOVE:
    case COL_RANK:
        return jc_mul(&c->num, from->num, JC_SCALE);
    default: /* price, volume */
        c->num = from->num;
        return true;
    }
}

static bool read_cell(struct cell *c, const struct value *from, enum jc_lang lang)
{
    if (from->null)
        return true;
    switch (c->col->type) {
    case COL_YES:
        c->kind = CELL_TEXT;
        c->s = word_text(from->num ? "是" : "", lang, &c->n);
        return true;
    case COL_DAY:
        c->kind = CELL_DAY;
        c->num = from->num;
        return true;
    case COL_TEXT:
    case COL_CODE:
    case COL_KEY:
    case COL_WORD:
    case COL_STATUS:
        c->kind = CELL_TEXT;
        c->s = from->s;
        c->n = from->n;
        if (c->col->type == COL_WORD || c->col->type == COL_STATUS)
            c->s = word_of(c->col, c->s, lang, &c->n);
        return true;
    default:
        return read_number(c, from);
    }
}

bool cell_read(struct cell *c, struct jc_stmt *stmt, int i, enum jc_lang lang)
{
    const struct value v = value_of(stmt, i, c->col->type);
    return read_cell(c, &v, lang);
}

static enum jc_status not_of_its_type(const struct column *col, const struct value *v, struct jc_err *err)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)v->num);
    return jc_fail(err, JC_INTERNAL, E_CELL, reads_number(col->type) ? digits : v->s, col->head[0], NULL);
}

/* Adds a column to the cells: a cell of its own, or a hidden one folded into the last; nothing for an absent one. */
static enum jc_status add_cell(struct cell *cells, size_t *n, const struct column *col, const struct value *v,
                               enum jc_lang lang, struct jc_err *err)
{
    if (col->absent)
        return JC_OK;
    if (column_hidden(col)) {
        *(col->type == COL_MARK ? &cells[*n - 1].mark : &cells[*n - 1].formula) = v->null ? NULL : v->s;
        return JC_OK;
    }
    struct cell *c = &cells[(*n)++];
    *c = (struct cell){.kind = CELL_EMPTY, .col = col, .s = ""};
    return read_cell(c, v, lang) ? JC_OK : not_of_its_type(col, v, err);
}

enum jc_status cells_read(struct cell *cells, size_t *n, struct jc_stmt *stmt, const struct table *table,
                          enum jc_lang lang, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    *n = 0;
    for (size_t i = 0; i < table->n && st == JC_OK; i++) {
        const struct value v = value_of(stmt, (int)i, table->col[i].type);
        st = add_cell(cells, n, &table->col[i], &v, lang, err);
    }
    return st;
}

/* ---- on the way to another thread ----------------------------------------------------------------- */

/* A column on the way: NULL, a number, or the length of a text that follows with its NUL. */
struct packed_value {
    int64_t num;
    enum { PACKED_NULL, PACKED_NUMBER, PACKED_TEXT } kind;
};

void cells_pack(struct jc_buf *out, struct jc_stmt *stmt, const struct table *table)
{
    for (size_t i = 0; i < table->n; i++) {
        const struct value v = value_of(stmt, (int)i, table->col[i].type);
        bool number = reads_number(table->col[i].type);
        struct packed_value p = {.num = number ? v.num : (int64_t)v.n,
                                 .kind = v.null   ? PACKED_NULL
                                         : number ? PACKED_NUMBER
                                                  : PACKED_TEXT};
        jc_buf_add(out, &p, sizeof p);
        if (p.kind == PACKED_TEXT)
            jc_buf_add(out, v.s, v.n + 1);
    }
}

enum jc_status cells_unpack(struct cell *cells, size_t *n, const char **at, const struct table *table,
                            enum jc_lang lang, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    *n = 0;
    for (size_t i = 0; i < table->n && st == JC_OK; i++) {
        struct packed_value p;
        memcpy(&p, *at, sizeof p);
        *at += sizeof p;
        struct value v = {.null = p.kind == PACKED_NULL, .num = p.num, .s = ""};
        if (p.kind == PACKED_TEXT) {
            v.s = *at;
            v.n = (size_t)p.num;
            *at += v.n + 1;
        }
        st = add_cell(cells, n, &table->col[i], &v, lang, err);
    }
    return st;
}

/* ---- numbers as text ------------------------------------------------------------------------------ */

void cell_number_text(char dst[CELL_TEXT_MAX], const struct cell *cell)
{
    if (cell->kind == CELL_DAY) {
        jc_day_text(dst, (jc_day)cell->num);
        return;
    }
    int min = 0, max = 4;
    switch (cell->col->type) {
    case COL_PCT:
    case COL_PERCENT:
    case COL_NUMBER:
    case COL_MONEY:
        min = max = 2;
        break;
    case COL_PRICE:
        min = 2;
        break;
    case COL_INT:
    case COL_MOVE:
    case COL_RANK:
        max = 0;
        break;
    default: /* volume: as many as it has */
        break;
    }
    jc_scaled_text(dst, CELL_TEXT_MAX, cell->num, min, max);
}
