/* A book: its sheets one after the other, each from its head to its last row. */
#include "ingest/reading.h"

#include "ingest/notice.h"
#include "ingest/place.h"
#include "ingest/year.h"

enum {
    E_NOT_UNDERSTOOD = 205,
    E_NO_HEAD = 310,
    E_HIDDEN = 325,
    E_EMPTY = 328,
    E_OTHER_SHEET = 365,
    E_OWN_REPORT = 384
};

/* ---- one sheet --------------------------------------------------------------------------------------------------- */

#define PROGRESS_ROWS 20000

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
                          .places = f->places,
                          .status = JC_OK};
    jc_seen_clear(&l->s->seen);
}

/* ---- rows ------------------------------------------------------------------------------------------------------------ */

static void use_column(struct jc_load *l, size_t i)
{
    struct jc_column *c = &l->map.cols[i];
    l->map.cols[l->by_field[c->field] - l->map.cols].spare = true;
    l->by_field[c->field] = c;
    c->spare = false;
}

/* Where the column of a field is blank in this row, the best of the others that are not stands in for it. */
static bool use_stand_ins(struct jc_load *l, const struct jc_row *row)
{
    bool any = false;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i], *used = c->stands_in ? l->by_field[c->field] : NULL;
        if (!used || !jc_value_at(row, c->col) ||
            !(used->stands_in ? c->rank < used->rank : !jc_value_at(row, used->col)))
            continue;
        use_column(l, i);
        any = true;
    }
    return any;
}

void jc_load_count(struct jc_load *l)
{
    l->rows++;
    if (l->rejected)
        l->rejects++;
    else if (l->pass)
        l->skipped++;
    else
        l->kept++;
    l->pass = false;
}

static bool write_record(struct jc_load *l, const struct jc_row *row)
{
    l->pass = false;
    bool kept = jc_record_write(l, row);
    jc_load_count(l);
    return kept;
}

/* A column whose value makes another record of this row: 备供省份 beside 供应省份, 可替代药品2; from `i` on. */
static size_t next_second(const struct jc_load *l, const struct jc_row *row, size_t i)
{
    while (i < l->map.n && !(jc_column_is_second_record(&l->map.cols[i]) && jc_value_at(row, l->map.cols[i].col)))
        i++;
    return i;
}

/* 供应省份 and 备供省份 in one row are two awards: the firm supplies some, and stands in for another one in others. */
static void write_records(struct jc_load *l, const struct jc_row *row)
{
    const struct jc_column *regions = l->by_field[JC_F_REGIONS],
                           *main = regions ? regions : l->by_field[JC_F_SUBSTITUTE];
    size_t second = main ? next_second(l, row, 0) : l->map.n;
    if (second == l->map.n || jc_value_at(row, main->col)) {
        if (!write_record(l, row) || second == l->map.n)
            return;
    }
    for (; second < l->map.n; second = next_second(l, row, second + 1)) { /* 第一备供, 第二备供 */
        use_column(l, second);
        (void)write_record(l, row);
    }
    use_column(l, (size_t)(main - l->map.cols));
}

void jc_load_record(struct jc_load *l, const struct jc_row *row)
{
    const struct jc_column *usual[JC_F_COUNT];
    bool others = false;
    if (l->map.stand_ins) {
        memcpy(usual, l->by_field, sizeof usual);
        others = use_stand_ins(l, row);
    }
    write_records(l, row);
    for (size_t f = 0; others && f < JC_F_COUNT; f++)
        if (usual[f] != l->by_field[f])
            use_column(l, (size_t)(usual[f] - l->map.cols));
}

void jc_load_skip(struct jc_load *l)
{
    l->rows++;
    l->skipped++;
}

const char *jc_load_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void see_example(struct jc_load *l, const struct jc_row *row)
{
    jc_load_skip(l);
    if (l->examples++ == 0)
        l->first_example = row->number;
}

static void write_row(struct jc_reading *r, const struct jc_row *row)
{
    if (jc_rows_is_example(r->l, row)) {
        see_example(r->l, row);
        return;
    }
    jc_struck_see(&r->struck, r->l, row);
    row = jc_ditto_row(&r->ditto, row);
    jc_unread_see(&r->unread, row);
    jc_rivals_see(&r->rivals, r->l, row);
    if (r->l->map.wide)
        jc_wide_row(r->l, row);
    else if (r->l->map.lanes)
        jc_lanes_row(r->l, row);
    else
        jc_load_record(r->l, row);
}

