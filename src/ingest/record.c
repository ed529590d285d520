/* What a record of each kind is: required values, identity, columns. Rule book part 1. */
#include "ingest/record.h"
#include "ingest/settle.h"

enum {
    E_UPP_COLUMN = 250,
    E_REQUIRED = 318,
    E_NO_INST,
    E_NO_PRODUCT,
    E_NO_QUANTITY,
    E_SPAN_ORDER,
    E_LOST_CODE = 329,
    E_UPP_CONFLICT = 331,
    E_NEGATIVE = 341,
    E_UNIT,
    E_PAYER = 344,
    E_ALIAS_KIND,
    E_TERM_RULE,
    E_CHANNEL = 353,
    E_WAN = 340
};

static const struct jc_span none = {"", 0};

/* ---- values of fields ------------------------------------------------------------------------------------- */

static struct jc_field_value *get(struct jc_load *l, enum jc_field f)
{
    if (l->by_field[f])
        jc_field_read(l, l->current, f);
    return &l->v[f];
}

static struct jc_span text_of(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = get(l, f);
    return v->has ? v->text : none;
}

static struct jc_val text_val(struct jc_load *l, enum jc_field f)
{
    struct jc_span t = text_of(l, f);
    return jc_val_str(t.p, t.n);
}

/* Text where there is some, else NULL. */
static struct jc_val text_or_null(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = get(l, f);
    return v->has ? jc_val_str(v->text.p, v->text.n) : jc_val_null();
}

static struct jc_val int_or_null(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = get(l, f);
    return v->has ? jc_val_int(v->i) : jc_val_null();
}

static bool require(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = get(l, f);
    if (!v->has && !l->rejected)
        jc_load_issue(l, E_REQUIRED, l->by_field[f] ? v->col : UINT32_MAX, f, none, jc_field_info[f].zh,
                      jc_field_info[f].en, true);
    return v->has;
}

static const struct jc_cell *cell_of(struct jc_load *l, enum jc_field f)
{
    const struct jc_column *c = l->by_field[f];
    return c && c->col < l->current->n ? &l->current->cells[c->col] : NULL;
}

/* ---- dictionary look-ups, remembered by the raw cells ------------------------------------------------------- */

struct org_known {
    int64_t id;
    bool none;
};

static int64_t find_org(struct jc_load *l, struct jc_span code, struct jc_span name)
{
    int64_t id = 0;
    bool is_new;
    if (l->status == JC_OK)
        l->status = jc_dict_org(l->s->dict, code, name, &id, &is_new, l->err);
    if (l->status == JC_OK && is_new)
        l->s->orgs_changed = true;
    return id;
}

/* The institution of the row, 0 = it names none. */
static int64_t org_of(struct jc_load *l)
{
    bool is_new;
    const struct jc_cell *cells[2] = {cell_of(l, JC_F_INST_CODE), cell_of(l, JC_F_INST_NAME)};
    struct org_known *k = jc_memo_at(l->org_memo, cells, 2, &is_new);
    if (is_new) {
        struct jc_span code = text_of(l, JC_F_INST_CODE), name = text_of(l, JC_F_INST_NAME);
        if (!code.n && !name.n)
            name = l->sheet_inst;
        if (code.n && jc_code_kind(code) == JC_CODE_NONE && l->by_field[JC_F_INST_CODE])
            jc_load_issue(l, 283, l->by_field[JC_F_INST_CODE]->col, JC_F_INST_CODE, code, NULL, NULL, false);
        *k = (struct org_known){code.n || name.n ? find_org(l, code, name) : 0, !code.n && !name.n};
    }
    return k->id;
}

static bool require_org(struct jc_load *l, int64_t *org)
{
    *org = org_of(l);
    if (*org == 0 && !l->rejected)
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, none, NULL, NULL, true);
    return *org != 0;
}

static const enum jc_field item_field[JC_ITEM_PARTS] = {JC_F_CODE, JC_F_PLATFORM, JC_F_GENERIC, JC_F_FORM, JC_F_SPEC,
                                                        JC_F_PACK, JC_F_MAKER,    JC_F_UNIT,    JC_F_UPP};

/* A doubt about a product's spelling is told where it is first met. */
static void tell_item(struct jc_load *l, const struct jc_item *it)
{
    char a[24], b[24];
    if (it->upp_conflict) {
        snprintf(a, sizeof a, "%lld", (long long)it->upp);
        snprintf(b, sizeof b, "%d", it->upp_conflict);
        jc_load_issue(l, E_UPP_CONFLICT, l->v[JC_F_UPP].col, JC_F_UPP, text_of(l, JC_F_UPP), a, b, false);
    }
    if (it->column_reason)
        jc_load_issue(l, E_UPP_COLUMN, l->v[JC_F_UPP].col, JC_F_UPP, text_of(l, JC_F_UPP), NULL, NULL, false);
}

