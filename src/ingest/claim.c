/* A platform's 23-column form, read as a claim: nothing of it becomes a fact. */
#include "jicai/ingest.h"
#include "jicai/table.h"

enum { E_NO_FORM = 385, E_NO_ROWS };

#define SQL "sql/claim.sql"

enum { C_NAME, C_CODE, C_REGION, C_ROUND, C_START, C_END, C_FIRST_NUMBER, COLUMNS = 23 };
#define NO_COL UINT32_MAX

/* Rule book 4.10. */
static const char *const heads[COLUMNS] = {"医疗机构",
                                           "医疗机构编码",
                                           "地区",
                                           "批次名称",
                                           "批次开始时间",
                                           "批次结束时间",
                                           "序时进度",
                                           "签约产品总数",
                                           "零采购产品数",
                                           "零采购产品数占比",
                                           "低于序时进度产品数",
                                           "低于序时进度产品数占比",
                                           "超量采购产品数",
                                           "超量采购产品数占比",
                                           "正常采购产品数",
                                           "正常采购产品数占比",
                                           "对应非中选产品总数",
                                           "采购非中选产品数",
                                           "非中选超量产品数",
                                           "非中选超额产品数",
                                           "对应可替代产品总数",
                                           "采购可替代产品数",
                                           "低于序时进度且非中选超量的产品数"};

struct form {
    struct jc_stmt *claim, *figure;
    struct jc_claim *out;
    const char *sheet;
    bool found;
    uint32_t col[COLUMNS];
    struct jc_buf text[COLUMNS];
    bool typed[COLUMNS]; /* a number to the file, which knows nothing of zeros at its end */
};

/* As it is shown: 0.5014 of a cell in per cent is 50.14. */
static void show_cell(struct jc_buf *out, const struct jc_cell *cell)
{
    struct jc_cell shown = *cell;
    if (cell->type == JC_CELL_NUMBER && cell->flags & JC_CELL_PERCENT)
        shown.exp += 2;
    jc_cell_text(out, &shown);
}

static void read_cell(struct jc_buf *out, const struct jc_row *row, uint32_t col)
{
    struct jc_buf raw = {0};
    jc_buf_clear(out);
    if (col < row->n)
        show_cell(&raw, &row->cells[col]);
    jc_text_clean(out, jc_buf_text(&raw), raw.len);
    if (jc_text_blank(jc_buf_text(out), out->len))
        jc_buf_clear(out);
    jc_buf_free(&raw);
}

/* Heads as the platform writes them, a (%) or 占比% behind them or not; institution, round and a figure make a form. */
static bool find_head(struct form *f, const struct jc_row *row)
{
    size_t figures = 0;
    for (size_t k = 0; k < COLUMNS; k++)
        f->col[k] = NO_COL;
    for (uint32_t i = 0; i < row->n; i++) {
        struct jc_buf *t = &f->text[0];
        read_cell(t, row, i);
        size_t n = strcspn(jc_buf_text(t), "(%");
        for (size_t k = 0; k < COLUMNS; k++)
            if (f->col[k] == NO_COL && strlen(heads[k]) == n && memcmp(jc_buf_text(t), heads[k], n) == 0) {
                f->col[k] = i;
                figures += k >= C_START;
            }
    }
    return (f->col[C_NAME] != NO_COL || f->col[C_CODE] != NO_COL) && f->col[C_ROUND] != NO_COL && figures > 0;
}