/*
 * Amounts alone are the total if they add up to what stands above, or if they end the table (and have no price). Else they
 * are a row that has lost who and what (merged cells in a .csv): it is refused with its number, like any that lacks them.
 */
static void settle_bare(struct jc_reading *r, bool ends)
{
    struct jc_row_copy *bare = r->bare;
    r->bare = NULL;
    if (bare && ends && jc_sums_judge(&r->sums, r->l, &bare->row) == JC_BARE_OPEN) {
        jc_sums_total(&r->sums, r->l, &bare->row);
        jc_load_skip(r->l);
    } else if (bare) {
        write_row(r, &bare->row);
    }
    jc_row_copy_free(bare);
}

/* Amounts alone right below the head, now that what they may add up has been read. */
static void settle_over(struct jc_reading *r)
{
    struct jc_row_copy *over = r->over;
    enum jc_bare is = over ? jc_sums_judge(&r->sums, r->l, &over->row) : JC_BARE_ROW;
    bool alone = r->sums.all == 0 && is == JC_BARE_OPEN;
    r->over = NULL;
    if (alone)
        jc_sums_total(&r->sums, r->l, &over->row);
    if (alone || is == JC_BARE_SUM)
        jc_load_skip(r->l);
    else if (over)
        write_row(r, &over->row);
    jc_row_copy_free(over);
}

bool jc_reading_is_full(const struct jc_reading *r)
{
    int64_t data = r->l->rows - r->l->skipped;
    bool limit = r->last == 65536 || r->last == 1048576 || data == 65535 || data == 65536 || data == 1048575;
    return !r->l->map.wide && (limit || (data >= 10000 && data % 10000 == 0));
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
    f->sheets = jc_grow(f->sheets, &f->cap, f->n + 1, sizeof *f->sheets);
    f->sheets[f->n++] = (struct jc_ingest_sheet){l->sheet_name, kind,       l->map.row,  l->rows, l->kept,
                                                 l->rejects,    l->skipped, l->map.wide, l->file};
    f->rejected += l->rejects;
    enum jc_status st = jc_writer_row(l->s->writer, "sheet", v, JC_LEN(v), err);
    return st == JC_OK ? jc_seen_store(&l->s->seen, l->s->writer, l->sheet, err) : st;
}

void jc_reading_begin(struct jc_reading *r)
{
    load_begin(r->l, r->f, r->name);
    r->l->period = r->period;
    jc_load_use_head(r->l, &r->h);
    r->l->sheet_nth = r->nth;
    jc_sums_begin(&r->sums, r->l);
    r->l->sums = &r->sums;
    r->back = jc_title_flow(jc_buf_text(&r->h.context)) == JC_FLOW_BACK;
    r->l->returns = r->back && !r->l->by_field[JC_F_RETURNED];
    r->l->backups = r->backups && strcmp(r->h.map.kind->id, "award") == 0;
    r->sampling = true;
    r->sampled = 0;
    r->titled = r->foreign = r->left = false;
    r->note = 0;
    r->struck = (struct jc_struck){0};
}

enum jc_status jc_reading_end(struct jc_reading *r, struct jc_err *err)
{
    settle_bare(r, true);
    settle_over(r);
    jc_sums_end(r);
    jc_reading_tell_end(r);
    enum jc_status st = r->l->status == JC_OK ? store_sheet(r->l, r->f, err) : r->l->status;
    jc_arena_free(&r->l->arena);
    return st;
}

static void bare_row(struct jc_reading *r, const struct jc_row *row)
{
    settle_bare(r, false);
    if (jc_sums_judge(&r->sums, r->l, row) == JC_BARE_SUM) {
        jc_sums_total(&r->sums, r->l, row);
        jc_load_skip(r->l);
    } else if (r->sums.all == 0 && !r->over) {
        r->over = jc_row_copy_new(row);
    } else {
        r->bare = jc_row_copy_new(row); /* until it is known what follows */
    }
}

static void skipped_row(struct jc_reading *r, const struct jc_row *row, enum jc_row_role role, bool again)
{
    bool total = role == JC_ROW_TOTAL || role == JC_ROW_CARRIED;
    if (total || again)
        settle_bare(r, false);
    if (total)
        jc_sums_total(&r->sums, r->l, role == JC_ROW_CARRIED || r->foreign ? NULL : row);
    r->foreign = r->foreign && !again;
    if (again && r->titled)
        (void)jc_below_renews(r, row);
    jc_below_note(r, row);
    jc_load_skip(r->l);
}

