/* The rows of a sheet: which are data, which are titles, totals and footers, and what a merged block means. */
#include "ingest/load.h"

#include "ingest/row.h"

enum {
    E_NO_HEAD = 310,
    E_MISSING,
    E_ASK,
    E_PRIVATE,
    E_MOJIBAKE,
    E_UNKNOWN_HEADS,
    E_TRUNCATED = 323,
    E_CONTINUED,
    E_HIDDEN,
    E_MERGED = 327,
    E_EMPTY,
    E_WIDE = 330,
    E_MANY = 349
};

/* ---- rows that are no data ------------------------------------------------------------------------------- */

static bool begins(const char *s, size_t n, const char *word)
{
    size_t w = strlen(word);
    return n >= w && memcmp(s, word, w) == 0;
}

/* 合计, 合 计（12）, 总计, 小计, 累计, 本页小计 … in one of the first three texts of a row (formats.md 3.6). */
static bool is_total_text(const char *s, size_t n)
{
    static const char *const words[] = {"合计", "总计", "小计", "累计", "本页小计", "本页合计", "总合计", "共计"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (begins(s, n, words[i])) {
            size_t w = strlen(words[i]);
            return n == w || s[w] == '(' || s[w] == ':' || (n - w) <= 6;
        }
    return false;
}

static bool is_footer_text(const char *s, size_t n)
{
    static const char *const words[] = {"制表", "审核人",   "填表",   "打印",     "备注:", "注:",  "说明:",
                                        "截至", "数据来源", "导出时", "统计口径", "第1页", "填报", "单位负责人"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (begins(s, n, words[i]))
            return true;
    return begins(s, n, "第") && memmem(s, n, "页", 3) != NULL && memmem(s, n, "共", 3) != NULL;
}

struct row_shape {
    int texts, numbers, filled;
    bool total, footer;
};

static struct row_shape shape_of(const struct jc_row *row)
{
    struct row_shape r = {0};
    struct jc_buf key = {0};
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (c->type == JC_CELL_EMPTY)
            continue;
        r.filled++;
        if (c->type != JC_CELL_TEXT) {
            r.numbers++;
            continue;
        }
        if (++r.texts > 3 || c->len > 300)
            continue;
        jc_buf_clear(&key);
        jc_text_key(&key, c->text, c->len);
        r.total = r.total || is_total_text(jc_buf_text(&key), key.len);
        r.footer = r.footer || (r.texts == 1 && is_footer_text(jc_buf_text(&key), key.len));
    }
    jc_buf_free(&key);
    return r;
}

/* The first characters of totals and footers, and of blanks before them, by their bytes in UTF-8. */
static bool leads_total(const struct jc_cell *c)
{
    static const char leads[] = "合总小累本共制审填打备注说截数导统第单　";
    if (c->len == 0 || (unsigned char)c->text[0] <= ' ')
        return true;
    if (c->len < 3 || (unsigned char)c->text[0] < 0xe3)
        return false;
    for (const char *p = leads; *p; p += 3)
        if (p[0] == c->text[0] && p[1] == c->text[1] && p[2] == c->text[2])
            return true;
    return false;
}

/* Could this row be the head again? Its first text then begins like the head of its column. */
static bool leads_head(const struct jc_mapping *m, const struct jc_cell *c, uint32_t col)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].col == col)
            return c->len > 0 && strncmp(c->text, m->cols[i].head, c->len < 3 ? c->len : 3) == 0;
    return false;
}

/* Looked at closely only where one of the first texts could begin a total, a footer or the head again. */
static bool is_no_data(struct jc_load *l, const struct jc_row *row)
{
    int texts = 0;
    bool close = false;
    for (uint32_t i = 0; i < row->n && texts < 3 && !close; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (c->type != JC_CELL_TEXT)
            continue;
        close = leads_total(c) || (texts == 0 && leads_head(&l->map, c, i));
        texts++;
    }
    if (!close && texts > 0)
        return false;
    struct row_shape s = shape_of(row);
    if (s.texts == 0)
        return true; /* numbers under nothing: a total without its word */
    if (s.total && (s.numbers > 0 || s.filled <= 3 || s.texts <= 3))
        return true;
    return (s.footer && s.filled <= 6) || jc_mapping_repeats(&l->map, row);
}