/* `with_unit`: the unit column is part of the spelling (purchases), else it belongs to another column. */
static bool item_of(struct jc_load *l, bool with_unit, struct jc_item *out)
{
    const struct jc_cell *cells[JC_ITEM_PARTS];
    bool is_new;
    for (int i = 0; i < JC_ITEM_PARTS; i++)
        cells[i] = i == JC_ITEM_UNIT && !with_unit ? NULL : cell_of(l, item_field[i]);
    struct jc_item *k = jc_memo_at(l->item_memo, cells, JC_ITEM_PARTS, &is_new);
    if (is_new) {
        struct jc_span part[JC_ITEM_PARTS];
        for (int i = 0; i < JC_ITEM_PARTS; i++)
            part[i] = i == JC_ITEM_UNIT && !with_unit ? none : text_of(l, item_field[i]);
        const struct jc_column *q = l->by_field[JC_F_ACCEPTED] ? l->by_field[JC_F_ACCEPTED] : l->by_field[JC_F_ORDERED];
        if (with_unit && !part[JC_ITEM_UNIT].n && q && q->unit[0])
            part[JC_ITEM_UNIT] = jc_span(q->unit); /* 入库数量(片) */
        bool named = part[JC_ITEM_CODE].n || part[JC_ITEM_GENERIC].n || part[JC_ITEM_PLATFORM].n;
        if (named && l->status == JC_OK)
            l->status = jc_dict_item(l->s->dict, part, k, l->err);
        if (k->is_new)
            tell_item(l, k);
        k->is_new = false;
    }
    *out = *k;
    return out->id != 0;
}

static bool require_item(struct jc_load *l, bool with_unit, struct jc_item *out)
{
    bool found = item_of(l, with_unit, out);
    if (!found && !l->rejected)
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_PRODUCT, UINT32_MAX, JC_F_GENERIC, none, NULL, NULL, true);
    return found;
}