static bool has_number(const struct jc_row *row)
{
    struct jc_number n;
    for (uint32_t i = 0; i < row->n; i++)
        if (row->cells[i].type != JC_CELL_EMPTY && jc_value_number(&n, &row->cells[i]) == 0 &&
            !(n.flags & JC_NUM_BLANK))
            return true;
    return false;
}

/* A row that nobody reads: nothing is lost with one that is known to be something else, with any other perhaps. */
static void pass_over(struct jc_reading *r, const struct jc_row *row, bool lost)
{
    struct jc_load *l = r->l;
    jc_load_skip(l);
    if (!lost || !has_number(row))
        return;
    l->skipped--;
    l->rejects++;
    l->row = row->number;
    jc_load_refuse(l, E_NOT_UNDERSTOOD, NULL);
}

/* False: a table begins with this row, which is to be given again as one of its sample. */
static bool data_row(struct jc_reading *r, const struct jc_row *row)
{
    enum jc_row_role role = jc_rows_role(r->l, row);
    bool again = role == JC_ROW_SKIPPED && jc_mapping_repeats(&r->l->map, row);
    bool data = role == JC_ROW_DATA || role == JC_ROW_BARE;
    if (role == JC_ROW_TITLE && jc_record_is_cut(r->l, row))
        return true;
    if (role == JC_ROW_TITLE) {
        settle_bare(r, true);
        jc_below_title(r, row);
        return true;
    }
    enum jc_row_head may = data ? jc_rows_may_be_head(r->l, row) : JC_HEAD_NO;
    if (data || again ? jc_below_is_left(r, row, may != JC_HEAD_NO) : r->left) {
        pass_over(r, row, data && r->doubted && may == JC_HEAD_NO);
        return true;
    }
    if (!data) {
        skipped_row(r, row, role, again);
        return true;
    }
    bool headed = r->foreign;
    if (may != JC_HEAD_NO && jc_below_begins(r, row, may))
        return true;
    if (r->foreign || jc_below_is_left(r, row, false)) {
        pass_over(r, row, r->foreign ? headed && r->like_ours && may == JC_HEAD_NO : r->doubted);
        return true;
    }
    if (r->titled && jc_below_renews(r, row))
        return false;
    r->titled = false;
    r->note = 0;
    if (role == JC_ROW_BARE) {
        bare_row(r, row);
    } else {
        settle_bare(r, false);
        write_row(r, row);
    }
    return true;
}

/* In a large file merged blocks are looked up only where the first rows have no institution of their own. */
static bool needs_blocks(const struct jc_reading *r)
{
    const struct jc_column *c[2] = {r->l->by_field[JC_F_INST_CODE], r->l->by_field[JC_F_INST_NAME]};
    if (r->f->prepass || r->fill || r->began || r->h.delimiter || (!c[0] && !c[1]))
        return false;
    for (size_t k = 0; k < r->sampled; k++) {
        const struct jc_row *row = &r->sample[k]->row;
        bool named = false;
        for (int i = 0; i < 2; i++)
            named = named || (c[i] && jc_value_at(row, c[i]->col));
        enum jc_row_role role = named ? JC_ROW_SKIPPED : jc_rows_role(r->l, row);
        if (role == JC_ROW_DATA || role == JC_ROW_BARE)
            return true;
    }
    return false;
}

static void drop_sample(struct jc_reading *r)
{
    for (size_t i = 0; i < r->sampled; i++)
        jc_row_copy_free(r->sample[i]);
    r->sampled = 0;
}

static void end_sample(struct jc_reading *r)
{
    if ((r->restart = needs_blocks(r)))
        return;
    size_t n = r->sampled;
    r->began = true;
    jc_reading_tell_head(r);
    jc_year_judge(r);
    r->sampling = false;
    r->sampled = 0;
    for (size_t i = 0; i < n; i++) {
        bool taken = data_row(r, &r->sample[i]->row);
        if (taken)
            jc_row_copy_free(r->sample[i]);
        if (!r->sampling)
            continue;
        r->sampled = n - i - taken; /* another table began: what follows is a sample of that */
        memmove(r->sample, r->sample + i + taken, r->sampled * sizeof *r->sample);
        return;
    }
}

