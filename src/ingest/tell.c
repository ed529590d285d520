/* What there is to say about a sheet: about its columns and its title when it is settled how it is read, and at its end. */
#include "ingest/reading.h"

#include "ingest/currency.h"
#include "ingest/row.h"
#include "ingest/spelling.h"

enum {
    E_BACKUP_LANES = 521,
    E_VOID_TITLE = 202,
    E_OTHER_INST = 204,
    E_TERM = 215,
    E_BESIDE = 222,
    E_PASSED = 228,
    E_OPEN = 232,
    E_BY_TERM = 238,
    E_BACKUP = 239,
    E_BACKUPS = 936,
    E_CODED = 959,
    E_UNUSED = 257,
    E_SEVERAL = 286,
    E_EARLY = 300,
    E_UNKNOWN_HEADS = 315,
    E_TRUNCATED = 323,
    E_CONTINUED = 324,
    E_MERGED = 327,
    E_WIDE = 330,
    E_MANY = 349,
    E_SPARE = 366,
    E_STANDS_IN = 387,
    E_NO_UNIT = 392,
    E_ORIGINAL = 951,
    E_EXAMPLE = 946,
    E_TITLE_INST = 525,
    E_UNACCEPTED = 982,
    E_OTHER_MONEY = 992,
    E_LANES = 995
};

/* ---- columns of one sort ----------------------------------------------------------------------------------------- */

/* Heads of one sort, joined; nothing is told where there is none. */
static void tell_list(struct jc_load *l, int code, bool (*belongs)(const struct jc_mapping *, const struct jc_column *))
{
    struct jc_buf list = {0};
    size_t left = 0; /* for which the message has no room */
    for (size_t i = 0; i < l->map.n; i++) {
        const char *head = l->map.cols[i].head;
        if (!belongs(&l->map, &l->map.cols[i]))
            continue;
        if (left || list.len + strlen(head) + strlen("、…… 99999") >= JC_ERR_TEXT)
            left++;
        else
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", head);
    }
    if (left)
        jc_buf_fmt(&list, "…… +%zu", left);
    if (list.len)
        jc_load_tell(l, code, NULL, jc_buf_text(&list), NULL);
    jc_buf_free(&list);
}

static bool is_other_money(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return jc_currency_is_left(c);
}

/* 发票 that holds no numbers, too: of a payment E950 tells, which has worse to say. */
static bool is_unknown(const struct jc_mapping *m, const struct jc_column *c)
{
    const bool invoice = c->field == JC_F_SKIP && c->decided && c->asked == JC_F_INVOICES;
    return (c->field == JC_F_COUNT && !is_other_money(m, c)) || (invoice && strcmp(m->kind->id, "purchase") == 0);
}

static bool is_second_region(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return jc_column_is_second_region(c);
}

/* Known and not read, but a price, an amount, a quantity or a day of paying all the same: somebody may think that it counts. */
static bool is_unused(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    static const char *const figures[] = {"价",   "额",   "量",   "数",   "率",   "收入",
                                          "结算", "应付", "付款", "到票", "开票", "送货"};
    static const char *const words[] = {"是否", "状态", "方式", "类型", "单位", "属性", "原因"};
    if (c->field != JC_F_SKIP || c->spare || c->net || c->several || c->three)
        return false;
    if (c->decided)
        return c->asked == JC_F_QUANTITY || c->asked == JC_F_VOLUME || c->asked == JC_F_DAY_ACCEPT;
    return jc_title_has_word(c->head, figures, JC_LEN(figures)) && !jc_title_has_word(c->head, words, JC_LEN(words));
}

static bool is_coded(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return c->coded && c->field == JC_F_CODE && !c->spare;
}

static bool is_several(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return c->several;
}

static bool is_original(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return c->original;
}

static bool is_spare(const struct jc_mapping *m, const struct jc_column *c)
{
    return !c->original && !c->stands_in && !c->by_term && !jc_column_is_second_record(c) && jc_mapping_is_spare(m, c);
}

static bool is_by_term(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return c->by_term;
}

static bool stands_in(const struct jc_mapping *m, const struct jc_column *c)
{
    return c->stands_in && jc_mapping_is_spare(m, c);
}

/* ---- the head ---------------------------------------------------------------------------------------------------- */

/* Returns of numbered lines: they have the days of these. */
static bool is_of_returns(const struct jc_load *l)
{
    bool numbered = l->by_field[JC_F_ORDER_NO] || l->by_field[JC_F_LINE_NO] || l->by_field[JC_F_ORIGINAL];
    return l->by_field[JC_F_RETURNED] && !l->by_field[JC_F_ACCEPTED] && !l->by_field[JC_F_ORDERED] && numbered;
}