static struct jc_val firm_of(struct jc_load *l, enum jc_field f)
{
    bool is_new;
    const struct jc_cell *cell = cell_of(l, f);
    if (!cell)
        return jc_val_null();
    int64_t *id = jc_memo_at(l->firm_memo, &cell, 1, &is_new);
    if (is_new) {
        struct jc_span name = text_of(l, f);
        if (name.n && l->status == JC_OK)
            l->status = jc_dict_firm(l->s->dict, name, id, l->err);
    }
    return *id ? jc_val_int(*id) : jc_val_null();
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

static bool has_word(struct jc_span t, const char *word)
{
    return memmem(t.p ? t.p : "", t.n, word, strlen(word)) != NULL;
}

enum { WORD_NONE = -1, WORD_UNKNOWN = -2 };

static int payer_word(struct jc_span t)
{
    if (!t.n)
        return WORD_NONE;
    if (has_word(t, "医保") || has_word(t, "医疗保障") || has_word(t, "基金") || has_word(t, "经办"))
        return 1;
    if (has_word(t, "医疗机构") || has_word(t, "医院") || has_word(t, "单位") || has_word(t, "机构") ||
        has_word(t, "自行"))
        return 0;
    return WORD_UNKNOWN;
}

static int channel_word(struct jc_span t)
{
    if (!t.n)
        return WORD_NONE;
    if (has_word(t, "线下") || has_word(t, "网下") || has_word(t, "平台外") || has_word(t, "否"))
        return 0;
    if (has_word(t, "网") || has_word(t, "线上") || has_word(t, "平台") || has_word(t, "是"))
        return 1;
    return WORD_UNKNOWN;
}

/* Rule book 4.1 and 8: 1 cancelled by the institution, 2 not delivered, refused or cancelled by the distributor. */
static int void_word(struct jc_span t)
{
    static const char *const own[] = {"作废", "撤销", "撤单", "取消"}, *const other[] = {"缺货", "拒绝"};
    for (size_t i = 0; i < JC_LEN(own); i++)
        if (has_word(t, own[i]))
            return has_word(t, "企业") || has_word(t, "配送商") || has_word(t, "供应商") ? 2 : 1;
    for (size_t i = 0; i < JC_LEN(other); i++)
        if (has_word(t, other[i]))
            return 2;
    return 0;
}

/* A word of a closed list, remembered by its raw cell; an unknown one is told and counts as none. */
static struct jc_val word_of(struct jc_load *l, enum jc_field f, int (*word)(struct jc_span), int code)
{
    bool is_new;
    const struct jc_cell *cell = cell_of(l, f), *key[2] = {cell, NULL};
    struct jc_cell tag = {.type = JC_CELL_NUMBER, .num = f};
    if (!cell)
        return jc_val_null();
    key[1] = &tag;
    int *k = jc_memo_at(l->word_memo, key, 2, &is_new);
    if (is_new) {
        struct jc_span t = text_of(l, f);
        int found = word(t);
        if (found == WORD_UNKNOWN)
            jc_load_issue(l, code, l->v[f].col, f, t, NULL, NULL, false);
        k = jc_memo_at(l->word_memo, key, 2, &is_new); /* telling may have moved the memo's values */
        *k = found;
    }
    return *k < 0 ? jc_val_null() : jc_val_int(*k);
}

/* ---- identity ------------------------------------------------------------------------------------------------------ */

static uint64_t mix(uint64_t h, const void *p, size_t n)
{
    return jc_hash(p, n, h);
}

static uint64_t mix_int(uint64_t h, int64_t x)
{
    return jc_hash(&x, sizeof x, h);
}

static uint64_t mix_text(uint64_t h, struct jc_span t)
{
    return mix_int(mix(h, t.p ? t.p : "", t.n), (int64_t)t.n);
}

static uint64_t mix_field(struct jc_load *l, uint64_t h, enum jc_field f)
{
    const struct jc_field_value *v = get(l, f);
    return v->has ? mix_int(mix_text(h, v->text), v->i) : mix_int(h, -1);
}

static int64_t positive(uint64_t h)
{
    return (int64_t)(h >> 1);
}

/* What every table begins with: id, sheet, row, identity, occurrence. */
static int begin_row(struct jc_load *l, struct jc_val *v, uint64_t ident)
{
    size_t k = (size_t)(l->map.kind - jc_kinds);
    v[0] = jc_val_int(l->s->next_row[k]++);
    v[1] = jc_val_int(l->sheet);
    v[2] = jc_val_int(l->row);
    v[3] = jc_val_int(positive(ident));
    v[4] = jc_val_int(jc_counter_next(l->nth, ident ^ k));
    return 5;
}

static void write_row(struct jc_load *l, const struct jc_val *v, int n)
{
    if (l->status == JC_OK)
        l->status = jc_writer_row(l->s->writer, l->map.kind->table, v, n, l->err);
}

static void see_day(struct jc_load *l, int64_t day)
{
    if (l->day_from == JC_NO_DAY || day < l->day_from)
        l->day_from = (jc_day)day;
    if (l->day_to == JC_NO_DAY || day > l->day_to)
        l->day_to = (jc_day)day;
}

/* An institution's name in an identity: its code, else its name's key. */
static uint64_t mix_org(struct jc_load *l, uint64_t h)
{
    struct jc_span code = text_of(l, JC_F_INST_CODE), name = text_of(l, JC_F_INST_NAME);
    if (code.n)
        return mix_text(h, code);
    struct jc_buf key = {0};
    if (!name.n)
        name = l->sheet_inst;
    jc_text_key(&key, name.p ? name.p : "", name.n);
    h = mix(h, jc_buf_text(&key), key.len);
    jc_buf_free(&key);
    return h;
}

static struct jc_span round_of(struct jc_load *l)
{
    struct jc_span r = text_of(l, JC_F_ROUND);
    if (!r.n)
        r = text_of(l, JC_F_ROUND_NAME);
    return r.n ? r : jc_span(l->title_round);
}

static bool require_round(struct jc_load *l)
{
    if (round_of(l).n)
        return true;
    if (!l->rejected)
        jc_load_issue(l, E_REQUIRED, UINT32_MAX, JC_F_ROUND_NAME, none, "批次", "round", true);
    return false;
}

/* ---- kinds ----------------------------------------------------------------------------------------------------------- */

static void write_institution(struct jc_load *l)
{
    struct jc_val v[16];
    if (!text_of(l, JC_F_INST_CODE).n && !text_of(l, JC_F_INST_NAME).n) {
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, none, NULL, NULL, true);
        return;
    }
    struct jc_span code = text_of(l, JC_F_INST_CODE);
    if (code.n && jc_code_kind(code) == JC_CODE_NONE)
        jc_load_issue(l, 283, l->v[JC_F_INST_CODE].col, JC_F_INST_CODE, code, NULL, NULL, false);
    int n = begin_row(l, v, mix_org(l, 11));
    v[n++] = text_val(l, JC_F_INST_CODE);
    v[n++] = text_val(l, JC_F_INST_NAME);
    v[n++] = text_val(l, JC_F_REGION);
    v[n++] = text_val(l, JC_F_SUPPLY);
    v[n++] = text_val(l, JC_F_COMMUNITY);
    v[n++] = text_val(l, JC_F_LEAD);
    v[n++] = text_val(l, JC_F_LEVEL);
    v[n++] = text_val(l, JC_F_OWNERSHIP);
    v[n++] = text_val(l, JC_F_INST_TYPE);
    v[n++] = text_val(l, JC_F_DUTY);
    l->s->lists_changed = true;
    write_row(l, v, n);
}

static bool check_span(struct jc_load *l, enum jc_field from, enum jc_field to)
{
    const struct jc_field_value *a = get(l, from), *b = get(l, to);
    if (!a->has || !b->has || a->i <= b->i)
        return true;
    char day[11];
    jc_day_text(day, (jc_day)b->i);
    jc_load_issue(l, E_SPAN_ORDER, b->col, to, jc_span(day), NULL, NULL, true);
    return false;
}