/* `row` is as the sheet delivers it. */
static void take_row(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_row_copy *split = r->h.delimiter ? jc_row_split(row, r->h.delimiter) : NULL;
    struct jc_row whole = split ? split->row : *jc_fill_row(r->fill, row);
    r->last = row->number;
    if (r->h.map.beside && r->h.map.beside < whole.n)
        whole.n = r->h.map.beside; /* what stands right of it is of another table */
    if (!r->sampling && data_row(r, &whole)) {
        jc_row_copy_free(split);
        return;
    }
    r->sample[r->sampled++] = split ? split : jc_row_copy_new(&whole);
    while (r->sampling && r->sampled == JC_SAMPLE_ROWS && !r->restart)
        end_sample(r);
}

static enum jc_status read_rows(struct jc_reading *r, struct jc_err *err)
{
    const struct jc_row *row;
    const struct jc_ingest_watch *w = &r->f->s->opts->watch;
    enum jc_status st = JC_OK;
    int64_t shown = 0;
    jc_sheet_ahead(r->sheet);
    for (size_t i = 0; i < r->h.n_ahead && r->l->status == JC_OK && !r->restart; i++)
        take_row(r, &r->h.ahead[i]->row);
    while (r->l->status == JC_OK && !r->restart && (st = jc_sheet_next(r->sheet, &row, err)) == JC_OK) {
        take_row(r, row);
        if (jc_interrupted)
            return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
        if (w->progress && r->l->rows >= shown + PROGRESS_ROWS)
            w->progress(w->ctx, r->l->path, shown = r->l->rows);
    }
    if (r->l->status == JC_OK && st != JC_END && !r->restart)
        return st;
    while (r->sampling && r->l->status == JC_OK && !r->restart)
        end_sample(r);
    return r->l->status;
}

/* ---- a sheet that is not read -------------------------------------------------------------------------------------------- */

static void add_refusal(struct jc_file_load *f, const struct jc_err *why, int64_t sheet)
{
    f->refused.v = jc_grow(f->refused.v, &f->refused.cap, f->refused.n + 1, sizeof *f->refused.v);
    f->refused.v[f->refused.n++] = (struct jc_issue){.what = *why, .file = f->file, .sheet = sheet};
}

/* Its rows are counted all the same: as rejected where it is a table of ours, as skipped where it is something else. */
static enum jc_status refuse_sheet(struct jc_reading *r, size_t i, struct jc_err *err)
{
    const struct jc_row *row;
    struct jc_load *l = r->l;
    struct jc_err why = {0};
    (void)jc_head_refuse(&r->h, &why);
    (void)jc_err_place(&why, r->f->path, r->name, NULL);
    load_begin(l, r->f, r->name);
    jc_sheet_free(r->sheet);
    enum jc_status st = jc_sheet_open(&r->sheet, r->f->book, i, err);
    while (st == JC_OK && (st = jc_sheet_next(r->sheet, &row, err)) == JC_OK) {
        l->rows++;
        if (jc_interrupted)
            return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    }
    if (st != JC_END)
        return st;
    if (why.code == E_EMPTY && l->rows == 0) {
        r->f->s->next_sheet--;
        return JC_OK; /* the empty sheets of a new workbook say nothing */
    }
    *(why.code == E_NO_HEAD || why.code == E_EMPTY ? &l->skipped : &l->rejects) = l->rows;
    add_refusal(r->f, &why, l->sheet);
    return store_sheet(l, r->f, err);
}

/* ---- sheets and book ------------------------------------------------------------------------------------------------------ */

