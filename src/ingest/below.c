/* What stands below the first rows of a sheet: titles, tables under heads of their own, tables of something else. */
#include "ingest/reading.h"

#include "ingest/row.h"
#include "ingest/year.h"

enum { E_REMARK = 201, E_NO_MORE = 210, E_ASK = 312, E_BELOW = 363, E_UNKNOWN_TABLE = 388, E_UNSELECTED = 955 };

/* ---- titles ------------------------------------------------------------------------------------------------------- */

#define TITLE_BYTES 4096 /* of the last ones that are kept: a file may hold nothing but such rows */

static void trim_titles(struct jc_buf *lines)
{
    if (lines->len <= TITLE_BYTES)
        return;
    const char *end = memchr(lines->p + (lines->len - TITLE_BYTES), '\n', TITLE_BYTES);
    size_t cut = (size_t)(end + 1 - lines->p);
    memmove(lines->p, lines->p + cut, lines->len - cut + 1);
    lines->len -= cut;
}

static void add_title(struct jc_buf *lines, const char *title)
{
    char text[TITLE_BYTES / 4];
    jc_copy(text, sizeof text, title);
    jc_buf_fmt(lines, "%s\n", text);
    trim_titles(lines);
}

/* What stands around the rows below: the names, with `on` the titles of the table that goes on, and the last ones. */
static void join_context(struct jc_buf *out, const struct jc_reading *r, bool on)
{
    struct jc_buf titles = {0};
    if (on)
        jc_buf_str(&titles, jc_title_lines(jc_buf_text(&r->h.context)));
    jc_buf_str(&titles, jc_buf_text(&r->low));
    trim_titles(&titles);
    jc_title_names(out, r->name, jc_load_base_name(r->f->path));
    jc_buf_str(out, jc_buf_text(&titles));
    jc_buf_free(&titles);
}

/* Days without a year have that of the nearest title that gives one. */
static void take_period(struct jc_reading *r, const char *title)
{
    jc_year_title(&r->period, title, r->titled);
    if (r->period.from != r->l->period.from || r->period.to != r->l->period.to)
        memset(r->l->year_told, 0, sizeof r->l->year_told);
    r->l->period = r->period;
}

static bool is_award(const struct jc_reading *r)
{
    return strcmp(r->l->map.kind->id, "award") == 0;
}

static void begin_titles(struct jc_reading *r)
{
    jc_title_parse(&r->below, "", NULL);
    jc_buf_clear(&r->low);
    r->judged = r->elsewhere = false;
    r->remark[0] = 0;
}

void jc_below_head(struct jc_reading *r)
{
    const char *word;
    if (!is_award(r) || r->f->s->builtin || r->f->s->opts->kind ||
        jc_title_section(jc_buf_text(&r->top), &word) != JC_SECTION_UNSELECTED)
        return;
    begin_titles(r);
    add_title(&r->low, jc_buf_text(&r->top));
    r->titled = true;
}

/* A line that may be of one row above: nobody can tell what it means for those below. */
static bool is_remark(const struct jc_reading *r, struct jc_span line)
{
    const char *word;
    if (!is_award(r))
        return jc_title_is_remark(line, jc_buf_text(&r->top));
    return jc_title_is_award_remark(line) && jc_title_section(line.p, &word) == JC_SECTION_UNSAID;
}

/* Captions of parts of a catalogue: who supplies what stands below. */
static void take_section(struct jc_reading *r)
{
    const char *word;
    const enum jc_section section = is_award(r) ? jc_title_section(jc_buf_text(&r->low), &word) : JC_SECTION_UNSAID;
    if (section == JC_SECTION_WINNERS || section == JC_SECTION_BACKUPS)
        r->backups = section == JC_SECTION_BACKUPS;
}

void jc_below_note(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_buf text = {0};
    jc_rows_title_text(&text, row);
    r->note = jc_title_note((struct jc_span){jc_buf_text(&text), text.len});
    jc_buf_free(&text);
}