static void write_award(struct jc_load *l)
{
    struct jc_item it;
    struct jc_val v[24];
    if (!require_round(l) || !require_item(l, false, &it) || !require(l, JC_F_SPEC) || !require(l, JC_F_MAKER) ||
        !check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO))
        return;
    struct jc_field_value *price = get(l, JC_F_PRICE), *unit = get(l, JC_F_UNIT_PRICE);
    int64_t pack_price = price->i;
    if (!price->has && !(unit->has && it.upp && jc_mul(&pack_price, unit->i, it.upp))) {
        (void)require(l, JC_F_PRICE);
        return;
    }
    if (pack_price < 0) {
        jc_load_issue(l, E_NEGATIVE, price->col, JC_F_PRICE, none, NULL, NULL, true);
        return;
    }
    struct jc_field_value *from = get(l, JC_F_DAY_FROM), *nominal = get(l, JC_F_DAY_NOMINAL);
    bool is_nominal = !from->has && nominal->has;
    uint64_t h = mix_text(12, round_of(l));
    h = mix_text(mix_text(h, text_of(l, JC_F_GROUP_NO)), text_of(l, JC_F_REGIONS));
    h = mix_int(mix_int(h, (int64_t)it.pack), from->has ? from->i : nominal->has ? nominal->i : 0);
    int n = begin_row(l, v, h);
    v[n++] = jc_val_int(it.id);
    struct jc_span r = round_of(l), name = text_of(l, JC_F_ROUND_NAME);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = name.n ? jc_val_str(name.p, name.n) : jc_val_str(r.p, r.n);
    v[n++] = text_val(l, JC_F_GROUP_NO);
    v[n++] = text_val(l, JC_F_VARIETY);
    v[n++] = jc_val_int(pack_price);
    v[n++] = int_or_null(l, JC_F_UNIT_PRICE);
    v[n++] = text_val(l, JC_F_REGIONS);
    v[n++] = has_word(text_of(l, JC_F_ROLE), "备") ? jc_val_text("备供") : jc_val_text("主供");
    v[n++] = is_nominal ? jc_val_int(nominal->i) : int_or_null(l, JC_F_DAY_FROM);
    v[n++] = int_or_null(l, JC_F_DAY_TO);
    v[n++] = jc_val_int(is_nominal);
    v[n++] = has_word(text_of(l, JC_F_KIND), "耗材") ? jc_val_text("耗材") : jc_val_text("药品");
    v[n++] = jc_val_int(l->s->builtin);
    write_row(l, v, n);
}

/* In what the agreed volume is counted: 'min', 'pack' or '' (by parameter), with 万 and the like multiplied in. */
static const char *agreement_unit(struct jc_load *l, const struct jc_item *it, int64_t *volume)
{
    (void)it;
    struct jc_unit u;
    const struct jc_column *col = l->by_field[JC_F_VOLUME];
    struct jc_span t = text_of(l, JC_F_UNIT);
    bool from_head = !t.n && col && col->unit[0];
    if (from_head)
        t = jc_span(col->unit);
    if (!t.n)
        return "";
    if (!jc_unit_parse(&u, t) || u.kind == JC_UNIT_MONEY || u.kind == JC_UNIT_OUTER) {
        jc_load_issue(l, E_UNIT, l->v[JC_F_UNIT].col, JC_F_UNIT, t, NULL, NULL, true);
        return "";
    }
    if (!from_head && u.times > 1 && !jc_mul(volume, *volume, u.times))
        jc_load_issue(l, 241, l->v[JC_F_VOLUME].col, JC_F_VOLUME, none, NULL, NULL, true);
    if (u.kind == JC_UNIT_SMALLEST || (u.name[0] == 0 && u.times > 1))
        return "min";
    if (u.kind == JC_UNIT_PACK)
        return "pack";
    /* 支 瓶 袋: a pack of one product, the smallest unit of another; where a pack holds one both say the same. */
    return it->upp == 1 || jc_unit_is_counted(t, u.name, 2) ? "min" : "pack";
}

static void write_agreement(struct jc_load *l)
{
    struct jc_item it;
    struct jc_val v[20];
    int64_t org;
    struct jc_field_value *from = get(l, JC_F_DAY_FROM), *to = get(l, JC_F_DAY_TO);
    if (!from->has && l->title_from != JC_NO_DAY)
        *from = (struct jc_field_value){.has = true, .i = l->title_from};
    if (!to->has && l->title_to != JC_NO_DAY)
        *to = (struct jc_field_value){.has = true, .i = l->title_to};
    if (!require_org(l, &org) || !require_round(l) || !require_item(l, false, &it) || !require(l, JC_F_VOLUME) ||
        !require(l, JC_F_DAY_FROM) || !require(l, JC_F_DAY_TO) || !check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO))
        return;
    int64_t volume = l->v[JC_F_VOLUME].i;
    if (volume < 0) {
        jc_load_issue(l, E_NEGATIVE, l->v[JC_F_VOLUME].col, JC_F_VOLUME, none, NULL, NULL, true);
        return;
    }
    const char *unit = agreement_unit(l, &it, &volume);
    if (l->rejected)
        return;
    struct jc_span r = round_of(l);
    uint64_t h = mix_int(mix_text(mix_org(l, 13), r), (int64_t)it.product);
    int n = begin_row(l, v, mix_int(h, from->i));
    v[n++] = jc_val_int(org);
    v[n++] = jc_val_int(it.id);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = jc_val_int(volume);
    v[n++] = jc_val_text(unit);
    v[n++] = jc_val_int(from->i);
    v[n++] = jc_val_int(to->i);
    v[n++] = int_or_null(l, JC_F_DEMAND);
    v[n++] = int_or_null(l, JC_F_PRICE_BEFORE);
    v[n++] = int_or_null(l, JC_F_TERM);
    see_day(l, from->i);
    see_day(l, to->i);
    write_row(l, v, n);
}

