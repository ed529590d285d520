/* Institutions, winning products, agreements: the lists that everything else is measured by. Rule book part 1. */
#include "ingest/row.h"
#include "ingest/unit.h"

enum {
    E_ONE_YEAR = 237,
    E_PRICE_OF = 259,
    E_TOO_LARGE = 241,
    E_ROUNDED = 246,
    E_CODE_SHAPE = 283,
    E_REQUIRED = 318,
    E_NO_INST,
    E_LOST_CODE = 329,
    E_NEGATIVE = 341,
    E_UNIT,
    E_DUTY = 376,
    E_OTHER_UNIT = 379,
    E_PRICES_APART = 540,
    E_UNAGREED = 908,
    E_ALL_UNAGREED,
    E_NUMBERS = 931,
    E_BY_UNITS = 958,
    E_NO_STRENGTH = 964,
    E_FREE,
    E_OTHER_PRICE = 967,
    E_ROLE = 966,
    E_NO_AGREEMENT = 940
};

/* 是否牵头, 医共体角色: 1 = it leads its community, 0 = it does not; anything else is the name of who does. */
static int lead_word(struct jc_span t)
{
    static const char *const leads[] = {"是", "√", "牵头", "牵头单位", "牵头医院", "牵头机构", "总院"};
    static const char *const led[] = {"否", "×", "非牵头", "成员", "成员单位", "成员机构", "成员医院", "分院"};
    for (size_t i = 0; i < JC_LEN(leads); i++)
        if (t.n == strlen(leads[i]) && memcmp(t.p, leads[i], t.n) == 0)
            return 1;
    for (size_t i = 0; i < JC_LEN(led); i++)
        if (t.n == strlen(led[i]) && memcmp(t.p, led[i], t.n) == 0)
            return 0;
    return JC_WORD_UNKNOWN;
}

/* Who leads the community of the row: the institution itself, where it says so. */
static struct jc_span lead_of(struct jc_load *l, struct jc_span code, struct jc_span name)
{
    struct jc_span lead = jc_row_text(l, JC_F_LEAD);
    int word = lead_word(lead);
    return word == 1 ? name.n ? name : code : word == 0 ? jc_no_span : lead;
}

void jc_write_institution(struct jc_load *l)
{
    struct jc_val v[16];
    if (!jc_row_text(l, JC_F_INST_CODE).n && !jc_row_text(l, JC_F_INST_NAME).n) {
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, jc_no_span, NULL, NULL,
                      true);
        return;
    }
    struct jc_span code = jc_row_text(l, JC_F_INST_CODE), name = jc_row_text(l, JC_F_INST_NAME);
    if (!code.n) /* 甲县人民医院（H33078200901） */
        jc_title_split_institution(&code, &name, name);
    if (code.n && jc_code_kind(code) == JC_CODE_NONE)
        jc_load_issue(l, E_CODE_SHAPE, l->v[JC_F_INST_CODE].col, JC_F_INST_CODE, code, NULL, NULL, false);
    struct jc_buf key = {0};
    if (!code.n)
        jc_text_key(&key, name.p, name.n);
    uint64_t h = code.n ? jc_mix_text(11, code) : jc_mix(12, jc_buf_text(&key), key.len);
    jc_buf_free(&key);
    int n = jc_row_begin(l, v, h, 0);
    v[n++] = jc_val_str(code.p, code.n);
    v[n++] = jc_val_str(name.p, name.n);
    v[n++] = jc_row_text_val(l, JC_F_REGION);
    v[n++] = jc_row_text_val(l, JC_F_SUPPLY);
    v[n++] = jc_row_text_val(l, JC_F_COMMUNITY);
    struct jc_span lead = lead_of(l, code, name);
    v[n++] = jc_val_str(lead.p, lead.n);
    v[n++] = jc_row_text_val(l, JC_F_LEVEL);
    v[n++] = jc_row_text_val(l, JC_F_OWNERSHIP);
    v[n++] = jc_row_text_val(l, JC_F_INST_TYPE);
    struct jc_val duty = jc_row_word(l, JC_F_DUTY, jc_word_duty, E_DUTY);
    v[n++] = jc_val_text(duty.null ? "" : duty.i ? "必报" : "自愿");
    l->s->lists_changed = true;
    jc_row_write(l, v, n);
}

/* What a list means by a unit: smallest units, `each` in one, or packs. */
struct counted_as {
    bool smallest, doubtful;
    bool either; /* 支 瓶 袋 of a product of which nobody says here what it is: the catalogue may */
    int64_t each, times;
};

/* As of an order line, but that a 支 or 个 whose pack nobody tells is judged below: of a price it may be a pack. */
static struct jc_unit_count listed_count(struct jc_span unit, const struct jc_item *it)
{
    struct jc_unit u;
    struct jc_unit_count c = jc_unit_count(unit, &it->counted);
    if (jc_unit_parse(&u, unit) && jc_unit_single(u.name, &it->counted))
        c.each = 0;
    return c;
}