/* 2.落选企业不列 below 注：1. … says nothing of the awards that stand below. */
static bool goes_on_note(struct jc_reading *r, struct jc_span line)
{
    const bool goes_on = is_award(r) && r->note > 0 && jc_title_number(line) == r->note;
    r->note = goes_on ? r->note + 1 : jc_title_note(line);
    return goes_on;
}

/* It may name the institution, where no column does. */
void jc_below_title(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_title t;
    struct jc_load *l = r->l;
    struct jc_buf text = {0};
    jc_load_skip(l);
    jc_rows_title_text(&text, row);
    if (goes_on_note(r, (struct jc_span){jc_buf_text(&text), text.len})) {
        jc_buf_free(&text);
        return;
    }
    jc_title_parse(&t, jc_buf_text(&text), l->s->rounds);
    if (!r->titled)
        begin_titles(r);
    jc_title_merge(&r->below, &t);
    take_period(r, jc_buf_text(&text));
    add_title(&r->low, jc_buf_text(&text));
    r->titled = true;
    take_section(r);
    if (is_remark(r, (struct jc_span){jc_buf_text(&text), text.len})) {
        jc_copy(r->remark, sizeof r->remark, jc_buf_text(&text));
        r->remark_row = row->number;
    }
    jc_buf_free(&text);
    if (!t.inst[0] || l->by_field[JC_F_INST_CODE] || l->by_field[JC_F_INST_NAME] || l->map.wide)
        return;
    r->elsewhere = r->elsewhere || strcmp(t.inst, l->title_inst) != 0;
    jc_copy(r->h.title.inst, sizeof r->h.title.inst, t.inst);
    r->h.title.other_inst[0] = 0;
    jc_copy(l->title_inst, sizeof l->title_inst, t.inst);
    jc_load_call_inst(l, l->title_inst);
}

/* ---- tables ------------------------------------------------------------------------------------------------------- */

/* What holds for the rows below the last title; what it does not say, as above. True: it is another round, time or unit. */
static bool lower_title(struct jc_title *t, const struct jc_reading *r)
{
    const struct jc_title *up = &r->h.title, *low = &r->below;
    *t = *up;
    t->unclear[0] = 0;
    if (!r->titled)
        return false;
    jc_title_merge(t, low);
    if (t->from == JC_NO_DAY && !t->spans[0] && r->first.dated && strcmp(t->round, r->first.round) == 0) {
        jc_title_take_days(t, &r->first); /* back to the round that the file is of, behind another one */
    }
    return low->unclear[0] || t->from != up->from || t->to != up->to || strcmp(t->round, up->round) != 0 ||
           strcmp(t->rounds, up->rounds) != 0 || strcmp(t->spans, up->spans) != 0 || strcmp(t->unit, up->unit) != 0 ||
           strcmp(t->money, up->money) != 0;
}

/* End this table and begin the next, of these columns, under that title, which stands in `context`. */
static void next_table(struct jc_reading *r, const struct jc_mapping *m, const struct jc_title *t,
                       const struct jc_buf *context)
{
    struct jc_err *err = r->l->err;
    enum jc_status st = jc_reading_end(r, err);
    const uint32_t beside = r->h.map.beside;
    jc_mapping_free(&r->h.map);
    jc_buf_free(&r->h.context);
    r->h.map = *m;
    if (!r->h.map.beside)
        r->h.map.beside = beside; /* where its rows are cut as well */
    r->h.context = *context;
    r->h.title = *t;
    r->h.title.text = jc_buf_text(&r->h.context);
    r->continued = r->renewed = false;
    jc_reading_begin(r);
    r->l->err = err;
    r->l->status = st;
}

/* The columns as the titles above `row` decide them (数量 below 退货明细 is another); true: they say otherwise than before. */
static bool decide_columns(struct jc_mapping *m, const struct jc_reading *r, struct jc_title *t)
{
    jc_mapping_copy(m, &r->h.map);
    return !r->h.map.wide && jc_mapping_settle_again(m, t);
}