/* The first eight digits of an order number, a day in most systems: a new month is then written at the end of the tree. */
static uint64_t leading_digits(struct jc_span t, int64_t fallback)
{
    uint64_t x = 0;
    int digits = 0;
    for (size_t i = 0; i < t.n && digits < 8; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9') {
            x = x * 10 + (uint64_t)(t.p[i] - '0');
            digits++;
        }
    return digits == 8 ? x : (uint64_t)(20000000 + (fallback > 0 ? fallback : 0));
}

struct line {
    int64_t org, state;
    struct jc_item item;
    bool back; /* a return: a negative quantity */
};

/* The identity of an order line (rule book 1, "The same row again"): exact key, and where to look for it. */
static uint64_t line_ident(struct jc_load *l, const struct line *p, int64_t *ident)
{
    struct jc_span order = text_of(l, JC_F_ORDER_NO), no = text_of(l, JC_F_LINE_NO), del = text_of(l, JC_F_DELIVERY_NO);
    uint64_t h;
    if (no.n) {
        h = mix_text(mix_text(mix_text(21, order), no), del);
    } else if (order.n) {
        h = mix_text(mix_int(22, (int64_t)p->item.pack), order);
        h = mix_field(l, mix_field(l, h, JC_F_DAY_ORDER), JC_F_ORDERED);
    } else {
        h = mix_int(mix_int(23, (int64_t)p->item.pack), p->item.id);
        for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
            if (!jc_field_is_lazy(*f))
                h = mix_field(l, h, *f);
    }
    h = mix_int(h, p->back);
    int64_t day = get(l, JC_F_DAY_ORDER)->has ? l->v[JC_F_DAY_ORDER].i : get(l, JC_F_DAY_ACCEPT)->i;
    uint64_t lead = leading_digits(order.n ? order : no, day);
    *ident = (int64_t)((lead << 36) | (h >> 28)); /* 27 bits of day, 36 of hash */
    return mix_int(h, p->org);
}

static bool negative(struct jc_load *l)
{
    static const enum jc_field order[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED};
    for (size_t i = 0; i < JC_LEN(order); i++)
        if (get(l, order[i])->has)
            return l->v[order[i]].i < 0;
    return false;
}

static int64_t latest_day(struct jc_load *l)
{
    static const enum jc_field days[] = {JC_F_DAY_ORDER, JC_F_DAY_SHIP, JC_F_DAY_ACCEPT, JC_F_DAY_PAID};
    int64_t best = 0;
    for (size_t i = 0; i < JC_LEN(days); i++) {
        const struct jc_field_value *v = get(l, days[i]);
        if (v->has && v->i > best)
            best = v->i;
        if (v->has)
            see_day(l, v->i);
    }
    return best;
}

/* The price of a pack; one per smallest unit is multiplied up where the units are known. */
static struct jc_val line_price(struct jc_load *l, const struct jc_item *it)
{
    int64_t x;
    struct jc_field_value *unit = get(l, JC_F_UNIT_PRICE);
    if (get(l, JC_F_PRICE)->has)
        return jc_val_int(l->v[JC_F_PRICE].i);
    if (unit->has && it->in_units)
        return jc_val_int(unit->i); /* price follows quantity */
    return unit->has && it->upp && jc_mul(&x, unit->i, it->upp) ? jc_val_int(x) : jc_val_null();
}

/* 万元 where 元 is meant, or the reverse, shows as an amount 10 000 times the price by the quantity. */
static void check_wan(struct jc_load *l)
{
    const struct jc_field_value *a = get(l, JC_F_AMOUNT), *p = get(l, JC_F_PRICE), *q = get(l, JC_F_ACCEPTED);
    int64_t x;
    if (!a->has || !p->has || !q->has || a->i <= 0 || !jc_muldiv(&x, p->i, q->i, JC_SCALE) || x <= 0)
        return;
    if (a->i / 5000 >= x || x / 5000 >= a->i) {
        char text[40];
        jc_scaled_text(text, sizeof text, x, 2, 2);
        jc_load_issue(l, E_WAN, a->col, JC_F_AMOUNT, none, text, NULL, false);
    }
}