/* ---- merged blocks: the value of the first cell holds for the rows below -------------------------------------- */

struct fill {
    const struct jc_merge *merges;
    size_t n;
    struct jc_merge *own;        /* copy from the first pass */
    struct jc_row_copy **anchor; /* by merge: the row that holds the value */
    struct jc_cell *cells;
    size_t cap;
    struct jc_row row;
    int64_t filled;
};

static bool concerns(const struct jc_merge *m, const struct jc_mapping *map)
{
    if (m->row1 <= m->row0 || m->row1 <= map->row)
        return false;
    for (size_t i = 0; i < map->n; i++)
        if (map->cols[i].col == m->col0 && map->cols[i].field < JC_F_SKIP && !map->cols[i].spare)
            return true;
    return false;
}

static const struct jc_row *fill_row(struct fill *f, const struct jc_row *row)
{
    uint32_t width = row->n;
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        const struct jc_merge *m = &f->own[i];
        if (row->number == m->row0) {
            jc_row_copy_free(f->anchor[i]);
            f->anchor[i] = jc_row_copy_new(row);
        } else if (row->number > m->row0 && row->number <= m->row1 && f->anchor[i] && m->col0 < f->anchor[i]->row.n) {
            any = true;
            width = m->col0 + 1 > width ? m->col0 + 1 : width;
        }
    }
    if (!any)
        return row;
    f->cells = jc_grow(f->cells, &f->cap, width, sizeof *f->cells);
    memset(f->cells, 0, width * sizeof *f->cells);
    memcpy(f->cells, row->cells, row->n * sizeof *f->cells);
    for (size_t i = 0; i < f->n; i++) {
        const struct jc_merge *m = &f->own[i];
        bool inside = row->number > m->row0 && row->number <= m->row1 && f->anchor[i] && m->col0 < f->anchor[i]->row.n;
        if (inside && f->cells[m->col0].type == JC_CELL_EMPTY) {
            f->cells[m->col0] = f->anchor[i]->cells[m->col0];
            f->filled++;
        }
    }
    f->row = (struct jc_row){.number = row->number, .n = width, .cells = f->cells};
    return &f->row;
}

static void fill_free(struct fill *f)
{
    for (size_t i = 0; i < f->n; i++)
        jc_row_copy_free(f->anchor[i]);
    free(f->anchor);
    free(f->own);
    free(f->cells);
}

/* A first pass over the sheet, for the merged ranges only: .xlsx lists them after the rows. */
static enum jc_status find_merges(struct fill *f, struct jc_book *book, size_t i, const struct jc_mapping *map,
                                  struct jc_err *err)
{
    struct jc_sheet *sheet;
    const struct jc_row *row;
    size_t n;
    enum jc_status st = jc_sheet_open(&sheet, book, i, err);
    if (st != JC_OK)
        return st;
    while ((st = jc_sheet_next(sheet, &row, err)) == JC_OK)
        ;
    const struct jc_merge *m = jc_sheet_merges(sheet, &n);
    f->own = jc_alloc((n + 1) * sizeof *f->own);
    f->anchor = jc_alloc((n + 1) * sizeof *f->anchor);
    for (size_t k = 0; k < n; k++)
        if (concerns(&m[k], map))
            f->own[f->n++] = m[k];
    jc_sheet_free(sheet);
    return st == JC_END ? JC_OK : st;
}

/* ---- one sheet --------------------------------------------------------------------------------------------------- */