/* 支 瓶 袋: a pack of one product, the smallest unit of another; where a pack holds one both say the same. Of a price whose
   product has no smallest unit by name it is that: a pack of several would be a 盒. False: the unit counts no volume. */
static bool count_as(struct counted_as *out, struct jc_span unit, const struct jc_item *it)
{
    struct jc_unit u;
    struct jc_unit_count c = listed_count(unit, it);
    if (!jc_unit_parse(&u, unit) || u.kind == JC_UNIT_MONEY)
        return false;
    bool unnamed = strcmp(it->counted.smallest, "最小单位") == 0;
    bool either = u.kind == JC_UNIT_EITHER && (it->upp == 1 || unnamed);
    *out = (struct counted_as){.smallest = c.each || u.kind == JC_UNIT_SMALLEST || either,
                               .doubtful = c.doubtful && !either,
                               .each = c.each > 1 ? c.each : 1,
                               .times = c.times};
    return !out->doubtful || (u.kind == JC_UNIT_EITHER && strcmp(u.name, "板") != 0);
}

/* 瓶 袋 包 hold tablets; whether a 支 or 枚 does may be doubted. */
static bool is_vessel(const char *unit)
{
    static const char *const words[] = {"瓶", "袋", "包", "小瓶", "小袋", "小包", "罐", "桶", "筒", "听", "管"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(unit, words[i]) == 0)
            return true;
    return false;
}

/*
 * The same of a volume. A 瓶 of tablets is a pack, one of an injection, a liquid or a powder the smallest unit, whatever
 * else the spec leaves out (0.2g). Where spec, form and name do not tell which it is, neither is taken.
 */
static bool agreed_as(struct counted_as *out, struct jc_span unit, const struct jc_item *it)
{
    struct jc_unit u;
    const struct jc_counted *of = &it->counted;
    if (!count_as(out, unit, it) || !jc_unit_parse(&u, unit))
        return false;
    bool known = strcmp(of->smallest, "最小单位") != 0 && it->upp > 0;
    if (u.kind != JC_UNIT_EITHER || it->upp == 1 || known || listed_count(unit, it).each ||
        strcmp(u.name, of->container) == 0)
        return true;
    out->smallest = of->pieces == JC_PIECES_SINGLE || jc_unit_single(u.name, of);
    out->either = !out->smallest && of->pieces == JC_PIECES_UNKNOWN;
    out->doubtful = of->pieces == JC_PIECES_SOLID && !is_vessel(u.name);
    return strcmp(u.name, "板") != 0;
}

/* 元/个 of a clip whose pack nobody tells: consumables are sold by the piece. */
static bool is_piece(const char *unit)
{
    static const char *const words[] = {"个", "套", "根", "只", "条", "张", "把", "副", "付", "块", "卷", "枚"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(unit, words[i]) == 0)
            return true;
    return false;
}

/*
 * 单位 片 beside the price of a pack of seven: it may be what the price is for, or only in what the product is counted. Where
 * a pack holds one, or the unit is a pack, both say the same.
 */
static bool is_open_price(struct jc_load *l, const struct jc_item *it)
{
    struct counted_as as;
    struct jc_span unit = jc_row_text(l, JC_F_UNIT);
    if (jc_row_get(l, JC_F_UNIT_PRICE)->has || it->upp <= 1 || !unit.n || !count_as(&as, unit, it) || !as.smallest ||
        as.each == it->upp)
        return false;
    jc_load_issue(l, E_PRICE_OF, l->v[JC_F_UNIT].col, JC_F_UNIT, unit, NULL, NULL, true);
    return true;
}

/* What a pack costs. Where that was not published, but the price of `holds` of its smallest units (0: it was), what was: a
   number of 1/10^places yuan. */
struct award_price {
    int64_t pack;
    int64_t published, holds;
    int places;
};

/*
 * A price of d places is up to half of the last one off: of more than 10^(d-2) tablets, half a cent, so that the pack may have been
 * published with another price.
 */
static void see_rounding(struct jc_load *l, enum jc_field f, const struct award_price *price, int64_t times)
{
    struct jc_by_units *seen = &l->by_units;
    struct jc_buf number = {0};
    char pack[40], cell[24];
    int64_t most = 1;
    for (int i = 2; i < price->places; i++)
        most *= 10;
    if (times <= most)
        return;
    seen->rows++;
    if (times > seen->times) {
        seen->times = times;
        jc_cell_text(&number, &l->current->cells[l->by_field[f]->col]);
        jc_cell_name(cell, l->by_field[f]->col, l->row);
        jc_scaled_text(pack, sizeof pack, price->pack, 2, 4);
        jc_copy(seen->head, sizeof seen->head, l->by_field[f]->head);
        snprintf(seen->example, sizeof seen->example, "%s：%s × %lld = %s", cell, jc_buf_text(&number),
                 (long long)times, pack);
    }
    jc_buf_free(&number);
}