static void write_purchase(struct jc_load *l)
{
    struct line p = {0};
    struct jc_val v[32];
    int64_t ident;
    if (!require_org(l, &p.org) || !require_item(l, true, &p.item))
        return;
    if (!get(l, JC_F_ACCEPTED)->has && !get(l, JC_F_ORDERED)->has && !get(l, JC_F_RETURNED)->has) {
        enum jc_field f = l->by_field[JC_F_ACCEPTED] ? JC_F_ACCEPTED : JC_F_ORDERED;
        jc_load_issue(l, E_NO_QUANTITY, l->by_field[f] ? l->v[f].col : UINT32_MAX, f, none, NULL, NULL, true);
        return;
    }
    p.back = negative(l);
    p.state = latest_day(l);
    uint64_t key = line_ident(l, &p, &ident);
    check_wan(l);
    struct jc_val status = text_or_null(l, JC_F_STATUS), cancelled = word_of(l, JC_F_STATUS, void_word, 0);
    size_t k = (size_t)(l->map.kind - jc_kinds);
    int64_t id = l->s->next_row[k]++;
    int n = 0;
    v[n++] = jc_val_int(id);
    v[n++] = jc_val_int(l->sheet);
    v[n++] = jc_val_int(l->row);
    v[n++] = jc_val_int(jc_counter_next(l->nth, key));
    v[n++] = jc_val_int(p.state);
    v[n++] = jc_val_int(p.org);
    v[n++] = jc_val_int(p.item.id);
    v[n++] = text_or_null(l, JC_F_ORDER_NO);
    v[n++] = text_or_null(l, JC_F_LINE_NO);
    v[n++] = text_or_null(l, JC_F_DELIVERY_NO);
    v[n++] = text_or_null(l, JC_F_ORIGINAL);
    v[n++] = int_or_null(l, JC_F_ORDERED);
    v[n++] = int_or_null(l, JC_F_SHIPPED);
    v[n++] = int_or_null(l, JC_F_ACCEPTED);
    v[n++] = int_or_null(l, JC_F_RETURNED);
    v[n++] = line_price(l, &p.item);
    v[n++] = get(l, JC_F_AMOUNT)->has || get(l, JC_F_PRICE)->has ? int_or_null(l, JC_F_AMOUNT)
                                                                 : int_or_null(l, JC_F_AMOUNT_ORDER);
    v[n++] = firm_of(l, JC_F_SUPPLIER);
    v[n++] = text_or_null(l, JC_F_INVOICES);
    v[n++] = int_or_null(l, JC_F_DAY_ORDER);
    v[n++] = int_or_null(l, JC_F_DAY_SHIP);
    v[n++] = int_or_null(l, JC_F_DAY_ACCEPT);
    v[n++] = int_or_null(l, JC_F_PAID);
    v[n++] = int_or_null(l, JC_F_DAY_PAID);
    v[n++] = word_of(l, JC_F_CHANNEL, channel_word, E_CHANNEL);
    v[n++] = word_of(l, JC_F_PAYER, payer_word, E_PAYER);
    v[n++] = cancelled.null ? jc_val_int(0) : cancelled;
    v[n++] = status;
    v[n++] = int_or_null(l, JC_F_TERM);
    if (l->status == JC_OK)
        l->status = jc_settle_add(l->s->writer, l->idents, (struct jc_ident){ident, id}, l->err);
    write_row(l, v, n);
}

static void write_payment(struct jc_load *l)
{
    struct jc_val v[20];
    int64_t org = org_of(l);
    struct jc_span payer = text_of(l, JC_F_PAYER);
    int word = payer_word(payer);
    if (!org && word != 1 && payer.n)
        org = find_org(l, none, payer); /* the payer names the institution */
    if (!org && !payer.n) {
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, none, NULL, NULL, true);
        return;
    }
    if (!require(l, JC_F_DAY_PAID) || !require(l, JC_F_PAID))
        return;
    jc_day day = (jc_day)l->v[JC_F_DAY_PAID].i;
    uint64_t h = 31;
    if (get(l, JC_F_SERIAL)->has) {
        h = mix_field(l, 32, JC_F_SERIAL);
    } else {
        h = mix_org(l, h);
        for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
            h = mix_field(l, h, *f);
    }
    int n = begin_row(l, v, h);
    v[n++] = org ? jc_val_int(org) : jc_val_null();
    v[n++] = jc_val_int(day);
    v[n++] = int_or_null(l, JC_F_PAID);
    v[n++] = firm_of(l, JC_F_SUPPLIER);
    v[n++] = text_or_null(l, JC_F_INVOICES);
    v[n++] = text_or_null(l, JC_F_ORDER_NO);
    v[n++] = text_or_null(l, JC_F_LINE_NO);
    v[n++] = word >= 0 ? jc_val_int(word) : jc_val_null();
    v[n++] = text_or_null(l, JC_F_SERIAL);
    v[n++] = text_or_null(l, JC_F_METHOD);
    v[n++] = text_or_null(l, JC_F_NOTE);
    see_day(l, day);
    jc_day first = jc_day_month_add(day, 0), last = jc_day_month_end(day);
    if (l->ledger_from == JC_NO_DAY || first < l->ledger_from)
        l->ledger_from = first;
    if (l->ledger_to == JC_NO_DAY || last > l->ledger_to)
        l->ledger_to = last;
    write_row(l, v, n);
}

/* The identity of a small record: all its fields. */
static uint64_t all_fields(struct jc_load *l, uint64_t h)
{
    for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
        h = mix_field(l, h, *f);
    return h;
}