/* A csv has no sheets: its own name stands in, and not that of the file it was unpacked to. */
static const char *sheet_name(struct jc_file_load *f, size_t i)
{
    if (strcmp(jc_book_format(f->book), "csv") != 0)
        return jc_book_sheet(f->book, i).name;
    const char *base = jc_load_base_name(f->path), *dot = strrchr(base, '.');
    jc_copyn(f->stem, sizeof f->stem, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
    return f->stem;
}

static enum jc_status read_sheet(struct jc_reading *r, struct jc_err *err)
{
    jc_fill_use(r->fill, &r->h.map);
    r->first = r->h.title;
    if (r->f->read && !r->nth)
        r->nth = jc_counter_new();
    jc_buf_clear(&r->top);
    jc_buf_str(&r->top, jc_title_lines(jc_buf_text(&r->h.context)));
    jc_year_find(&r->period, jc_buf_text(&r->h.context), strcmp(jc_book_format(r->f->book), "csv") != 0);
    r->backups = jc_title_backups(jc_buf_text(&r->h.context));
    jc_reading_begin(r);
    jc_below_head(r);
    r->top_back = r->back;
    r->l->err = err;
    r->l->rows = r->l->skipped = r->h.above;
    enum jc_status st = read_rows(r, err);
    drop_sample(r);
    if (st != JC_OK || r->restart) {
        jc_arena_free(&r->l->arena);
        jc_row_copy_free(r->bare);
        r->bare = NULL;
        r->f->s->next_sheet -= r->restart;
        return st;
    }
    jc_last_keep(&r->f->last, &r->h);
    jc_sheet_free(r->sheet);
    r->sheet = NULL;
    r->goes_on = jc_reading_is_full(r) && jc_last_is_followed(&r->f->last, r->f->book, r->index);
    st = jc_reading_end(r, err);
    r->f->read++;
    return st;
}

/* Find the head, and read or refuse the sheet; *again = it is to be read with its merged blocks. */
static enum jc_status try_sheet(struct jc_reading *r, size_t i, bool *again, struct jc_err *err)
{
    struct jc_file_load *f = r->f;
    const char *kind = f->s->builtin ? NULL : f->s->opts->kind;
    enum jc_status st = JC_OK;
    if (f->prepass || r->restart)
        st = jc_fill_new(&r->fill, f->book, i, err);
    r->began = r->restart; /* looked up once, that is enough */
    r->restart = r->continued = false;
    if (st == JC_OK)
        st = jc_sheet_open(&r->sheet, f->book, i, err);
    if (st != JC_OK)
        return st;
    st = jc_head_find(&r->h, r->sheet, f->s->headers, f->s->rounds, kind ? jc_kind_find(kind) : NULL,
                      jc_load_base_name(f->path), r->name, err);
    if (st == JC_END &&
        (r->continued = jc_last_goes_on(&r->h, &r->sheet, &f->last, f->book, i, r->name, jc_load_base_name(f->path))))
        st = JC_OK;
    bool clear = st == JC_OK && jc_head_is_clear(&r->h);
    if ((st == JC_END || st == JC_OK) && !clear) {
        f->waits = f->may_wait && jc_head_lacks_round(&r->h);
        return f->waits ? JC_OK : refuse_sheet(r, i, err);
    }
    if (st == JC_OK)
        st = read_sheet(r, err);
    *again = r->restart;
    return st;
}

static enum jc_status load_sheet(struct jc_file_load *f, size_t i, struct jc_err *err)
{
    struct jc_reading *r = jc_alloc(sizeof *r);
    enum jc_status st;
    bool again;
    r->f = f;
    r->index = i;
    r->l = jc_alloc(sizeof *r->l);
    r->name = sheet_name(f, i);
    do {
        again = false;
        st = try_sheet(r, i, &again, err);
        jc_fill_free(r->fill);
        jc_sheet_free(r->sheet);
        jc_head_search_free(&r->h);
        r->fill = NULL;
        r->sheet = NULL;
        r->h = (struct jc_head_search){0};
        r->renewed = r->titled = false;
        jc_row_copy_free(r->over);
        r->over = NULL;
        jc_unread_free(&r->unread);
        jc_ditto_free(&r->ditto);
        jc_rivals_free(&r->rivals);
    } while (st == JC_OK && again);
    if (st != JC_OK && err)
        jc_copy(err->sheet, sizeof err->sheet, r->name); /* the reader knows only what a csv was unpacked to */
    (void)jc_err_place(st == JC_OK ? NULL : err, f->path, r->name, NULL);
    jc_buf_free(&r->low);
    jc_buf_free(&r->top);
    jc_sums_free(&r->sums);
    jc_counter_free(r->nth);
    free(r->l);
    free(r);
    return st;
}

/* The sheet for which the file is refused: one of a report of ours, or the first that says more than that it has no head. */
static size_t worst_refusal(const struct jc_file_load *f)
{
    size_t worst = 0;
    for (size_t i = f->refused.n; i-- > 0;)
        if (f->refused.v[i].what.code != E_NO_HEAD)
            worst = i;
    for (size_t i = f->refused.n; i-- > 0;)
        if (f->refused.v[i].what.code == E_OWN_REPORT)
            worst = i;
    return worst;
}

/* Sheets that are not read are told beside those that are; where there are none one of them is the file's error. */
static enum jc_status tell_refused(struct jc_file_load *f, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    const size_t why = f->read ? f->refused.n : worst_refusal(f);
    const bool own = why < f->refused.n && f->refused.v[why].what.code == E_OWN_REPORT; /* says it of all its sheets */
    for (size_t i = 0; i < f->refused.n && st == JC_OK && !own; i++) {
        if (i == why)
            continue;
        if (f->refused.v[i].what.code == E_NO_HEAD)
            f->refused.v[i].what.code = E_OTHER_SHEET; /* a sheet of remarks beside the tables is no fault */
        st = jc_issue_write(f->s, &f->refused.v[i], err);
    }
    if (st != JC_OK || f->read)
        return st;
    if (f->refused.n == 0)
        return jc_fail(err, JC_NOTFOUND, f->hidden ? E_HIDDEN : E_EMPTY, NULL, NULL, NULL);
    if (err)
        *err = f->refused.v[why].what;
    return f->refused.v[why].what.status;
}

void jc_file_load_free(struct jc_file_load *f)
{
    jc_last_free(&f->last);
    free(f->sheets);
    free(f->refused.v);
    jc_counter_free(f->nth);
    jc_memo_free(f->org_memo);
    jc_memo_free(f->item_memo);
    jc_memo_free(f->firm_memo);
    jc_memo_free(f->word_memo);
    jc_places_free(f->places);
}

/* A published page begins with a ranking; the reasons below it are no table of them. */
static bool is_own_page(const struct jc_file_load *f)
{
    return f->read == 0 && f->refused.n && f->refused.v[f->refused.n - 1].what.code == E_OWN_REPORT &&
           strcmp(jc_book_format(f->book), "html") == 0;
}

/* Every visible sheet once; those that wait again, when the others are read. */
static enum jc_status load_sheets(struct jc_file_load *f, struct jc_err *err)
{
    const size_t n = jc_book_count(f->book);
    bool *done = jc_alloc((n + 1) * sizeof *done);
    size_t left = n;
    enum jc_status st = JC_OK;
    for (int pass = 0; left > 0 && st == JC_OK && !f->postponed && !is_own_page(f); pass++) {
        for (size_t i = 0; i < n && st == JC_OK && !is_own_page(f); i++) {
            if (done[i])
                continue;
            f->may_wait = pass == 0 || (f->read == 0 && !f->s->late);
            f->waits = false;
            if (!jc_book_sheet(f->book, i).hidden)
                st = load_sheet(f, i, err);
            done[i] = !f->waits;
            left -= done[i];
        }
        f->postponed = pass > 0 && left > 0 && f->read == 0;
    }
    free(done);
    return st;
}

enum jc_status jc_load_book(struct jc_file_load *f, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    f->nth = jc_counter_new();
    f->org_memo = jc_memo_new(sizeof(struct jc_org_known));
    f->item_memo = jc_memo_new(sizeof(struct jc_item_known));
    f->firm_memo = jc_memo_new(sizeof(int64_t));
    f->word_memo = jc_memo_new(sizeof(int));
    f->places = jc_places_new();
    st = load_sheets(f, err);
    if (st == JC_OK && f->postponed)
        return jc_fail(err, JC_NOTFOUND, E_EMPTY, NULL, NULL, NULL);
    for (size_t i = 0; i < jc_book_count(f->book) && st == JC_OK; i++) {
        struct jc_err hidden = {0};
        const char *name = jc_book_sheet(f->book, i).name;
        if (!jc_book_sheet(f->book, i).hidden)
            continue;
        f->hidden = true;
        (void)jc_fail(&hidden, JC_INPUT, E_HIDDEN, NULL, name, NULL); /* which one it is makes each a note of its own */
        (void)jc_err_place(&hidden, NULL, name, NULL);
        st = jc_notice_tell(f, &hidden, err);
    }
    if (st == JC_OK)
        st = jc_twins_tell_few(f, err);
    if (st == JC_OK)
        st = jc_notice_tell_book(f, err);
    return st == JC_OK ? tell_refused(f, err) : st;
}