bool jc_below_renews(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_title t;
    struct jc_mapping m;
    struct jc_buf context = {0};
    bool other = lower_title(&t, r);
    join_context(&context, r, true);
    t.text = jc_buf_text(&context);
    other = decide_columns(&m, r, &t) || other || (jc_title_flow(t.text) == JC_FLOW_BACK) != r->back ||
            (is_award(r) && r->backups != r->l->backups);
    if (!other) {
        jc_mapping_free(&m);
        jc_buf_free(&context);
        return false;
    }
    if (jc_mapping_repeats(&m, row))
        m.row = row->number;
    next_table(r, &m, &t, &context);
    r->renewed = true;
    return true;
}

/* The heads that are new in it say what the table below this head is of, which is not read. */
static void tell_foreign(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_load *l = r->l;
    struct jc_buf list = {0}, head = {0};
    for (uint32_t i = 0; i < row->n; i++) {
        bool known = false;
        jc_buf_clear(&head);
        if (row->cells[i].type == JC_CELL_TEXT)
            jc_text_clean(&head, row->cells[i].text, row->cells[i].len);
        for (size_t k = 0; k < l->map.n && head.len; k++)
            known = known || strcmp(l->map.cols[k].head, jc_buf_text(&head)) == 0;
        if (head.len && !known)
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", jc_buf_text(&head));
    }
    l->row = row->number;
    jc_load_issue(l, E_UNKNOWN_TABLE, UINT32_MAX, JC_F_COUNT, jc_no_span, jc_buf_text(&list), NULL, false);
    jc_buf_free(&list);
    jc_buf_free(&head);
}

/*
 * Chinese texts where numbers belong are a head, if at least two of them are known as heads, or all are nothing but words:
 * 待定 in place of a quantity stands in a row that has a spec, a day or a hospital. A row without any is one where most of
 * its texts are known: 医疗机构 is a payer, too.
 */
static bool is_head(const struct jc_headers *h, const struct jc_mapping *m, const struct jc_row *row,
                    enum jc_row_head may)
{
    size_t known = 0, heads = 0;
    int texts = 0;
    for (size_t i = 0; i < m->n; i++) {
        known += m->cols[i].field != JC_F_COUNT;
        heads += jc_header_is_known(h, m->cols[i].head, strlen(m->cols[i].head));
    }
    if (may != JC_HEAD_LIKELY)
        return heads >= 3 ? heads * 2 > m->n : heads == m->n;
    if (known >= 2)
        return true;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (c->type == JC_CELL_EMPTY)
            continue;
        if (c->type != JC_CELL_TEXT || jc_title_names_institution((struct jc_span){c->text, c->len}))
            return false;
        for (uint32_t k = 0; k < c->len; k++)
            if (c->text[k] >= '0' && c->text[k] <= '9')
                return false;
        texts++;
    }
    return texts >= 3;
}

/* Is it the head of a table that can be read: enough of it, or nothing beside it? */
static bool is_ours(const struct jc_mapping *m)
{
    bool all = true;
    for (size_t i = 0; i < m->n; i++)
        all = all && m->cols[i].field != JC_F_COUNT;
    return m->kind && !m->ask[0] && !m->private_data && (m->matched >= 4 || (all && m->matched >= 2));
}

/* As a sheet of its own it would be refused, and not passed over; what its heads say is 出库 or 领用 is known not to be. */
static bool is_like_ours(const struct jc_mapping *m)
{
    static const enum jc_field records[] = {JC_F_GENERIC,   JC_F_CODE,     JC_F_PLATFORM, JC_F_DAY_ACCEPT,
                                            JC_F_DAY_ORDER, JC_F_DAY_SHIP, JC_F_DAY_PAID};
    bool record = false; /* 供应商, 金额, 备注 add up what stands above */
    for (size_t i = 0; i < JC_LEN(records); i++)
        record = record || jc_mapping_column(m, records[i]);
    for (size_t i = 0; i < m->n; i++)
        if (jc_title_other(m->cols[i].head, "", false))
            return false;
    return m->private_data || m->kind || (m->nearest && m->matched >= 3 && record);
}