static void load_begin(struct jc_load *l, struct jc_file_load *f, const char *name)
{
    *l = (struct jc_load){.s = f->s,
                          .path = f->path,
                          .sheet_name = name,
                          .file = f->file,
                          .sheet = f->s->next_sheet++,
                          .nth = f->nth,
                          .idents = f->idents,
                          .title_from = JC_NO_DAY,
                          .title_to = JC_NO_DAY,
                          .day_from = JC_NO_DAY,
                          .day_to = JC_NO_DAY,
                          .ledger_from = JC_NO_DAY,
                          .ledger_to = JC_NO_DAY,
                          .org_memo = f->org_memo,
                          .item_memo = f->item_memo,
                          .firm_memo = f->firm_memo,
                          .word_memo = f->word_memo,
                          .status = JC_OK};
}

static void use_mapping(struct jc_load *l, const struct jc_mapping *m)
{
    l->map = *m;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field < JC_F_SKIP && !m->cols[i].spare)
            l->by_field[m->cols[i].field] = &m->cols[i];
    l->id_from = l->s->next_row[m->kind - jc_kinds];
}

/* A hospital's name as the name of its sheet, where no column names one. */
static void use_sheet_name(struct jc_load *l)
{
    static const char *const marks[] = {"医院", "卫生院", "中心", "保健院", "诊所", "药店", "服务站"};
    if (l->by_field[JC_F_INST_CODE] || l->by_field[JC_F_INST_NAME])
        return;
    for (size_t i = 0; i < JC_LEN(marks); i++)
        if (strstr(l->sheet_name, marks[i]))
            l->sheet_inst = jc_span(l->sheet_name);
}

/* What only the title of a wide table says: 第四批…（2024年4月1日至2025年3月31日）. */
static void use_title(struct jc_load *l, const char *title)
{
    const char *p = strstr(title, "NVBP");
    size_t n = p ? strspn(p, "NVBP0123456789X") : 0;
    if (!p && (p = strstr(title, "第")) != NULL) {
        const char *end = strstr(p, "批");
        n = end && end - p <= 12 ? (size_t)(end - p) + 3 : 0;
    }
    bool national = strstr(title, "国家") || strstr(title, "国采");
    if (n)
        snprintf(l->title_round, sizeof l->title_round, "%s%.*s", national && *p != 'N' ? "国家" : "", (int)n, p);
    for (const char *d = title; (d = strstr(d, "20")) != NULL; d++) {
        size_t len = strcspn(d, ")）」】]");
        const char *wide = strstr(d, "）");
        if (wide && (size_t)(wide - d) < len)
            len = (size_t)(wide - d);
        struct jc_cell c = {.type = JC_CELL_TEXT, .text = d, .len = (uint32_t)len, .str = -1};
        jc_day from, to;
        if (jc_value_span(&from, &to, &c) == 0 && from != JC_NO_DAY && from != to) {
            l->title_from = from;
            l->title_to = to;
            return;
        }
    }
}

static void data_row(struct jc_load *l, const struct jc_row *row)
{
    l->rows++;
    if (is_no_data(l, row))
        l->skipped++;
    else if (jc_record_write(l, row))
        l->kept++;
    else
        l->rejects++;
}

/* Every filled volume of a wide row is a row of its own: product × hospital. */
static void wide_row(struct jc_load *l, const struct jc_row *row)
{
    if (is_no_data(l, row)) {
        l->rows++;
        l->skipped++;
        return;
    }
    bool any = false;
    for (size_t i = 0; i < l->map.n; i++) {
        struct jc_column *c = &l->map.cols[i];
        if (c->field != JC_F_COUNT || c->col >= row->n || row->cells[c->col].type == JC_CELL_EMPTY)
            continue;
        any = true;
        c->field = JC_F_VOLUME;
        l->by_field[JC_F_VOLUME] = c;
        l->sheet_inst = jc_span(c->head);
        l->rows++;
        if (jc_record_write(l, row))
            l->kept++;
        else
            l->rejects++;
        l->by_field[JC_F_VOLUME] = NULL;
        c->field = JC_F_COUNT;
    }
    if (!any) {
        l->rows++;
        l->skipped++;
    }
}