void jc_load_tell_rounding(struct jc_load *l)
{
    const struct jc_by_units *seen = &l->by_units;
    char n[24];
    if (seen->rows == 0)
        return;
    snprintf(n, sizeof n, "%lld", (long long)seen->rows);
    jc_load_tell(l, E_BY_UNITS, seen->head, n, seen->example);
}

/*
 * A price per tablet is published rounded, that of a pack in whole cents: 0.9957 of 28 are 27.88, not 27.8796. What is no cent is left
 * as it is: nothing costs 0. The price of one unit where a pack holds no more is that of the pack.
 */
static bool pack_of_units(struct jc_load *l, enum jc_field f, const struct jc_item *it, int64_t holds,
                          struct award_price *out)
{
    enum { CENT = 100 };
    const int64_t upp = it->upp;
    int64_t exact, cents;
    if (!jc_row_times(l, f, upp, &exact) || (holds > 1 && !jc_muldiv(&exact, exact, 1, holds)))
        return false;
    out->pack = exact;
    if (upp == holds)
        return true;
    if (!jc_muldiv(&cents, exact, 1, CENT) || (cents != 0 && !jc_mul(&out->pack, cents, CENT)))
        return false;
    out->published = jc_row_decimals(l, f, &out->places);
    out->holds = holds;
    if (upp > holds)
        see_rounding(l, f, out, upp / holds);
    return true;
}

/*
 * The price of a pack: 中选价格(元/支) is that of one of its smallest units, where a pack holds several. False: there is none, or
 * the row is refused.
 */
static bool award_price(struct jc_load *l, const struct jc_item *it, struct award_price *out)
{
    struct jc_field_value *price = jc_row_get(l, JC_F_PRICE);
    struct counted_as as = {0};
    char unit[24];
    *out = (struct award_price){0};
    if (!price->has)
        return pack_of_units(l, JC_F_UNIT_PRICE, it, 1, out);
    struct jc_span of = jc_row_price_unit(l);
    out->pack = price->i;
    if (!of.n)
        return !l->rejected && !is_open_price(l, it);
    jc_copyn(unit, sizeof unit, of.p, of.n);
    bool piece = it->upp == 0 && is_piece(unit);
    if (!count_as(&as, of, it) || as.doubtful || piece)
        jc_row_tell_doubt(l, JC_F_PRICE, of);
    if (!as.smallest || as.each == it->upp || piece)
        return true;
    return pack_of_units(l, JC_F_PRICE, it, as.each, out) && out->pack > 0;
}

/*
 * Both prices are published, and one is not that of the other's units: a price per tablet below the head of that per pack makes
 * all that is bought seven times too dear. The one per unit is rounded to a cent, that of the pack may be cut to one.
 */
static void tell_prices_apart(struct jc_load *l, const struct jc_item *it, const struct award_price *price)
{
    enum { CENT = 100, HALF_CENT = 50 };
    const struct jc_field_value *unit = jc_row_get(l, JC_F_UNIT_PRICE);
    char pack[40], sum[40], text[100];
    int64_t all;
    if (!unit->has || price->holds || it->upp <= 0 || l->s->builtin || !jc_row_times(l, JC_F_UNIT_PRICE, it->upp, &all))
        return;
    const int64_t apart = price->pack > all ? price->pack - all : all - price->pack;
    if (apart <= it->upp * HALF_CENT + CENT)
        return;
    jc_scaled_text(pack, sizeof pack, unit->i, 2, 4);
    jc_scaled_text(sum, sizeof sum, all, 2, 4);
    snprintf(text, sizeof text, "%s × %lld = %s", pack, (long long)it->upp, sum);
    jc_scaled_text(pack, sizeof pack, price->pack, 2, 4);
    jc_load_issue(l, E_PRICES_APART, l->v[JC_F_PRICE].col, JC_F_PRICE, jc_span(pack), text, NULL, false);
}

/* A day that a column gives is missing where its cell is blank: the title may speak of another span (统计期间). One of
   lengths (采购周期 = 3年) gives none. */
static void take_title_day(struct jc_load *l, enum jc_field f, jc_day day)
{
    if (day != JC_NO_DAY && !l->by_field[f] && !l->v[f].has && (!l->by_field[JC_F_PERIOD] || l->by_length))
        jc_field_lend(l, f)->i = day;
}

static void take_title_days(struct jc_load *l)
{
    take_title_day(l, JC_F_DAY_FROM, l->title_from);
    take_title_day(l, JC_F_DAY_TO, l->title_to);
}

/* "" = the catalogue does not say. */
static const char *award_kind(struct jc_span t)
{
    int word = jc_word_goods(t);
    bool consumable = word == JC_GOODS_CONSUMABLE || jc_span_has(t, "耗材");
    return consumable ? "耗材" : word == JC_GOODS_MEDICINE || word == JC_GOODS_PIECES ? "药品" : "";
}

