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

/* ---- reading -------------------------------------------------------------------------------------- */

/* Rounds a rate to 1/10 000 of the unit shown: percent with 2 decimals is the rate with 4. */
static bool read_rate(int64_t *out, struct jc_stmt *stmt, int i, int places, int64_t scale)
{
    size_t n;
    const char *s = jc_col_text(stmt, i, &n);
    struct jc_rate r;
    if (!jc_rate_parse(&r, s, n)) {
        struct jc_dec d;
        if (!jc_dec_parse(&d, s, n) || d.e < 0)
            return false;
        r = jc_rate_of(jc_col_int(stmt, i), 1);
    }
    int64_t v;
    return jc_rate_round(&v, r, places) && jc_mul(out, v, scale);
}

/* Money is shown to the fen: 1/10 000 rounded half away from zero here, once. */
static bool round_to(int64_t *v, int64_t step)
{
    return jc_muldiv(v, *v, 1, step) && jc_mul(v, *v, step);
}

static bool read_number(struct cell *c, struct jc_stmt *stmt, int i)
{
    c->kind = CELL_NUMBER;
    switch (c->col->type) {
    case COL_PCT:
    case COL_PERCENT:
        return read_rate(&c->num, stmt, i, 4, 100);
    case COL_NUMBER:
        return read_rate(&c->num, stmt, i, 2, 100);
    case COL_MONEY:
        c->num = jc_col_int(stmt, i);
        return round_to(&c->num, 100);
    case COL_INT:
    case COL_MOVE:
    case COL_RANK:
        return jc_mul(&c->num, jc_col_int(stmt, i), JC_SCALE);
    default: /* price, volume */
        c->num = jc_col_int(stmt, i);
        return true;
    }
}

bool cell_read(struct cell *c, struct jc_stmt *stmt, int i, enum jc_lang lang)
{
    if (jc_col_null(stmt, i))
        return true;
    switch (c->col->type) {
    case COL_YES:
        c->kind = CELL_TEXT;
        c->s = word_text(jc_col_int(stmt, i) ? "是" : "", lang, &c->n);
        return true;
    case COL_DAY:
        c->kind = CELL_DAY;
        c->num = jc_col_int(stmt, i);
        return true;
    case COL_TEXT:
    case COL_CODE:
    case COL_KEY:
    case COL_WORD:
    case COL_STATUS:
        c->kind = CELL_TEXT;
        c->s = jc_col_text(stmt, i, &c->n);
        if (c->col->type == COL_WORD || c->col->type == COL_STATUS)
            c->s = word_text(c->s, lang, &c->n);
        return true;
    default:
        return read_number(c, stmt, i);
    }
}

enum jc_status cells_read(struct cell *cells, size_t *n, struct jc_stmt *stmt, const struct table *table,
                          enum jc_lang lang, struct jc_err *err)
{
    size_t out = 0;
    for (size_t i = 0; i < table->n; i++) {
        const struct column *col = &table->col[i];
        if (col->absent)
            continue;
        if (column_hidden(col)) {
            const char *s = jc_col_null(stmt, (int)i) ? NULL : jc_col_text(stmt, (int)i, NULL);
            *(col->type == COL_MARK ? &cells[out - 1].mark : &cells[out - 1].formula) = s;
            continue;
        }
        struct cell *c = &cells[out++];
        *c = (struct cell){.kind = CELL_EMPTY, .col = col, .s = ""};
        if (!cell_read(c, stmt, (int)i, lang))
            return jc_fail(err, JC_INTERNAL, E_CELL, jc_col_text(stmt, (int)i, NULL), col->head[0], NULL);
    }
    *n = out;
    return JC_OK;
}

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