/* A table of returns, by its title or its quantities, has theirs, and may leave their days to the lines that it names. */
static bool may_lack(const struct jc_reading *r, enum jc_field f)
{
    const struct jc_load *l = r->l;
    bool back = l->by_field[JC_F_RETURNED] && (r->back || !(l->by_field[JC_F_ORDERED] || l->by_field[JC_F_SHIPPED]));
    return (f == JC_F_DAY_ACCEPT && is_of_returns(l)) || (f == JC_F_ACCEPTED && back);
}

/* Columns without which the rows come into few figures: whoever overlooks that, wonders about zeros later. */
static void tell_wants(struct jc_reading *r)
{
    struct jc_load *l = r->l;
    for (size_t i = 0; i < jc_want_count; i++) {
        const struct jc_want *w = &jc_wants[i];
        enum jc_field f;
        bool there = strcmp(w->kind, l->map.kind->id) != 0 || may_lack(r, w->any[0]);
        for (const uint8_t *any = w->any; *any != JC_F_SKIP; any++)
            there |= l->by_field[*any] != NULL;
        if (there)
            continue;
        const struct jc_column *near =
            w->near ? jc_spelling_near(r->f->s->headers, &l->map, w->any[0], true, &f) : NULL;
        jc_load_tell(l, near ? w->near : w->code, near ? near->head : NULL, NULL, NULL);
    }
}

/* What the title gives in place of columns, or why it does not, where it leaves that open. */
static void tell_title(struct jc_reading *r)
{
    static const enum jc_field fields[][2] = {{JC_F_ROUND, JC_F_ROUND_NAME}, {JC_F_DAY_FROM, JC_F_PERIOD}};
    const struct jc_title *t = &r->h.title;
    const struct jc_kind *kind = r->l->map.kind;
    const char *value;
    for (size_t i = 0; i < JC_LEN(fields); i++) {
        bool own = r->l->by_field[fields[i][0]] || r->l->by_field[fields[i][1]];
        if (own || !jc_header_from_title(kind, fields[i][0]))
            continue;
        bool day = fields[i][0] == JC_F_DAY_FROM, given = day ? t->from != JC_NO_DAY : t->round[0];
        int code = given ? 0 : jc_head_not_given(t, fields[i][0], &value);
        if (code)
            jc_load_tell(r->l, code, value, kind->zh, NULL);
        if (!day || !given || t->term || strcmp(t->span, r->span) == 0)
            continue;
        jc_copy(r->span, sizeof r->span, t->span);
        jc_load_tell(r->l, E_TERM, t->span, NULL, NULL);
    }
}

static void tell_beside(struct jc_load *l)
{
    char cell[24];
    jc_cell_name(cell, l->map.beside, l->map.row);
    jc_load_tell(l, E_BESIDE, l->map.beside_head, cell, NULL);
}

/* A table that is called void, whose rows say themselves what they are. */
static void tell_void(struct jc_reading *r)
{
    const char *word = jc_mapping_states(&r->h.map) ? jc_title_void(jc_buf_text(&r->h.context)) : NULL;
    if (word)
        jc_load_tell(r->l, E_VOID_TITLE, word, NULL, NULL);
}

/* Whose the rows are where no column says it. Names of sheets and files are often not brought up to date; but so are titles. */
static void tell_inst(struct jc_reading *r)
{
    struct jc_title *t = &r->h.title;
    bool own = r->l->by_field[JC_F_INST_CODE] || r->l->by_field[JC_F_INST_NAME] || r->l->map.wide;
    const bool given = t->inst[0] && !own && jc_header_from_title(r->l->map.kind, JC_F_INST_NAME);
    if (given && t->other_inst[0])
        jc_load_tell(r->l, E_OTHER_INST, t->inst, t->other_inst, NULL);
    else if (given && !r->renewed && strcmp(t->inst, r->l->sheet_name) != 0) /* a sheet for each of them */
        jc_load_tell(r->l, E_TITLE_INST, t->inst, NULL, NULL);
    t->other_inst[0] = 0;
}

static bool is_backup_lane(const struct jc_mapping *m, const struct jc_column *c)
{
    (void)m;
    return c->field == JC_F_MAKER && c->lane_role == JC_LANE_BACKUP;
}

static void tell_lanes(struct jc_load *l)
{
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const enum jc_field of = c->field == JC_F_ROLE ? JC_F_WINNER : c->field; /* each of which has a role */
        if (c->lane_key)
            jc_load_tell(l, E_LANES, c->head, jc_kind_head(l->map.kind, of), NULL);
    }
    tell_list(l, E_BACKUP_LANES, is_backup_lane);
}