/* Is it the backup: by its marks or its column of provinces, by the title, by its role, or by the answer to 是否备供, 是否主供? */
static bool is_backup(struct jc_load *l)
{
    const struct jc_column *regions = l->by_field[JC_F_REGIONS], *role = l->by_field[JC_F_ROLE];
    const struct jc_cell *cell = role && strstr(role->head, "是否") ? jc_value_at(l->current, role->col) : NULL;
    int yes = -1;
    if (l->lane_role != JC_LANE_UNSAID)
        return l->lane_role == JC_LANE_BACKUP;
    if (l->as_backup || (regions && regions->backup) || (l->backups && !jc_row_text(l, JC_F_ROLE).n))
        return true;
    if (cell && jc_value_yes(&yes, cell) == 0 && yes >= 0)
        return yes == (strstr(role->head, "备") != NULL);
    struct jc_val word = jc_row_word(l, JC_F_ROLE, jc_word_role, E_ROLE);
    return !word.null && word.i;
}

/*
 * 序号 that two generic names share, or that is blank below the first of them, counts no rows: it may be that of a group. Rounds of
 * the built-in catalogues have the groups that were published (src/rules/national.c).
 */
static void see_number(struct jc_load *l)
{
    const struct jc_column *c = NULL;
    struct jc_buf text = {0};
    for (size_t i = 0; i < l->map.n && !c; i++)
        c = strcmp(l->map.cols[i].head, "序号") == 0 ? &l->map.cols[i] : NULL;
    if (!c || l->by_field[JC_F_GROUP_NO] || l->seq_told || l->s->builtin)
        return;
    const struct jc_cell *cell = jc_value_at(l->current, c->col);
    const uint64_t generic = jc_mix_text(1, jc_row_text(l, JC_F_GENERIC));
    if (cell)
        jc_cell_text(&text, cell);
    bool same = !cell || strcmp(jc_buf_text(&text), l->award_seq) == 0;
    const struct jc_span round = jc_row_round(l), name = jc_row_text(l, JC_F_ROUND_NAME);
    l->seq_told = same && l->award_seq[0] && generic != l->award_above &&
                  !jc_rounds_is_builtin(l->s->rounds, round, name.n ? name : round);
    if (l->seq_told)
        jc_load_issue(l, E_NUMBERS, c->col, JC_F_GROUP_NO, jc_span(l->award_seq), NULL, NULL, false);
    if (cell)
        jc_copy(l->award_seq, sizeof l->award_seq, jc_buf_text(&text));
    l->award_above = generic;
    jc_buf_free(&text);
}

/* 各规格, 1号、2号: more than one, or an amount of something; 复方 and 折叠式 are what they are. */
static bool may_be_strength(struct jc_span spec)
{
    static const char *const many[] = {"各", "多", "全部", "所有", "等"};
    bool found = false;
    for (size_t i = 0; i < spec.n && !found; i++)
        found = spec.p[i] >= '0' && spec.p[i] <= '9';
    for (size_t i = 0; i < JC_LEN(many) && !found; i++)
        found = jc_span_has(spec, many[i]);
    return found;
}

/* A winner whose strength nobody knows is none of what is bought (rule book 2.3). A consumable may have none. */
static void tell_strength(struct jc_load *l, const struct jc_item *it)
{
    enum { NOT_UNDERSTOOD = 261 };
    const bool medicine = it->strength_reason != NOT_UNDERSTOOD ||
                          (it->counted.pieces != JC_PIECES_UNKNOWN && may_be_strength(jc_row_text(l, JC_F_SPEC)));
    if (it->strength_reason && medicine && !jc_row_text(l, JC_F_CODE).n && !l->s->builtin &&
        strcmp(award_kind(jc_row_text(l, JC_F_KIND)), "耗材") != 0)
        jc_load_issue(l, E_NO_STRENGTH, l->v[JC_F_SPEC].col, JC_F_SPEC, jc_row_text(l, JC_F_SPEC), NULL, NULL, false);
}