static void tell_heads(struct jc_load *l, bool wide)
{
    struct jc_buf list = {0};
    for (size_t i = 0; i < l->map.n; i++)
        if (l->map.cols[i].field == JC_F_COUNT && !wide) {
            if (list.len)
                jc_buf_str(&list, "、");
            jc_buf_str(&list, l->map.cols[i].head);
        }
    if (list.len)
        jc_load_tell(l, E_UNKNOWN_HEADS, NULL, jc_buf_text(&list), NULL);
    if (wide)
        jc_load_tell(l, E_WIDE, NULL, NULL, NULL);
    jc_buf_free(&list);
}

static void tell_end(struct jc_load *l, const struct fill *f, uint32_t last_row)
{
    char n[24];
    int64_t data = l->rows - l->skipped;
    snprintf(n, sizeof n, "%lld", (long long)data);
    bool limit = last_row == 65536 || last_row == 1048576 || data == 65535 || data == 65536 || data == 1048575;
    if (limit || (data >= 10000 && data % 10000 == 0))
        jc_load_tell(l, E_TRUNCATED, NULL, n, NULL);
    if (f->filled) {
        snprintf(n, sizeof n, "%lld", (long long)f->filled);
        jc_load_tell(l, E_MERGED, NULL, n, NULL);
    }
    for (size_t i = 0; i < JC_LEN(l->told); i++)
        if (l->told[i].n > 200) {
            char code[16];
            snprintf(n, sizeof n, "%lld", (long long)l->told[i].n);
            snprintf(code, sizeof code, "E%d", l->told[i].code);
            jc_load_tell(l, E_MANY, NULL, code, n);
        }
}

static struct jc_val day_val(jc_day d)
{
    return d == JC_NO_DAY ? jc_val_null() : jc_val_int(d);
}

static enum jc_status store_sheet(struct jc_load *l, struct jc_file_load *f, struct jc_err *err)
{
    const char *kind = l->map.kind ? l->map.kind->id : "";
    int64_t id_to = l->map.kind ? l->s->next_row[l->map.kind - jc_kinds] - 1 : -1;
    struct jc_val v[] = {jc_val_int(l->sheet),   jc_val_int(l->file),     jc_val_text(l->sheet_name),
                         jc_val_text(kind),      jc_val_int(l->map.row),  jc_val_int(l->rows),
                         jc_val_int(l->kept),    jc_val_int(l->rejects),  jc_val_int(l->skipped),
                         jc_val_int(l->id_from), jc_val_int(id_to),       day_val(l->day_from),
                         day_val(l->day_to),     day_val(l->ledger_from), day_val(l->ledger_to)};
    struct jc_ingest_sheet *out = &f->sheets[f->n++];
    *out = (struct jc_ingest_sheet){l->sheet_name, kind, l->map.row, l->rows, l->kept, l->rejects, l->skipped};
    f->rejected += l->rejects;
    return jc_writer_row(l->s->writer, "sheet", v, JC_LEN(v), err);
}

#define PROGRESS_ROWS 20000

static enum jc_status read_rows(struct jc_load *l, struct jc_sheet *sheet, struct jc_head_search *h, struct fill *f,
                                uint32_t *last, struct jc_err *err)
{
    const struct jc_row *row;
    enum jc_status st = JC_OK;
    void (*each)(struct jc_load *, const struct jc_row *) = h->wide ? wide_row : data_row;
    const struct jc_ingest_watch *w = &l->s->opts->watch;
    if (h->next)
        each(l, f->n ? fill_row(f, &h->next->row) : &h->next->row);
    while (l->status == JC_OK && (st = jc_sheet_next(sheet, &row, err)) == JC_OK) {
        *last = row->number;
        if (h->delimiter) {
            struct jc_row_copy *split = jc_row_split(row, h->delimiter);
            each(l, &split->row);
            jc_row_copy_free(split);
        } else {
            each(l, f->n ? fill_row(f, row) : row);
        }
        if (jc_interrupted)
            return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
        if (w->progress && l->rows % PROGRESS_ROWS == 0)
            w->progress(w->ctx, l->path, l->rows);
    }
    return l->status != JC_OK ? l->status : st == JC_END ? JC_OK : st;
}