/* Does a column say of each award whether it is that of a backup? */
static bool says_role(const struct jc_load *l)
{
    const struct jc_column *role = l->by_field[JC_F_ROLE];
    bool lanes = l->map.lanes > 0;
    for (size_t i = 0; i < l->map.n; i++)
        lanes = lanes && (!l->map.cols[i].lane || l->map.cols[i].lane_role != JC_LANE_UNSAID);
    return lanes || (role && !role->lane_key);
}

/* What there is to say about the head, when it is settled that the sheet is read so. */
void jc_reading_tell_head(struct jc_reading *r)
{
    struct jc_load *l = r->l;
    jc_load_use_units(l, &r->h.title);
    tell_title(r);
    tell_inst(r);
    if (l->backups && !says_role(l))
        jc_load_tell(l, E_BACKUPS, NULL, NULL, NULL);
    if (r->renewed)
        return; /* the rest was told above */
    if (l->map.wide) {
        jc_load_tell(l, E_WIDE, NULL, NULL, NULL);
        jc_wide_check(l);
    } else {
        tell_list(l, E_UNKNOWN_HEADS, is_unknown);
        tell_list(l, E_OTHER_MONEY, is_other_money);
        tell_lanes(l);
    }
    jc_unread_begin(&r->unread, &l->map);
    jc_ditto_begin(&r->ditto, &l->map);
    jc_rivals_begin(&r->rivals, l);
    tell_list(l, E_UNUSED, is_unused);
    tell_list(l, E_SPARE, is_spare);
    tell_list(l, E_SEVERAL, is_several);
    tell_list(l, E_ORIGINAL, is_original);
    jc_load_tell_untaxed(l);
    jc_unread_tell_documents(l);
    jc_unread_tell_regions(l);
    tell_list(l, E_STANDS_IN, stands_in);
    tell_list(l, E_BY_TERM, is_by_term);
    tell_list(l, E_CODED, is_coded);
    tell_list(l, E_BACKUP, is_second_region);
    tell_wants(r);
    if (l->map.beside_head[0])
        tell_beside(l);
    tell_void(r);
    if (r->continued)
        jc_load_tell(l, E_CONTINUED, NULL, NULL, NULL);
}

/* ---- the end of a table ---------------------------------------------------------------------------------------- */

static void tell_number(struct jc_load *l, int code, const char *value, int64_t number, const char *more)
{
    char n[24];
    snprintf(n, sizeof n, "%lld", (long long)number);
    jc_load_tell(l, code, value, n, more);
}

static void tell_early(struct jc_load *l)
{
    char row[16], order[11], accept[11], days[32];
    snprintf(row, sizeof row, "%u", l->early.row);
    jc_day_text(order, (jc_day)l->early.order);
    jc_day_text(accept, (jc_day)l->early.accept);
    snprintf(days, sizeof days, "%s > %s", order, accept);
    tell_number(l, E_EARLY, row, l->early.n, days);
}

void jc_reading_tell_end(struct jc_reading *r)
{
    struct jc_load *l = r->l;
    jc_unread_tell(&r->unread, l);
    jc_ditto_tell(&r->ditto, l);
    jc_struck_tell(&r->struck, l);
    if (jc_reading_is_full(r) && !r->goes_on)
        tell_number(l, E_TRUNCATED, NULL, l->rows - l->skipped, NULL);
    if (jc_fill_count(r->fill))
        tell_number(l, E_MERGED, NULL, jc_fill_count(r->fill), NULL);
    if (l->unitless)
        tell_number(l, E_NO_UNIT, NULL, l->unitless, l->unitless_at);
    if (l->unaccepted)
        tell_number(l, E_UNACCEPTED, NULL, l->unaccepted, l->unaccepted_at);
    if (l->open)
        tell_number(l, E_OPEN, l->open_word, l->open, l->open_at);
    if (l->examples) {
        char row[16];
        snprintf(row, sizeof row, "%u", l->first_example);
        tell_number(l, E_EXAMPLE, row, l->examples, NULL);
    }
    if (l->passed) {
        char row[16];
        snprintf(row, sizeof row, "%u", l->first_passed);
        tell_number(l, E_PASSED, NULL, l->passed, row);
    }
    jc_load_tell_unagreed(l);
    jc_load_tell_rounding(l);
    jc_load_tell_lost(l);
    jc_load_tell_remarks(l);
    jc_rivals_end(&r->rivals, l);
    jc_load_tell_unbought(l);
    jc_load_tell_zero(l);
    if (l->early.n)
        tell_early(l);
    jc_twins_tell(r);
    for (size_t i = 0; i < JC_LEN(l->told); i++)
        if (l->told[i].n > 200) {
            char code[16], n[24];
            snprintf(n, sizeof n, "%lld", (long long)l->told[i].n);
            snprintf(code, sizeof code, "E%d", l->told[i].code);
            jc_load_tell(l, E_MANY, NULL, code, n);
        }
}