static void write_award(struct jc_load *l)
{
    struct jc_item it;
    struct jc_val v[24];
    if (!jc_row_require_round(l) || !jc_row_require_item(l, false, &it) || !jc_row_require(l, JC_F_SPEC) ||
        !jc_row_require(l, JC_F_MAKER) || !jc_row_check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO) ||
        !jc_row_take_provinces(l))
        return;
    struct jc_field_value *price = jc_row_get(l, JC_F_PRICE);
    struct award_price found;
    jc_row_item_boxed(l, jc_row_text(l, JC_F_UNIT), &it);
    if (!award_price(l, &it, &found)) {
        if (l->rejected)
            return;
        if (!price->has)
            (void)jc_row_require(l, JC_F_PRICE);
        else
            jc_load_issue(l, E_REQUIRED, UINT32_MAX, JC_F_UPP, jc_no_span, jc_field_info[JC_F_UPP].zh,
                          jc_field_info[JC_F_UPP].en, true);
        return;
    }
    if (found.pack <= 0) { /* at a price of 0 everything would be overpaid */
        const enum jc_field f = price->has ? JC_F_PRICE : JC_F_UNIT_PRICE;
        jc_load_issue(l, found.pack ? E_NEGATIVE : E_FREE, l->v[f].col, f, jc_no_span, NULL, NULL, true);
        return;
    }
    tell_strength(l, &it);
    tell_prices_apart(l, &it, &found);
    struct jc_field_value *from = jc_row_get(l, JC_F_DAY_FROM), *nominal = jc_row_get(l, JC_F_DAY_NOMINAL);
    bool is_nominal = !from->has && nominal->has;
    uint64_t h = jc_mix_text(12, jc_row_round(l));
    h = jc_mix_text(jc_mix_text(h, jc_row_text(l, JC_F_GROUP_NO)), jc_row_text(l, JC_F_REGIONS));
    h = jc_mix_int(jc_mix_int(h, (int64_t)it.pack), from->has ? from->i : nominal->has ? nominal->i : 0);
    int n = jc_row_begin(l, v, h, 0);
    const uint32_t same = jc_counter_next(l->nth, jc_mix_int(jc_mix_int(h, 1), found.pack));
    if (v[n - 1].i != same && !l->s->builtin) /* another one of it stood above */
        jc_load_issue(l, E_OTHER_PRICE, l->v[JC_F_PRICE].col, JC_F_PRICE, jc_no_span, NULL, NULL, false);
    v[n++] = jc_val_int(it.id);
    struct jc_span r = jc_row_round(l), name = jc_row_text(l, JC_F_ROUND_NAME);
    jc_rounds_add(l->s->rounds, r, name.n ? name : r, l->s->builtin);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = name.n ? jc_val_str(name.p, name.n) : jc_val_str(r.p, r.n);
    v[n++] = jc_row_text_val(l, JC_F_GROUP_NO);
    v[n++] = jc_row_text_val(l, JC_F_VARIETY);
    v[n++] = jc_val_int(found.pack);
    v[n++] = jc_row_int_null(l, JC_F_UNIT_PRICE);
    v[n++] = jc_row_text_val(l, JC_F_REGIONS);
    v[n++] = jc_val_text(is_backup(l) ? "备供" : "主供");
    v[n++] = is_nominal ? jc_val_int(nominal->i) : jc_row_int_null(l, JC_F_DAY_FROM);
    v[n++] = jc_row_int_null(l, JC_F_DAY_TO);
    v[n++] = jc_val_int(is_nominal);
    v[n++] = jc_val_text(award_kind(jc_row_text(l, JC_F_KIND)));
    v[n++] = jc_val_int(l->s->builtin);
    v[n++] = found.holds ? jc_val_int(found.published) : jc_val_null();
    v[n++] = found.holds ? jc_val_int(found.places) : jc_val_null();
    v[n++] = found.holds ? jc_val_int(found.holds) : jc_val_null();
    jc_row_write(l, v, n);
}

/* Provinces that it supplies, and others where it is the backup (备供 in their columns), are two awards. */
static void write_parts(struct jc_load *l)
{
    l->as_backup = l->backups_follow = false;
    write_award(l);
    if (!l->rejected && l->backups_follow) {
        l->rows++;
        l->kept++;
        write_award(l);
    }
    l->as_backup = l->backups_follow = false;
}

void jc_write_award(struct jc_load *l)
{
    (void)jc_row_get(l, JC_F_DAY_FROM); /* its cell may name the last day too, which goes before the title's */
    if (!l->by_field[JC_F_DAY_NOMINAL])
        take_title_days(l);
    struct jc_adjusted before = jc_adjusted_begin(l);
    write_parts(l);
    if (l->rejected)
        return;
    jc_row_tell_backup_firm(l);
    if (!l->s->builtin)
        jc_row_hear_remarks(l);
    see_number(l);
    if (!before.until)
        return;
    l->rows++; /* two records */
    l->kept++;
    jc_adjusted_turn_back(l, &before);
    write_parts(l);
    jc_adjusted_end(l, &before);
}

/* The unit that a row's volume or demand is in: its own, its head's, the unit column's or the title's; "" = none says. */
static struct jc_span volume_unit(struct jc_load *l, enum jc_field f, bool *counted_in)
{
    const struct jc_column *col = l->by_field[f];
    struct jc_span t = jc_row_own_unit(l, f);
    *counted_in = (col && col->factor > 1) || l->v[f].times > 1; /* 万 is multiplied in already */
    if (!t.n)
        t = jc_row_shared_unit(l);
    return t.n || !col ? t : jc_span(col->unit);
}

/* Nothing says whether it is packs: parameter agreement.unit does. Of a pack of one both say the same. */
static const char *by_parameter(struct jc_load *l, const struct jc_item *it)
{
    if (it->upp != 1 && l->unitless++ == 0)
        jc_cell_name(l->unitless_at, l->v[JC_F_VOLUME].col, l->row);
    return "";
}