/* A sheet that only goes on: as wide as the one before, and its first row reads like a row of it (formats.md 3.6). */
static bool goes_on(struct jc_file_load *f, size_t i)
{
    struct jc_sheet *sheet;
    const struct jc_row *row;
    bool fits = false;
    if (!f->last.kind || jc_sheet_open(&sheet, f->book, i, NULL) != JC_OK)
        return false;
    if (jc_sheet_next(sheet, &row, NULL) == JC_OK && row->n > 1 && row->n <= f->last_width) {
        fits = true;
        for (size_t k = 0; k < f->last.n && fits; k++) {
            const struct jc_column *c = &f->last.cols[k];
            enum jc_type t = c->field < JC_F_SKIP ? jc_field_info[c->field].type : JC_T_TEXT;
            struct jc_number num;
            jc_day day;
            if (c->col >= row->n || c->spare)
                continue;
            if (t == JC_T_MONEY || t == JC_T_VOLUME)
                fits = jc_value_number(&num, &row->cells[c->col]) == 0;
            else if (t == JC_T_DAY || t == JC_T_FUTURE)
                fits = jc_value_day(&day, &row->cells[c->col], true) == 0;
        }
    }
    jc_sheet_free(sheet);
    return fits;
}

static void copy_mapping(struct jc_mapping *to, const struct jc_mapping *from)
{
    *to = *from;
    to->cols = jc_alloc((from->n + 1) * sizeof *to->cols);
    memcpy(to->cols, from->cols, from->n * sizeof *to->cols);
}

static void keep_last(struct jc_file_load *f, const struct jc_mapping *m)
{
    jc_mapping_free(&f->last);
    copy_mapping(&f->last, m);
    f->last_width = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].col + 1 > f->last_width)
            f->last_width = m->cols[i].col + 1;
}