static void write_invoice(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_item it = {0};
    if (!require(l, JC_F_INVOICES) || !require(l, JC_F_SELLER) || !require(l, JC_F_BUYER) ||
        !require(l, JC_F_DAY_INVOICE) || !require(l, JC_F_AMOUNT))
        return;
    struct jc_span stage = text_of(l, JC_F_STAGE);
    int64_t which = has_word(stage, "一") || has_word(stage, "1")   ? 1
                    : has_word(stage, "二") || has_word(stage, "2") ? 2
                                                                    : 0;
    (void)item_of(l, false, &it);
    int n = begin_row(l, v, all_fields(l, 41));
    v[n++] = text_val(l, JC_F_INVOICES);
    v[n++] = firm_of(l, JC_F_SELLER);
    v[n++] = text_val(l, JC_F_BUYER);
    v[n++] = int_or_null(l, JC_F_DAY_INVOICE);
    v[n++] = int_or_null(l, JC_F_AMOUNT);
    v[n++] = which ? jc_val_int(which) : jc_val_null();
    v[n++] = it.id ? jc_val_int(it.id) : jc_val_null();
    v[n++] = int_or_null(l, JC_F_QUANTITY);
    see_day(l, l->v[JC_F_DAY_INVOICE].i);
    write_row(l, v, n);
}

static void write_reason(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_item it = {0};
    int64_t org;
    if (!require_org(l, &org) || !require(l, JC_F_REASON))
        return;
    (void)item_of(l, false, &it);
    struct jc_span r = round_of(l);
    int n = begin_row(l, v, all_fields(l, 42));
    v[n++] = jc_val_int(org);
    v[n++] = text_val(l, JC_F_REASON);
    v[n++] = text_or_null(l, JC_F_INVOICES);
    v[n++] = text_or_null(l, JC_F_LINE_NO);
    v[n++] = it.id ? jc_val_int(it.id) : jc_val_null();
    v[n++] = r.n ? jc_val_str(r.p, r.n) : jc_val_null();
    v[n++] = text_or_null(l, JC_F_ACCEPTED_BY);
    v[n++] = int_or_null(l, JC_F_DAY);
    write_row(l, v, n);
}

static void write_shortage(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_item it;
    if (!require_item(l, false, &it) || !require(l, JC_F_DAY_FROM) || !check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO))
        return;
    int64_t org = org_of(l);
    int n = begin_row(l, v, all_fields(l, 43));
    v[n++] = jc_val_int(it.id);
    v[n++] = int_or_null(l, JC_F_DAY_FROM);
    v[n++] = int_or_null(l, JC_F_DAY_TO);
    v[n++] = org ? jc_val_int(org) : jc_val_null();
    v[n++] = text_or_null(l, JC_F_REGION);
    v[n++] = firm_of(l, JC_F_SUPPLIER);
    see_day(l, l->v[JC_F_DAY_FROM].i);
    write_row(l, v, n);
}

static void write_substitute(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_buf key = {0};
    if (!require_round(l) || !require(l, JC_F_SUBSTITUTE))
        return;
    struct jc_span r = round_of(l);
    jc_name_key(&key, text_of(l, JC_F_SUBSTITUTE));
    int n = begin_row(l, v, all_fields(l, 44));
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = text_val(l, JC_F_GROUP_NO);
    v[n++] = text_val(l, JC_F_VARIETY);
    v[n++] = text_val(l, JC_F_SUBSTITUTE);
    v[n++] = jc_val_str(jc_buf_text(&key), key.len);
    v[n++] = text_or_null(l, JC_F_FORM);
    write_row(l, v, n);
    jc_buf_free(&key);
}

static void write_watch(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_buf key = {0};
    if (!require(l, JC_F_LIST) || (!text_of(l, JC_F_CODE).n && !require(l, JC_F_GENERIC)))
        return;
    jc_name_key(&key, text_of(l, JC_F_GENERIC));
    int n = begin_row(l, v, all_fields(l, 45));
    v[n++] = text_val(l, JC_F_LIST);
    v[n++] = jc_val_str(jc_buf_text(&key), key.len);
    v[n++] = text_val(l, JC_F_GENERIC);
    v[n++] = text_or_null(l, JC_F_CODE);
    v[n++] = int_or_null(l, JC_F_LIMIT_MOM);
    v[n++] = int_or_null(l, JC_F_LIMIT_YOY);
    write_row(l, v, n);
    jc_buf_free(&key);
}

static void write_duty(struct jc_load *l)
{
    struct jc_val v[10];
    int64_t org;
    if (!require_org(l, &org) || !require(l, JC_F_MONTH))
        return;
    int n = begin_row(l, v, mix_field(l, mix_org(l, 46), JC_F_MONTH));
    v[n++] = jc_val_int(org);
    v[n++] = int_or_null(l, JC_F_MONTH);
    v[n++] = get(l, JC_F_REQUIRED)->has ? jc_val_int(l->v[JC_F_REQUIRED].i) : jc_val_int(1);
    write_row(l, v, n);
}

static void write_assessment(struct jc_load *l)
{
    struct jc_val v[10];
    int64_t org;
    if (!require_org(l, &org) || !require_round(l) || !require(l, JC_F_YEAR) || !require(l, JC_F_SCORE))
        return;
    struct jc_span r = round_of(l);
    int n = begin_row(l, v, mix_text(mix_text(mix_org(l, 47), r), text_of(l, JC_F_YEAR)));
    v[n++] = jc_val_int(org);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = text_val(l, JC_F_YEAR);
    v[n++] = int_or_null(l, JC_F_SCORE);
    write_row(l, v, n);
}