/* Of 约定采购量(万片) beside 单位 盒 the head is right: the unit column names the pack. */
static void check_own_unit(struct jc_load *l, enum jc_field f, const struct jc_item *it, const struct counted_as *said)
{
    struct jc_span own = jc_row_own_unit(l, f), column = jc_row_text(l, JC_F_UNIT);
    struct counted_as u;
    if (!own.n || !column.n)
        return;
    bool same = agreed_as(&u, column, it) && (u.times == said->times || u.times == 1) &&
                (it->upp == 1 || (u.smallest == said->smallest && u.each == said->each));
    if (!same)
        jc_row_tell_unit(l, f, own);
}

/* A volume or demand in the units or packs that it counts, with 万 and the like multiplied in; false: it is refused. */
static bool scale_volume(struct jc_load *l, enum jc_field f, struct jc_span unit, bool counted_in,
                         const struct counted_as *as)
{
    struct jc_field_value *v = &l->v[f];
    if (jc_mul(&v->i, v->i, as->each) && (counted_in || jc_mul(&v->i, v->i, as->times)))
        return true;
    jc_load_issue(l, E_TOO_LARGE, v->col, f, unit, NULL, NULL, true);
    return false;
}

/* 片 of an injection: one of it, whatever it is called; but a column of its own that says so may be a slip. */
static void tell_piece(struct jc_load *l, struct jc_span unit, const struct jc_item *it)
{
    struct jc_unit u;
    if (it->counted.pieces != JC_PIECES_SINGLE || unit.p != jc_row_text(l, JC_F_UNIT).p || !jc_unit_parse(&u, unit))
        return;
    const struct unit_word *w = jc_unit_word(u.name, u.name + strlen(u.name));
    if (w && w->is & WORD_SOLID)
        jc_row_tell_piece(l, unit, strcmp(it->counted.smallest, "最小单位") ? it->counted.smallest : "支（瓶、袋）");
}

static const char *unit_of(const struct counted_as *as)
{
    return as->either ? "either" : as->smallest ? "min" : "pack";
}

/* In what volume and demand of an agreement are counted; a demand of "" is counted as the volume. */
struct agreed_in {
    const char *volume, *demand;
};

/* In what the agreed volume is counted: 'min', 'pack', 'either' (the catalogue tells) or '' (by parameter). */
static const char *agreement_unit(struct jc_load *l, const struct jc_item *it)
{
    struct counted_as as = {0};
    bool counted_in;
    struct jc_span t = volume_unit(l, JC_F_VOLUME, &counted_in);
    if (!t.n)
        return by_parameter(l, it);
    if (!agreed_as(&as, t, it)) {
        enum jc_field f = t.p == jc_row_text(l, JC_F_UNIT).p ? JC_F_UNIT : JC_F_VOLUME;
        jc_load_issue(l, E_UNIT, l->v[f].col, f, t, NULL, NULL, true);
        return "";
    }
    if (as.doubtful)
        jc_row_tell_doubt(l, JC_F_VOLUME, t);
    if (!scale_volume(l, JC_F_VOLUME, t, counted_in, &as))
        return "";
    check_own_unit(l, JC_F_VOLUME, it, &as);
    tell_piece(l, t, it);
    return unit_of(&as);
}

/* A number of the row whose unit cannot be brought to that of the volume. */
static void drop(struct jc_load *l, enum jc_field f, int digits)
{
    char text[40];
    jc_scaled_text(text, sizeof text, l->v[f].i, digits, 4);
    l->v[f].has = false;
    jc_load_issue(l, E_OTHER_UNIT, l->v[f].col, f, jc_span(text), NULL, NULL, false);
}

/* The price before the round for one of what the volume is counted in; it stands for `holds` smallest units. */
static void convert_before(struct jc_load *l, int64_t holds, int64_t one)
{
    struct jc_field_value *p = &l->v[JC_F_PRICE_BEFORE];
    char text[40], rounded[40];
    int64_t all = p->i, exact;
    if (holds < 1 || one < 1 || !jc_muldiv(&p->i, all, one, holds)) {
        drop(l, JC_F_PRICE_BEFORE, 2);
        return;
    }
    if (jc_mul(&exact, all, one) && exact % holds == 0)
        return;
    jc_scaled_text(text, sizeof text, all, 2, 4);
    jc_scaled_text(rounded, sizeof rounded, p->i, 2, 4);
    jc_load_issue(l, E_ROUNDED, p->col, JC_F_PRICE_BEFORE, jc_span(text), rounded, NULL, false);
}