/* A csv has no sheets: its own name stands in, and not that of the file it was unpacked to. */
static const char *sheet_name(struct jc_file_load *f, size_t i)
{
    if (strcmp(jc_book_format(f->book), "csv") != 0)
        return jc_book_sheet(f->book, i).name;
    const char *slash = strrchr(f->path, '/'), *base = slash ? slash + 1 : f->path, *dot = strrchr(base, '.');
    jc_copyn(f->stem, sizeof f->stem, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
    return f->stem;
}

static enum jc_status load_sheet(struct jc_file_load *f, size_t i, struct jc_err *err)
{
    struct jc_session *s = f->s;
    const char *name = sheet_name(f, i);
    const struct jc_kind *forced = s->opts->kind && !s->builtin ? jc_kind_find(s->opts->kind) : NULL;
    struct jc_head_search h = {0};
    struct jc_sheet *sheet = NULL;
    struct fill fill = {0};
    struct jc_load *l = jc_alloc(sizeof *l);
    uint32_t last = 0;
    bool on = false;
    enum jc_status st = jc_sheet_open(&sheet, f->book, i, err);
    if (st == JC_OK)
        st = jc_head_find(&h, sheet, s->headers, forced, name, err);
    if (st == JC_END && (on = !h.map.private_data && goes_on(f, i))) {
        jc_head_search_free(&h);
        h = (struct jc_head_search){0};
        copy_mapping(&h.map, &f->last);
        h.map.row = 0;
        jc_sheet_free(sheet);
        sheet = NULL;
        st = jc_sheet_open(&sheet, f->book, i, err);
    } else if (st == JC_END || (st == JC_OK && !jc_head_is_clear(&h))) {
        st = jc_head_refuse(&h, err);
        (void)jc_err_place(err, f->path, name, NULL);
    }
    if (st == JC_OK && f->prepass) {
        jc_sheet_free(sheet);
        sheet = NULL;
        st = find_merges(&fill, f->book, i, &h.map, err);
        if (st == JC_OK)
            st = jc_sheet_open(&sheet, f->book, i, err);
        if (st == JC_OK && !on) {
            jc_head_search_free(&h);
            st = jc_head_find(&h, sheet, s->headers, forced, name, err);
        }
    }
    if (st == JC_OK) {
        load_begin(l, f, name);
        use_mapping(l, &h.map);
        use_sheet_name(l);
        if (h.wide || !l->by_field[JC_F_DAY_FROM])
            use_title(l, jc_buf_text(&h.context));
        l->err = err;
        l->rows = l->skipped = h.above;
        tell_heads(l, h.wide);
        if (on)
            jc_load_tell(l, E_CONTINUED, NULL, NULL, NULL);
        st = read_rows(l, sheet, &h, &fill, &last, err);
        if (st == JC_OK) {
            tell_end(l, &fill, last);
            st = store_sheet(l, f, err);
        }
        keep_last(f, &h.map);
        jc_arena_free(&l->arena);
    }
    fill_free(&fill);
    jc_sheet_free(sheet);
    jc_head_search_free(&h);
    free(l);
    return st;
}

static void tell_note(struct jc_file_load *f, const struct jc_err *note)
{
    struct jc_load *l = jc_alloc(sizeof *l);
    struct jc_err unused;
    load_begin(l, f, note->sheet);
    f->s->next_sheet--;
    l->sheet = 0;
    l->err = &unused;
    jc_load_tell(l, note->code, note->value, note->arg[0], note->arg[1]);
    free(l);
}

void jc_file_load_free(struct jc_file_load *f)
{
    jc_mapping_free(&f->last);
    free(f->sheets);
    jc_counter_free(f->nth);
    jc_memo_free(f->org_memo);
    jc_memo_free(f->item_memo);
    jc_memo_free(f->firm_memo);
    jc_memo_free(f->word_memo);
}

enum jc_status jc_load_book(struct jc_file_load *f, struct jc_err *err)
{
    size_t sheets = jc_book_count(f->book);
    enum jc_status worst = JC_NOTFOUND;
    struct jc_err why = {0};
    f->sheets = jc_alloc((sheets + 1) * sizeof *f->sheets);
    f->nth = jc_counter_new();
    f->org_memo = jc_memo_new(sizeof(struct jc_org_known));
    f->item_memo = jc_memo_new(sizeof(struct jc_item_known));
    f->firm_memo = jc_memo_new(sizeof(int64_t));
    f->word_memo = jc_memo_new(sizeof(int));
    (void)jc_fail(&why, JC_NOTFOUND, E_EMPTY, NULL, NULL, NULL);
    for (size_t i = 0; i < sheets; i++) {
        struct jc_err one = {0};
        if (jc_book_sheet(f->book, i).hidden) {
            (void)jc_fail(&one, JC_INPUT, E_HIDDEN, NULL, NULL, NULL);
            (void)jc_err_place(&one, f->path, jc_book_sheet(f->book, i).name, NULL);
            tell_note(f, &one);
            continue;
        }
        enum jc_status st = load_sheet(f, i, &one);
        if (st == JC_OK) {
            worst = JC_OK;
        } else if (one.code == E_EMPTY || one.code == E_NO_HEAD || one.code == E_MISSING || one.code == E_ASK ||
                   one.code == E_MOJIBAKE || one.code == E_PRIVATE) {
            tell_note(f, &one);
            if (why.code == E_EMPTY)
                why = one;
        } else {
            if (err)
                *err = one;
            return st;
        }
    }
    const struct jc_err *note;
    for (size_t i = 0; (note = jc_book_note(f->book, i)) != NULL; i++)
        tell_note(f, note);
    if (worst != JC_OK && err)
        *err = why;
    return worst;
}