static void write_fund(struct jc_load *l)
{
    struct jc_val v[10];
    if (!require(l, JC_F_REGION) || !require(l, JC_F_YEAR) || !require(l, JC_F_PAY_RATIO) ||
        !require(l, JC_F_INSURED_SHARE))
        return;
    int n = begin_row(l, v, mix_text(mix_text(48, text_of(l, JC_F_REGION)), text_of(l, JC_F_YEAR)));
    v[n++] = text_val(l, JC_F_REGION);
    v[n++] = text_val(l, JC_F_YEAR);
    v[n++] = int_or_null(l, JC_F_PAY_RATIO);
    v[n++] = int_or_null(l, JC_F_INSURED_SHARE);
    write_row(l, v, n);
}

/* 次月底, 次月末, eom-next; 30天, 30日, days 30. False: not understood. */
static bool term_rule(char out[24], struct jc_span t)
{
    if (t.n == 0 || has_word(t, "次月") || has_word(t, "eom-next")) {
        jc_copy(out, 24, t.n ? "eom-next" : "");
        return true;
    }
    int64_t days = 0;
    bool digits = false;
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9' && days < 10000) {
            days = days * 10 + (t.p[i] - '0');
            digits = true;
        }
    snprintf(out, 24, "days %d", (int)days);
    return digits && days <= 1000;
}

static void write_term(struct jc_load *l)
{
    struct jc_val v[12];
    char rule[24];
    if (!require(l, JC_F_DAY_FROM))
        return;
    if (!term_rule(rule, text_of(l, JC_F_RULE))) {
        jc_load_issue(l, E_TERM_RULE, l->v[JC_F_RULE].col, JC_F_RULE, text_of(l, JC_F_RULE), NULL, NULL, true);
        return;
    }
    int payer = payer_word(text_of(l, JC_F_PAYER));
    int n = begin_row(
        l, v, mix_text(mix_text(mix_field(l, 49, JC_F_DAY_FROM), text_of(l, JC_F_REGION)), text_of(l, JC_F_KIND)));
    v[n++] = text_val(l, JC_F_REGION);
    v[n++] = text_val(l, JC_F_KIND);
    v[n++] = int_or_null(l, JC_F_DAY_FROM);
    v[n++] = jc_val_text(rule);
    v[n++] = payer >= 0 ? jc_val_int(payer) : jc_val_null();
    write_row(l, v, n);
}

static void write_alias(struct jc_load *l)
{
    static const char *const kinds[] = {"产品", "企业", "机构"};
    struct jc_val v[12];
    struct jc_buf a = {0}, b = {0};
    if (!require(l, JC_F_KIND) || !require(l, JC_F_SPELLING) || !require(l, JC_F_MEANT))
        return;
    struct jc_span kind = text_of(l, JC_F_KIND), s = text_of(l, JC_F_SPELLING), m = text_of(l, JC_F_MEANT);
    const char *k = NULL;
    for (size_t i = 0; i < JC_LEN(kinds); i++)
        if (has_word(kind, kinds[i]))
            k = kinds[i];
    if (!k) {
        jc_load_issue(l, E_ALIAS_KIND, l->v[JC_F_KIND].col, JC_F_KIND, kind, NULL, NULL, true);
        return;
    }
    jc_text_key(&a, s.p, s.n);
    jc_text_key(&b, m.p, m.n);
    int n = begin_row(l, v, mix(mix(50, k, strlen(k)), jc_buf_text(&a), a.len));
    v[n++] = jc_val_text(k);
    v[n++] = jc_val_str(s.p, s.n);
    v[n++] = jc_val_str(jc_buf_text(&a), a.len);
    v[n++] = jc_val_str(m.p, m.n);
    v[n++] = jc_val_str(jc_buf_text(&b), b.len);
    l->s->lists_changed = true;
    write_row(l, v, n);
    jc_buf_free(&a);
    jc_buf_free(&b);
}

bool jc_record_write(struct jc_load *l, const struct jc_row *row)
{
    static const struct {
        const char *kind;
        void (*write)(struct jc_load *);
    } list[] = {{"purchase", write_purchase},
                {"agreement", write_agreement},
                {"payment", write_payment},
                {"award", write_award},
                {"institution", write_institution},
                {"invoice", write_invoice},
                {"reason", write_reason},
                {"shortage", write_shortage},
                {"substitute", write_substitute},
                {"watch", write_watch},
                {"duty", write_duty},
                {"assessment", write_assessment},
                {"fund", write_fund},
                {"term", write_term},
                {"alias", write_alias}};
    l->current = row;
    l->row = row->number;
    l->rejected = l->destroyed = false;
    jc_arena_reset(&l->arena);
    jc_fields_read(l, row);
    for (size_t i = 0; i < JC_LEN(list) && !l->rejected; i++)
        if (strcmp(list[i].kind, l->map.kind->id) == 0) {
            list[i].write(l);
            break;
        }
    return !l->rejected;
}