/* How many smallest units the price before the round is for: its bracket says so, else the demand that it is multiplied with. */
static int64_t before_holds(struct jc_load *l, const struct jc_item *it, int64_t demand)
{
    const struct jc_column *c = l->by_field[JC_F_PRICE_BEFORE];
    const char *slash = c ? strchr(c->unit, '/') : NULL;
    struct counted_as as;
    if (!slash)
        return demand;
    if (!agreed_as(&as, jc_span(slash + 1), it))
        return 0;
    return as.smallest ? as.each : it->upp;
}

/* In what the demand is counted, with 万 multiplied in; false: in what the volume is, or nothing is known of it. */
static bool read_demand(struct jc_load *l, const struct jc_item *it, struct counted_as *as)
{
    bool counted_in;
    char text[24];
    if (!jc_row_get(l, JC_F_DEMAND)->has)
        return false;
    struct jc_span t = volume_unit(l, JC_F_DEMAND, &counted_in);
    jc_copyn(text, sizeof text, t.p, t.n);
    if (!jc_bracket_counts(text)) /* 需求量(万): of what the volume counts */
        return false;
    if (!agreed_as(as, t, it)) {
        drop(l, JC_F_DEMAND, 0);
        return false;
    }
    check_own_unit(l, JC_F_DEMAND, it, as);
    return scale_volume(l, JC_F_DEMAND, t, counted_in, as);
}

/*
 * Demand and volume each keep their own unit: the report brings both to smallest units, with packs that the row may not know.
 * The price before the round is for one of the demand, which it is multiplied with. A unit column or title speaks of both;
 * what names none is as the volume.
 */
static void settle_demand(struct jc_load *l, const struct jc_item *it, struct agreed_in *in)
{
    struct counted_as as;
    bool own = read_demand(l, it, &as);
    in->demand = own ? unit_of(&as) : "";
    if (strcmp(in->demand, in->volume) == 0)
        in->demand = "";
    const char *unit = *in->demand ? in->demand : in->volume;
    if (!*unit)
        return;
    int64_t one = strcmp(unit, "min") == 0 ? 1 : it->upp, holds = before_holds(l, it,
                                                                               !own          ? one
                                                                               : as.smallest ? as.each
                                                                                             : it->upp);
    if (jc_row_get(l, JC_F_PRICE_BEFORE)->has && holds != one && !l->rejected)
        convert_before(l, holds, one);
}

/* Smallest units times days, a term of the time share, must leave room to be added up. */
static bool check_volume(struct jc_load *l, int64_t volume, int64_t per, int64_t days)
{
    char text[40];
    int64_t units;
    if (jc_mul(&units, volume, per > 1 ? per : 1) && jc_mul(&units, units, days) && units <= INT64_MAX / 100)
        return true;
    jc_scaled_text(text, sizeof text, volume, 0, 4);
    jc_load_issue(l, E_TOO_LARGE, l->v[JC_F_VOLUME].col, JC_F_VOLUME, jc_span(text), NULL, NULL, true);
    return false;
}

#define YEAR_AT_MOST 400 /* days: an agreement year may begin or end with another month */

/* The column of the volume of a year, or of the whole term, in which this row has one; NULL = none. */
static const struct jc_column *of_term(const struct jc_load *l, enum jc_term term)
{
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        if (c->by_term && c->term == term && jc_value_at(l->current, c->col))
            return c;
    }
    return NULL;
}

static void tell_one_year(struct jc_load *l, int64_t days)
{
    char volume[40], span[64], from[11], to[11];
    const struct jc_field_value *v = jc_row_get(l, JC_F_VOLUME);
    jc_day_text(from, l->v[JC_F_DAY_FROM].i);
    jc_day_text(to, l->v[JC_F_DAY_TO].i);
    jc_scaled_text(volume, sizeof volume, v->i, 0, 4);
    snprintf(span, sizeof span, "%s—%s，%ld 天", from, to, (long)days);
    jc_load_issue(l, E_ONE_YEAR, v->col, JC_F_VOLUME, jc_span(volume), l->by_field[JC_F_VOLUME]->head, span, false);
}

/* 年度约定采购量 is what is agreed for a year: a row of three years has it in 采购周期内约定采购量, or is told. */
static void fit_volume(struct jc_load *l)
{
    const struct jc_column *used = l->by_field[JC_F_VOLUME], *other;
    if (!used || !used->term || !l->v[JC_F_DAY_FROM].has || !l->v[JC_F_DAY_TO].has)
        return;
    int64_t days = l->v[JC_F_DAY_TO].i - l->v[JC_F_DAY_FROM].i + 1;
    enum jc_term fits = days > YEAR_AT_MOST ? JC_TERM_WHOLE : JC_TERM_YEAR;
    if (used->term == fits)
        return;
    if ((other = of_term(l, fits)) != NULL) {
        l->by_field[JC_F_VOLUME] = other;
        l->v[JC_F_VOLUME] = (struct jc_field_value){.col = other->col};
        l->seen[JC_F_VOLUME] = false;
    } else if (fits == JC_TERM_WHOLE && jc_row_get(l, JC_F_VOLUME)->has) {
        tell_one_year(l, days);
    }
}