static bool is_total(const char *name)
{
    static const char *const words[] = {"合计", "总计", "小计", "全市合计", "全省合计"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

/* The decimals as they are written: 50.00 has two. */
static int places_of(const char *text, size_t n)
{
    const char *point = memchr(text, '.', n);
    return point ? (int)(text + n - point - 1) : 0;
}

/* Of more decimals than anybody writes, which a formula gives, four. */
static void bind_number(struct jc_stmt *q, const char *text, size_t n, bool typed)
{
    enum { WRITTEN = 9, TYPED = 4 };
    struct jc_dec d;
    int64_t num, near;
    if (n && text[n - 1] == '%')
        n--;
    if (!jc_dec_parse(&d, text, n))
        return;
    int places = places_of(text, n);
    if (places > (typed ? TYPED : WRITTEN))
        places = TYPED;
    if (!jc_dec_scaled(&num, d, places, NULL) || !jc_dec_scaled(&near, d, 4, NULL))
        return;
    jc_stmt_int(q, 4, num);
    jc_stmt_int(q, 5, places);
    jc_stmt_int(q, 6, near);
}

static enum jc_status write_figure(struct form *f, int k, struct jc_err *err)
{
    const struct jc_buf *t = &f->text[k];
    jc_day day;
    jc_stmt_int(f->figure, 1, f->out->rows);
    jc_stmt_int(f->figure, 2, k + 1);
    jc_stmt_str(f->figure, 3, jc_buf_text(t), t->len);
    for (int i = 4; i <= 7; i++)
        jc_stmt_null(f->figure, i);
    jc_stmt_int(f->figure, 8, f->typed[k]);
    if (k >= C_FIRST_NUMBER)
        bind_number(f->figure, jc_buf_text(t), t->len, f->typed[k]);
    else if (jc_day_parse(&day, NULL, jc_buf_text(t), t->len))
        jc_stmt_int(f->figure, 7, day);
    return jc_stmt_run(f->figure, err);
}

static enum jc_status take_row(struct form *f, const struct jc_row *row, struct jc_err *err)
{
    for (size_t k = 0; k < COLUMNS; k++) {
        read_cell(&f->text[k], row, f->col[k]);
        f->typed[k] = f->col[k] < row->n && row->cells[f->col[k]].type == JC_CELL_NUMBER;
    }
    const struct jc_buf *name = &f->text[C_NAME], *code = &f->text[C_CODE], *round = &f->text[C_ROUND];
    if ((!name->len && !code->len) || !round->len || (!code->len && is_total(jc_buf_text(name))))
        return JC_OK;
    f->out->rows++;
    jc_stmt_int(f->claim, 1, f->out->rows);
    jc_stmt_str(f->claim, 2, f->sheet, strlen(f->sheet));
    jc_stmt_int(f->claim, 3, row->number);
    jc_stmt_str(f->claim, 4, jc_buf_text(name), name->len);
    jc_stmt_str(f->claim, 5, jc_buf_text(code), code->len);
    jc_stmt_str(f->claim, 6, jc_buf_text(round), round->len);
    enum jc_status st = jc_stmt_run(f->claim, err);
    for (int k = C_START; k < COLUMNS && st == JC_OK; k++)
        if (f->col[k] != NO_COL)
            st = write_figure(f, k, err);
    return st;
}

static enum jc_status read_sheet(struct form *f, struct jc_book *book, size_t i, struct jc_err *err)
{
    struct jc_sheet *sheet = NULL;
    const struct jc_row *row;
    bool head = false;
    f->sheet = jc_book_sheet(book, i).name;
    enum jc_status st = jc_sheet_open(&sheet, book, i, err);
    while (st == JC_OK && (st = jc_sheet_next(sheet, &row, err)) == JC_OK) {
        if (head)
            st = take_row(f, row, err);
        else
            head = find_head(f, row);
    }
    jc_sheet_free(sheet);
    for (size_t k = C_START; head && !f->found && k < COLUMNS; k++)
        if (f->col[k] == NO_COL)
            jc_buf_fmt(&f->out->missing, "%s%s", f->out->missing.len ? "、" : "", heads[k]);
    f->found |= head;
    return st == JC_END ? JC_OK : st;
}

static enum jc_status run_part(struct jc_store *store, const char *part, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    enum jc_status st = jc_stmt_open(&q, store, SQL, part, err);
    if (st == JC_OK)
        st = jc_stmt_run(q, err);
    jc_stmt_free(q);
    return st;
}

static enum jc_status prepare(struct form *f, struct jc_store *store, struct jc_err *err)
{
    static const char *const parts[] = {"drop_claim", "drop_figure", "make_claim", "make_figure"};
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < JC_LEN(parts) && st == JC_OK; i++)
        st = run_part(store, parts[i], err);
    if (st == JC_OK)
        st = jc_stmt_open(&f->claim, store, SQL, "claim", err);
    return st == JC_OK ? jc_stmt_open(&f->figure, store, SQL, "figure", err) : st;
}

static enum jc_status find_day(struct jc_claim *out, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "day", err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_step(q, err);
    if (st == JC_OK)
        out->as_of = (jc_day)jc_col_int(q, 0);
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_ingest_claim(struct jc_claim *out, struct jc_store *store, const char *path, struct jc_err *err)
{
    struct jc_book *book = NULL;
    struct form f = {.out = out};
    *out = (struct jc_claim){.as_of = JC_NO_DAY};
    enum jc_status st = prepare(&f, store, err);
    if (st == JC_OK)
        st = jc_book_open(&book, path, err);
    for (size_t i = 0; st == JC_OK && i < jc_book_count(book); i++)
        st = read_sheet(&f, book, i, err);
    if (st == JC_OK && !out->rows)
        st = jc_fail(err, JC_INPUT, f.found ? E_NO_ROWS : E_NO_FORM, NULL, NULL, NULL);
    if (st == JC_OK)
        st = run_part(store, "widen", err);
    if (st == JC_OK)
        st = find_day(out, store, err);
    (void)jc_err_place(st == JC_OK ? NULL : err, path, NULL, NULL);
    jc_book_free(book);
    jc_stmt_free(f.claim);
    jc_stmt_free(f.figure);
    for (size_t k = 0; k < COLUMNS; k++)
        jc_buf_free(&f.text[k]);
    return st;
}