bool jc_below_begins(struct jc_reading *r, const struct jc_row *row, enum jc_row_head may)
{
    struct jc_mapping m;
    struct jc_head_row head;
    struct jc_title t;
    struct jc_buf context = {0};
    (void)lower_title(&t, r);
    join_context(&context, r, false);
    t.text = jc_buf_text(&context);
    jc_head_row_set(&head, row);
    jc_header_match(&m, r->f->s->headers, &head, NULL, NULL, &t);
    jc_head_row_free(&head);
    if (is_ours(&m)) {
        next_table(r, &m, &t, &context);
        jc_load_tell(r->l, E_BELOW, NULL, NULL, NULL);
        jc_load_skip(r->l);
        return true;
    }
    bool foreign =
        !r->l->map.wide && (jc_mapping_resembles(&r->l->map, row) || is_head(r->f->s->headers, &m, row, may));
    if (foreign)
        r->like_ours = is_like_ours(&m);
    jc_mapping_free(&m);
    jc_buf_free(&context);
    if (foreign)
        tell_foreign(r, row);
    r->foreign = r->foreign || foreign;
    return false;
}

/* ---- what is no more of the same ------------------------------------------------------------------------------------ */

static void leave(struct jc_reading *r, const struct jc_row *row, int code, const char *value)
{
    r->left = true;
    r->l->row = row->number;
    jc_load_issue(r->l, code, UINT32_MAX, JC_F_COUNT, jc_span(value), NULL, NULL, false);
}

/* The line that speaks of returns, or holds the word. */
static void find_line(char *out, size_t size, const char *titles, const char *word)
{
    for (const char *p = titles; *p; p += *p == '\n') {
        size_t n = strcspn(p, "\n");
        if (jc_text_find(p, n, word, strlen(word)))
            jc_copyn(out, size, p, n);
        p += n;
    }
}

/*
 * What the titles say of the rows below them. Where they said that these are something else it takes a word to go back
 * (入库, 采购), and where they said that goods were returned, another hospital leaves it open.
 */
static void judge_titles(struct jc_reading *r, const struct jc_row *row, bool may_be_head)
{
    struct jc_title t;
    struct jc_mapping m;
    struct jc_buf context = {0};
    const char *low = jc_buf_text(&r->low), *word = NULL;
    const enum jc_section section = is_award(r) ? jc_title_section(low, &word) : JC_SECTION_UNSAID;
    const bool award = section == JC_SECTION_WINNERS || section == JC_SECTION_BACKUPS,
               on = is_award(r) ? award : jc_title_is_record(low);
    if (section != JC_SECTION_UNSELECTED)
        word = award ? NULL : jc_title_other(low, jc_buf_text(&r->top), true);
    bool open = r->back && !r->top_back && r->elsewhere && jc_title_flow(low) == JC_FLOW_UNSAID;
    r->judged = !may_be_head;
    if (word)
        find_line(r->why, sizeof r->why, low, word);
    if (word || open || (r->left && !on)) {
        r->judged = true;
        r->doubted = word ? false : open || r->doubted;
        r->unselected = word ? section == JC_SECTION_UNSELECTED : r->unselected;
        leave(r, row, r->unselected ? E_UNSELECTED : E_NO_MORE, r->why);
        return;
    }
    r->left = false;
    if (r->remark[0]) {
        r->l->row = r->remark_row;
        jc_load_issue(r->l, E_REMARK, UINT32_MAX, JC_F_COUNT, jc_span(r->remark), NULL, NULL, false);
        r->remark[0] = 0;
    }
    if (may_be_head)
        return;
    if (jc_title_flow(low) == JC_FLOW_BACK)
        find_line(r->why, sizeof r->why, low, "退");
    (void)lower_title(&t, r);
    join_context(&context, r, true);
    t.text = jc_buf_text(&context);
    r->doubted = decide_columns(&m, r, &t) && m.ask[0];
    if (r->doubted)
        leave(r, row, E_ASK, m.ask);
    jc_mapping_free(&m);
    jc_buf_free(&context);
}

bool jc_below_is_left(struct jc_reading *r, const struct jc_row *row, bool may_be_head)
{
    if (r->titled && !r->judged)
        judge_titles(r, row, may_be_head);
    r->titled = r->titled && !r->left;
    return r->left;
}