/*
 * The cell of the volume is blank, — or /, and no other says how much: a list of all products, of which the hospital takes
 * some. With a demand beside it the volume is missing; so it is where a formula or an error stands in its place.
 */
static bool is_unagreed(struct jc_load *l)
{
    bool said = !l->by_field[JC_F_VOLUME] || (jc_row_get(l, JC_F_DEMAND)->has && l->v[JC_F_DEMAND].i != 0);
    for (size_t i = 0; i < l->map.n; i++)
        said = said || (l->map.cols[i].field == JC_F_VOLUME && jc_value_at(l->current, l->map.cols[i].col));
    return !said && !l->rejected;
}

static void pass_unagreed(struct jc_load *l)
{
    if (l->unagreed++ == 0)
        jc_cell_name(l->unagreed_at, l->by_field[JC_F_VOLUME]->col, l->row);
    l->pass = true;
}

void jc_load_tell_unagreed(struct jc_load *l)
{
    char n[24];
    if (l->unagreed == 0)
        return;
    snprintf(n, sizeof n, "%lld", (long long)l->unagreed);
    jc_load_tell(l, l->kept ? E_UNAGREED : E_ALL_UNAGREED, NULL, n, l->unagreed_at);
    if (l->kept)
        return;
    l->skipped -= l->unagreed;
    l->rejects += l->unagreed;
}

/* 已终止, 未签约, 是否有效 = 否: there is none. */
static bool pass_ended(struct jc_load *l)
{
    const struct jc_column *by = l->rejected ? NULL : jc_row_void_column(l);
    struct jc_buf value = {0};
    if (!by)
        return false;
    jc_cell_text(&value, &l->current->cells[by->col]);
    jc_load_issue(l, E_NO_AGREEMENT, by->col, by->field, (struct jc_span){jc_buf_text(&value), value.len}, NULL, NULL,
                  false);
    jc_buf_free(&value);
    l->pass = true;
    return true;
}

static void write_agreement(struct jc_load *l)
{
    struct jc_item it;
    struct jc_val v[20];
    int64_t org;
    struct jc_field_value *from = jc_row_get(l, JC_F_DAY_FROM), *to = jc_row_get(l, JC_F_DAY_TO);
    if (!jc_row_require_org(l, &org) || !jc_row_require_round(l) || !jc_row_require_item(l, false, &it))
        return;
    if (is_unagreed(l)) {
        pass_unagreed(l);
        return;
    }
    if (pass_ended(l))
        return;
    if (!jc_row_require(l, JC_F_VOLUME) || !jc_row_require(l, JC_F_DAY_FROM) || !jc_row_require(l, JC_F_DAY_TO) ||
        !jc_row_check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO))
        return;
    int64_t volume = l->v[JC_F_VOLUME].i;
    if (volume < 0) {
        jc_load_issue(l, E_NEGATIVE, l->v[JC_F_VOLUME].col, JC_F_VOLUME, jc_no_span, NULL, NULL, true);
        return;
    }
    bool counted_in;
    jc_row_item_boxed(l, volume_unit(l, JC_F_VOLUME, &counted_in), &it);
    struct agreed_in in = {agreement_unit(l, &it), ""};
    if (!l->rejected)
        settle_demand(l, &it, &in);
    volume = l->v[JC_F_VOLUME].i;
    if (l->rejected || !check_volume(l, volume, strcmp(in.volume, "min") == 0 ? 1 : it.upp, to->i - from->i + 1))
        return;
    struct jc_span r = jc_row_round(l);
    uint64_t h = jc_mix_int(jc_mix_text(13, r), (int64_t)it.product);
    int n = jc_row_begin(l, v, jc_mix_int(h, from->i), org);
    v[n++] = jc_val_int(org);
    v[n++] = jc_val_int(it.id);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = jc_val_int(volume);
    v[n++] = jc_val_text(in.volume);
    v[n++] = jc_val_int(from->i);
    v[n++] = jc_val_int(to->i);
    v[n++] = jc_row_int_null(l, JC_F_DEMAND);
    v[n++] = jc_row_int_null(l, JC_F_PRICE_BEFORE);
    v[n++] = jc_row_int_null(l, JC_F_TERM);
    v[n++] = jc_val_text(in.demand);
    jc_row_hear_remarks(l);
    jc_row_see_goods(l, it.id);
    jc_row_see_day(l, from->i);
    jc_row_see_day(l, to->i);
    jc_row_write(l, v, n);
}

void jc_write_agreement(struct jc_load *l)
{
    const struct jc_column *usual = l->by_field[JC_F_VOLUME];
    (void)jc_row_get(l, JC_F_DAY_FROM); /* as in an award: what the row says of its days goes before the title */
    (void)jc_row_get(l, JC_F_DAY_TO);
    take_title_days(l);
    fit_volume(l);
    write_agreement(l);
    l->by_field[JC_F_VOLUME] = usual;
}
