/* The generator: everything follows from the seed. */
#include "world.h"

#include <stdio.h>
#include <string.h>

enum { SUBSTITUTE_FIRST = 12, SUBSTITUTE_LAST = 14, OTHER_FIRST = 15, OTHER_LAST = 16, GROUP_GENERICS = 12 };

const struct generic generics[GENERICS] = {
    {"甲洛平片", "片剂", "片", "A001"},
    {"甲洛平胶囊", "胶囊剂", "粒", "E001"},
    {"乙替丁片", "片剂", "片", "A001"},
    {"乙替丁胶囊", "胶囊剂", "粒", "E001"},
    {"丙沙星片", "片剂", "片", "A001"},
    {"丙沙星注射液", "注射剂", "支", "B002"},
    {"丁必利片", "片剂", "片", "A001"},
    {"丁必利胶囊", "胶囊剂", "粒", "E001"},
    {"戊他汀片", "片剂", "片", "A001"},
    {"己贝特胶囊", "胶囊剂", "粒", "E001"},
    {"庚格列片", "片剂", "片", "A001"},
    {"辛那普利片", "片剂", "片", "A001"},
    {"壬沙坦片", "片剂", "片", "A001"},
    {"癸地平片", "片剂", "片", "A001"},
    {"子美辛胶囊", "胶囊剂", "粒", "E001"},
    {"丑维素片", "片剂", "片", "A001"},
    {"寅通注射液", "注射剂", "支", "B002"},
    {"党参饮片", "饮片", "袋", ""},
    {"导引导丝", "", "个", ""},
};
const char *const firms[FIRMS] = {
    "东川制药有限公司",     "西岭药业股份有限公司", "南屏生物制药有限公司",     "北固制药厂",
    "中原天和药业有限公司", "海陵制药有限公司",     "江畔（集团）药业有限公司", "河间药业有限公司",
    "湖光制药有限公司",     "山阳药业有限公司",     "云麓制药有限公司",         "星沙药业有限公司",
};
const char *const suppliers[SUPPLIERS] = {"甲方医药配送有限公司", "乙方医药有限公司", "丙方医药物流有限公司",
                                          "丁方药业公司"};
const char *const provinces[PROVINCES] = {"浙江", "江苏", "安徽"};

static const char *const province_digits[PROVINCES] = {"330782", "320505", "340811"};
const char *const cities[PROVINCES] = {"金华市", "苏州市", "安庆市"};
const char *const counties[PROVINCES][2] = {{"义乌市", "东阳市"}, {"虎丘区", "吴中区"}, {"宜秀区", "枞阳县"}};
static const int packs[5] = {7, 14, 28, 30, 100};
static const int ampoules[5] = {1, 5, 10, 2, 6};

/* ---- chance --------------------------------------------------------------------------------------- */

static unsigned long long state;

static unsigned long long next_random(void)
{
    unsigned long long z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static int rnd(int below)
{
    return below > 0 ? (int)(next_random() % (unsigned)below) : 0;
}

static int between(int low, int high)
{
    return low + rnd(high - low + 1);
}

static bool chance(int percent)
{
    return rnd(100) < percent;
}

/* ---- names ---------------------------------------------------------------------------------------- */

static bool ampoule(int generic)
{
    return strcmp(generics[generic].unit, "支") == 0;
}

static int pack_size(int generic, int which)
{
    return ampoule(generic) ? ampoules[which] : packs[which];
}

const char *world_strength(int generic, int strength)
{
    static const char *const solid[STRENGTHS] = {"5mg", "10mg", "20mg", "40mg"};
    static const char *const fluid[STRENGTHS] = {"1ml:5mg", "1ml:10mg", "2ml:20mg", "2ml:40mg"};
    return (ampoule(generic) ? fluid : solid)[strength];
}

const char *world_strength_otherwise(int generic, int strength)
{
    static const char *const solid[STRENGTHS] = {"0.005g", "０．０１ｇ", "20 mg", "40毫克"};
    static const char *const fluid[STRENGTHS] = {"5mg/1ml", "10mg/1ml", "20mg:2ml", "2ml：0.04g"};
    return (ampoule(generic) ? fluid : solid)[strength];
}

const char *world_round_code(int round)
{
    static const char *const code[] = {"SJ01", "SJ02", "SJ03"};
    return code[round];
}

const char *world_round_name(int round)
{
    static const char *const name[] = {"省级第一批集采", "省级第二批集采", "省级第三批集采"};
    return name[round];
}

void world_product_code(char out[32], int generic, int strength, int upp, int firm)
{
    if (generic == CONSUMABLE) {
        snprintf(out, 32, "C0207010010%u%02u%02u%04u", (unsigned)strength, (unsigned)upp % 100, 0u,
                 (unsigned)firm + 100);
        return;
    }
    snprintf(out, 32, "XC08CAA%03u%s%02u%02u%05u", (unsigned)generic + 1, generics[generic].form_code,
             (unsigned)strength + 1, (unsigned)upp % 100, (unsigned)firm + 100);
}

/* ---- institutions, rounds, awards ------------------------------------------------------------------ */

static void make_institutions(struct world *w)
{
    static const char *const levels[] = {"三级", "二级", "基层"};
    w->insts = between(2, MAX_INST);
    for (int i = 0; i < w->insts; i++) {
        struct institution *x = &w->inst[i];
        x->province = chance(70) ? 0 : rnd(PROVINCES);
        snprintf(x->code, sizeof x->code, "H%s%05u", province_digits[x->province],
                 (unsigned)between(0, 99) * 10 + (unsigned)i);
        snprintf(x->name, sizeof x->name, "第%s人民医院", (const char *[]){"一", "二", "三", "四", "五", "六"}[i]);
        x->county = counties[x->province][rnd(2)];
        x->community = chance(50) ? "江东医共体" : "";
        x->level = levels[rnd(3)];
        x->region_by_code = chance(20);
        x->lead = -1;
    }
}

struct group {
    int round, number, generic[2], generics;
    unsigned strengths;
    int from, to;
};

static int pick_strength(unsigned mask)
{
    int s = rnd(STRENGTHS);
    while (!(mask >> s & 1))
        s = (s + 1) % STRENGTHS;
    return s;
}
/* Of a price per unit alone the pack costs whole cents. */
static i64 pack_price(i64 unit_price, i64 upp)
{
    i64 price = unit_price * upp;
    return upp > 1 ? (price + 50) / 100 * 100 : price;
}

static void add_award_rows(struct world *w, struct award row, int to)
{
    bool two_spans = (w->features & F_PRICE) && chance(35);
    if (w->awards + 2 > MAX_AWARD)
        return;
    row.to = to;
    if (!two_spans) {
        w->award[w->awards++] = row;
        return;
    }
    /* The price falls after the first cycle; sometimes nothing is awarded between the spans. */
    int middle = day_of(2024, 4, 1);
    struct award later = row;
    later.from = middle;
    later.price = row.price * between(70, 98) / 100 / 100 * 100;
    row.to = to == NODAY ? NODAY : chance(25) ? middle - 20 : middle - 1;
    if (later.unit_price >= 0)
        later.unit_price = later.price / row.upp, later.price = pack_price(later.unit_price, row.upp);
    w->award[w->awards++] = row;
    w->award[w->awards++] = later;
}

/* All rows of a winner have the same spans and the same regions; its strengths and packs differ. */
static void make_winner(struct world *w, const struct group *g, int firm, unsigned regions, enum role role)
{
    struct award row = {.round = g->round,
                        .group = g->number,
                        .generic = g->generic[rnd(g->generics)],
                        .firm = firm,
                        .provinces = regions,
                        .role = role,
                        .from = g->from,
                        .unit_price = -1};
    unsigned strengths = 1u << pick_strength(g->strengths);
    if ((w->features & F_OVERLAP) && chance(35))
        strengths |= 1u << pick_strength(g->strengths);
    int per_unit = between(800, 30000);
    int first_pack = rnd(5), sizes = (w->features & F_UNIT) && chance(40) ? 2 : 1;
    unsigned long long before = state;
    for (int s = 0; s < STRENGTHS; s++) {
        if (!(strengths >> s & 1))
            continue;
        for (int p = 0; p < sizes; p++) {
            row.strength = s;
            row.upp = pack_size(row.generic, (first_pack + p) % 5);
            row.price = ((i64)per_unit * (s + 2) / 2 * row.upp) / 100 * 100;
            row.unit_price = -1;
            if ((w->features & F_UNIT) && chance(15))
                row.unit_price = row.price / row.upp, row.price = pack_price(row.unit_price, row.upp);
            if (row.unit_price < 0 && row.price == 0)
                row.price = 100;
            state = before + 77; /* the same choice of spans for all of its rows */
            add_award_rows(w, row, g->to);
        }
    }
    state = before + 99 + next_random() % 7;
}

static void make_winners(struct world *w, const struct group *g)
{
    int winners = between(1, 3), firm = rnd(FIRMS);
    unsigned regions[3] = {0};
    for (int p = 0; p < PROVINCES; p++)
        regions[rnd(winners)] |= 1u << p;
    for (int i = 0; i < winners; i++)
        if (regions[i] || i == 0)
            make_winner(w, g, (firm + i * 5) % FIRMS, regions[i] ? regions[i] : 1u, MAIN);
    if ((w->features & F_CLASS) && chance(25))
        make_winner(w, g, (firm + 1) % FIRMS, 7u, BACKUP);
}

static void make_round(struct world *w, int round, bool used[GROUP_GENERICS], bool open_ends)
{
    static const int starts[][3] = {{2022, 7, 1}, {2023, 1, 1}, {2023, 3, 1}, {2023, 11, 1}};
    const int *start = starts[rnd(4)];
    int from = day_of(start[0], start[1], start[2]);
    int to = open_ends && chance(50) ? NODAY : chance(25) ? day_of(2024, between(5, 12), 15) : day_of(2025, 12, 31);
    w->numbered[round] = !((w->features & F_CLASS) && chance(20));
    int number = 1;
    for (int n = between(1, 3); n > 0; n--) {
        struct group g = {.round = round, .number = number, .generics = 1, .strengths = 0xf, .from = from, .to = to};
        g.generic[0] = rnd(GROUP_GENERICS);
        if (used[g.generic[0]])
            continue;
        used[g.generic[0]] = true;
        bool by_strength = w->numbered[round] && (w->features & F_CLASS) && chance(25);
        int sibling = g.generic[0] ^ 1;
        if (!by_strength && w->numbered[round] && chance(25) && sibling < 8 && !used[sibling]) {
            used[sibling] = true;
            g.generic[g.generics++] = sibling;
        }
        if (by_strength)
            g.strengths = 0x3;
        make_winners(w, &g);
        number++;
        if (by_strength) {
            g.number = number++;
            g.strengths = 0xc;
            make_winners(w, &g);
        }
    }
    if (number == 1) {
        int generic = 0;
        while (generic + 1 < GROUP_GENERICS && used[generic])
            generic++;
        used[generic] = true;
        struct group g = {
            .round = round, .number = 1, .generic = {generic}, .generics = 1, .strengths = 0xf, .from = from, .to = to};
        make_winners(w, &g);
    }
}

static void make_rounds(struct world *w)
{
    bool used[GROUP_GENERICS] = {false};
    bool shared = (w->features & F_OVERLAP) && chance(50);
    w->rounds = between(1, 3);
    for (int r = 0; r < w->rounds; r++) {
        if (shared)
            memset(used, 0, sizeof used);
        make_round(w, r, used, !shared);
    }
}

/* ---- agreements ----------------------------------------------------------------------------------- */

static void pick_period(const struct world *w, int *from, int *to)
{
    static const int spans[][6] = {
        {2024, 1, 1, 2024, 12, 31}, {2023, 7, 1, 2024, 6, 30}, {2024, 4, 1, 2025, 3, 31},  {2023, 3, 1, 2024, 2, 29},
        {2025, 1, 1, 2025, 12, 31}, {2024, 1, 1, 2024, 6, 30}, {2024, 2, 29, 2025, 2, 28}, {2024, 7, 1, 2025, 6, 30},
    };
    for (int tries = 0; tries < 12; tries++) {
        const int *s = spans[rnd(8)];
        *from = day_of(s[0], s[1], s[2]);
        *to = day_of(s[3], s[4], s[5]);
        if ((*from <= w->as_of && w->as_of <= *to) || chance(8))
            return;
    }
}

static bool here(const struct world *w, int inst, const struct award *a)
{
    return a->provinces >> w->inst[inst].province & 1;
}

static bool agreement_exists(const struct world *w, const struct agreement *n)
{
    for (const struct agreement *a = w->agr; a < w->agr + w->agrs; a++)
        if (a->inst == n->inst && a->round == n->round && a->generic == n->generic && a->strength == n->strength &&
            a->firm == n->firm && a->from == n->from)
            return true;
    return false;
}

static bool winner_has_one_strength(const struct world *w, const struct award *x)
{
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (a->round == x->round && a->group == x->group && a->firm == x->firm && a->strength != x->strength)
            return false;
    return true;
}

static void add_agreement(struct world *w, int inst, const struct award *a)
{
    struct agreement x = {.inst = inst,
                          .round = a->round,
                          .group = a->group,
                          .generic = a->generic,
                          .strength = a->strength,
                          .upp = a->upp,
                          .firm = a->firm,
                          .coded = chance(60),
                          .base = -1,
                          .before = -1};
    pick_period(w, &x.from, &x.to);
    if (w->features & F_UNIT)
        x.unit = (enum agreement_unit)rnd(4);
    if ((w->features & F_PAYER) && chance(20))
        x.term = between(10, 60);
    if (w->agrs < MAX_AGR && !agreement_exists(w, &x))
        w->agr[w->agrs++] = x;
}

static void make_agreements(struct world *w)
{
    for (int i = 0; i < w->insts; i++)
        for (int n = between(1, 5); n > 0; n--) {
            const struct award *a = &w->award[rnd(w->awards)];
            if (!here(w, i, a) && !(chance(15) && winner_has_one_strength(w, a)))
                continue;
            if (!(w->features & F_OVERLAP)) {
                bool taken = false;
                for (int k = 0; k < w->agrs; k++)
                    taken |= w->agr[k].inst == i && w->agr[k].round == a->round && w->agr[k].group == a->group;
                if (taken)
                    continue;
            }
            add_agreement(w, i, a);
            if ((w->features & F_OVERLAP) && chance(40))
                add_agreement(w, i, a);
        }
    if (!w->agrs)
        for (int k = 0; k < w->awards && !w->agrs; k++)
            for (int i = 0; i < w->insts && !w->agrs; i++)
                if (here(w, i, &w->award[k]))
                    add_agreement(w, i, &w->award[k]);
}

/* Volumes close to what was bought, so that all statuses and their borders come up. */
static void make_volumes(struct world *w)
{
    for (struct agreement *a = w->agr; a < w->agr + w->agrs; a++) {
        i64 bought = 0;
        for (const struct line *l = w->line; l < w->line + w->lines; l++)
            if (l->inst == a->inst && l->firm == a->firm && l->generic == a->generic && l->accept_day >= a->from &&
                l->accept_day <= a->to && l->accept_day <= w->as_of)
                bought += (l->accepted - l->returned) * (l->in_units ? 1 : l->upp);
        i64 units = bought > 0 ? bought * between(40, 260) / 100 : between(100, 20000);
        if (bought > 0 && chance(12))
            units = bought;
        if (bought > 0 && chance(12) && w->as_of >= a->from && w->as_of <= a->to)
            units = bought * (a->to - a->from + 1) / (w->as_of - a->from + 1);
        if (world_counted_in(w, a) == a->upp)
            units = units / a->upp * a->upp;
        if ((w->features & F_OVERLAP) && chance(7))
            units = 0;
        else if (units <= 0)
            units = a->upp;
        a->qty = units * MONEY;
    }
}

/* ---- purchases ------------------------------------------------------------------------------------ */

static int special_day(const struct world *w)
{
    int year, month, dom;
    day_split(w->as_of, &year, &month, &dom);
    switch (rnd(7)) {
    case 0:
        return w->as_of;
    case 1:
        return w->as_of + 1;
    case 2:
        return day_of(2024, 2, 29);
    case 3:
        return day_of(2024, 1, 31);
    case 4:
        return month_last(month_of(w->as_of) - between(0, 3));
    case 5:
        return month_first(month_of(w->as_of) - between(0, 3));
    default:
        return w->as_of - 30;
    }
}

static int pick_accept_day(const struct world *w, const struct agreement *a)
{
    if (chance(12))
        return special_day(w);
    if (a && chance(10))
        return chance(50) ? (chance(50) ? a->from : a->to) : (chance(50) ? a->from - 1 : a->to + 1);
    if (a && chance(70) && a->from <= w->as_of)
        return between(a->from, a->to < w->as_of ? a->to : w->as_of);
    return between(w->as_of - 300, w->as_of + (chance(20) ? 30 : 0));
}

static const struct award *row_of(const struct world *w, const struct line *l)
{
    const struct award *best = NULL;
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (a->generic == l->generic && a->firm == l->firm && a->strength == l->strength &&
            (!best || (best->upp != l->upp && a->upp == l->upp)))
            best = a;
    return best;
}

static const struct award *any_award(const struct world *w, int inst, bool wanted_here)
{
    const struct award *a = NULL;
    for (int tries = 0; tries < 10; tries++) {
        a = &w->award[rnd(w->awards)];
        if (here(w, inst, a) == wanted_here)
            break;
    }
    return a;
}

/* Which product a line is about; the agreement it aims at, if any. */
static const struct agreement *pick_product(const struct world *w, struct line *l)
{
    const struct agreement *aim = NULL;
    const struct award *a = any_award(w, l->inst, true);
    int own[MAX_AGR], owned = 0, kind = rnd(100);
    for (int k = 0; k < w->agrs; k++)
        if (w->agr[k].inst == l->inst)
            own[owned++] = k;
    l->generic = a->generic, l->strength = a->strength, l->upp = a->upp, l->firm = a->firm;
    if (owned && kind < ((w->features & F_CLASS) ? 60 : 85)) {
        aim = &w->agr[own[rnd(owned)]];
        l->generic = aim->generic, l->strength = aim->strength, l->upp = aim->upp, l->firm = aim->firm;
    } else if ((w->features & F_CLASS) && kind < 75) {
        if (owned && chance(70)) /* another maker's product of a group that it has agreed on */
            aim = &w->agr[own[rnd(owned)]], l->generic = aim->generic, l->strength = aim->strength, l->upp = aim->upp;
        l->firm = rnd(FIRMS);
    } else if ((w->features & F_CLASS) && kind < 82) {
        a = any_award(w, l->inst, false);
        l->generic = a->generic, l->strength = a->strength, l->upp = a->upp, l->firm = a->firm;
    } else if ((w->features & F_CLASS) && kind < 90) {
        l->generic = between(SUBSTITUTE_FIRST, SUBSTITUTE_LAST);
        l->strength = rnd(STRENGTHS), l->upp = pack_size(l->generic, rnd(5)), l->firm = rnd(FIRMS);
    } else if (kind > 95) {
        l->generic = between(OTHER_FIRST, OTHER_LAST);
        l->strength = rnd(STRENGTHS), l->upp = pack_size(l->generic, rnd(5)), l->firm = rnd(FIRMS);
    }
    if ((w->features & F_UNIT) && chance(25))
        l->upp = pack_size(l->generic, rnd(5));
    if ((w->features & F_OVERLAP) && chance(12))
        l->strength = rnd(STRENGTHS);
    return aim;
}

static void pick_price(const struct world *w, struct line *l)
{
    const struct award *a = row_of(w, l);
    i64 pack = a ? a->price * l->upp / a->upp / 100 * 100 : between(500, 30000) * (i64)l->upp / 100 * 100;
    if (a && a->upp == l->upp)
        pack = a->price;
    if ((w->features & F_PRICE) && chance(40))
        pack = pack * between(80, 140) / 100 / 100 * 100 + (chance(20) ? 50 : 0);
    if ((w->features & F_PRICE) && chance(10))
        pack += chance(50) ? 100 : 1;
    if (pack <= 0)
        pack = 100;
    l->price = l->in_units ? (pack + l->upp - 1) / l->upp : pack;
}

static void pick_quantities(const struct world *w, struct line *l, int accept_day)
{
    l->ordered = between(1, chance(80) ? 60 : 400);
    if ((w->features & F_UNIT) && l->upp > 1 && chance(12)) {
        l->in_units = true;
        l->ordered = l->ordered * l->upp + (chance(20) ? between(0, 5) : 0);
    }
    l->shipped = chance(85) ? l->ordered : l->ordered * between(0, 100) / 100;
    l->accepted = chance(90) ? l->shipped : l->shipped * between(0, 100) / 100;
    l->accept_day = accept_day;
    l->order_day = accept_day - between(0, 20);
    l->ship_day = between(l->order_day, accept_day);
    l->status = "已完成";
    int fate = rnd(100);
    if (fate < 4) { /* not yet there */
        l->accepted = 0;
        l->accept_day = NODAY;
        l->status = "待发货";
    } else if (fate < 7) {
        l->accept_day = NODAY;
    } else if (fate < 11) {
        static const char *const cancelled[] = {"作废", "撤销", "撤单", "取消", "拒绝", "缺货"};
        l->status = cancelled[rnd(6)];
        if (chance(70))
            l->accepted = 0, l->accept_day = NODAY;
    }
    if (l->shipped == 0)
        l->ship_day = NODAY;
    if ((w->features & F_RETURN) && l->accepted > 0 && chance(12))
        l->returned = chance(15) ? l->accepted : between(1, (int)l->accepted);
}

static void pick_amount(const struct world *w, struct line *l)
{
    pick_price(w, l);
    l->amount = l->price * (l->accepted ? l->accepted : l->ordered);
    if (chance(10))
        l->amount = -1;
    else if ((w->features & F_PRICE) && chance(20))
        l->amount += (i64[]){100, -100, 101, -200, 50000, 1}[rnd(6)];
    else if ((w->features & F_PRICE) && chance(5) && l->accepted)
        l->price = -1, l->amount = (l->amount / l->accepted) * l->ordered + rnd(2) * 37;
    if (l->amount < -1)
        l->amount = -1;
}

/* One order line in two rows, one for each delivery; both repeat what was ordered, some what was shipped, too. */
static void share_order(struct line *before, struct line *l)
{
    bool whole = before->accepted > 0 && before->accept_day != NODAY && !before->returned && before->price >= 0 &&
                 strcmp(before->status, "已完成") == 0;
    if (!whole)
        return;
    struct line second = *before;
    snprintf(second.delivery, sizeof second.delivery, "%s", l->delivery);
    memcpy(second.invoice, l->invoice, sizeof second.invoice);
    second.accept_day = second.order_day + between(0, 25);
    second.ship_day = between(second.order_day, second.accept_day);
    before->shipped = before->accepted = before->ordered * between(20, 70) / 100;
    second.shipped = before->ordered - before->shipped;
    if (chance(20))
        second.shipped = second.shipped * between(0, 130) / 100;
    second.accepted = second.shipped;
    if (chance(25))
        before->shipped = second.shipped = before->ordered;
    before->amount = before->price * before->accepted;
    second.amount = second.price * second.accepted;
    if (before->accepted == 0)
        before->accept_day = NODAY;
    if (second.accepted == 0)
        second.accept_day = NODAY;
    if (before->shipped == 0)
        before->ship_day = NODAY;
    if (second.shipped == 0)
        second.ship_day = NODAY;
    *l = second;
}

static void name_line(struct world *w, struct line *l, int serial)
{
    struct line *before = w->lines ? &w->line[w->lines - 1] : NULL;
    bool same_order = before && before->inst == l->inst && before->item[0] && !before->origin[0] && chance(30);
    snprintf(l->order, sizeof l->order, "DD%05u", (unsigned)serial);
    if (same_order) {
        snprintf(l->order, sizeof l->order, "%s", before->order);
        l->supplier = before->supplier;
    }
    if (!chance(5))
        snprintf(l->item, sizeof l->item, "M%05u", (unsigned)serial);
    else
        snprintf(l->order, sizeof l->order, "DD%05u", (unsigned)serial);
    if (chance(40))
        snprintf(l->delivery, sizeof l->delivery, "PS%05u", (unsigned)serial);
    if (same_order && l->item[0] && (w->features & F_PAY) && l->delivery[0] && before->delivery[0] && chance(25)) {
        snprintf(l->item, sizeof l->item, "%s", before->item); /* a second delivery of the same order line */
        if (chance(60))
            share_order(before, l);
    }
    if (chance(70))
        l->invoice[0] = serial;
    if (before && before->inst == l->inst && before->supplier == l->supplier && before->invoice[0] && chance(25)) {
        l->invoice[1] = chance(30) && l->invoice[0] ? l->invoice[0] : 0;
        l->invoice[0] = before->invoice[0];
    }
}

static void make_lines(struct world *w)
{
    int serial = 1;
    for (int i = 0; i < w->insts; i++) {
        if (chance(5))
            continue; /* an institution that reported nothing */
        int count = chance(60) ? between(12, 36) : between(2, 12);
        for (int n = 0; n < count && w->lines < MAX_LINE * 3 / 4; n++) {
            struct line l = {.inst = i, .own_paid = -1, .own_day = NODAY, .online = chance(90), .coded = chance(50)};
            l.supplier = rnd(SUPPLIERS);
            const struct agreement *aim = pick_product(w, &l);
            pick_quantities(w, &l, pick_accept_day(w, aim));
            pick_amount(w, &l);
            name_line(w, &l, serial++);
            if ((w->features & F_PAYER) && chance(12))
                l.term = between(10, 60);
            l.other_strength_text = (w->features & F_SPELL) && chance(25);
            l.other_name_text = (w->features & F_SPELL) && chance(25);
            l.no_ratio = (w->features & F_SPELL) && chance(25);
            w->line[w->lines++] = l;
        }
    }
}

static bool item_is_unique(const struct world *w, const struct line *x)
{
    int found = 0;
    for (const struct line *l = w->line; l < w->line + w->lines; l++)
        found += strcmp(l->item, x->item) == 0;
    return found == 1;
}

static void add_return(struct world *w, const struct line *of, bool linked, int serial)
{
    struct line back = *of;
    back.accepted = -(i64)between(1, (int)of->accepted + (chance(10) ? 3 : 0));
    if (!linked && of->returned == of->accepted)
        back.accepted = -of->accepted; /* the row that a system writes beside the mark of its receipt */
    back.returned = 0;
    back.ordered = back.shipped = 0;
    back.accept_day = of->accept_day + between(0, chance(80) ? 40 : 200);
    back.order_day = back.accept_day;
    back.ship_day = NODAY;
    back.status = "已退货";
    back.amount = back.price > 0 && chance(70) ? back.accepted * back.price : -1;
    back.delivery[0] = 0;
    if (chance(50))
        back.invoice[0] = back.invoice[1] = 0;
    if (!linked || chance(30)) {
        snprintf(back.order, sizeof back.order, "TH%05u", (unsigned)serial);
        snprintf(back.item, sizeof back.item, "T%05u", (unsigned)serial);
        if (linked)
            snprintf(back.origin, sizeof back.origin, "%s", of->item);
    }
    w->line[w->lines++] = back;
}

static void make_returns(struct world *w)
{
    bool lowered[MAX_INST][SUPPLIERS] = {{false}};
    int given = w->lines;
    for (int i = 0; i < given && w->lines < MAX_LINE; i++) {
        const struct line *l = &w->line[i];
        bool good = l->accepted > 0 && l->accept_day != NODAY && strcmp(l->status, "已完成") == 0 && l->item[0];
        if (!good || !item_is_unique(w, l))
            continue;
        if (chance(10)) {
            add_return(w, l, true, 90000 + i);
        } else if (chance(6) && l->price > 0 && !lowered[l->inst][l->supplier]) {
            lowered[l->inst][l->supplier] = true;
            add_return(w, l, false, 90000 + i);
        }
    }
}

static void shuffle_lines(struct world *w)
{
    for (int i = w->lines - 1; i > 0; i--) {
        int k = rnd(i + 1);
        struct line hold = w->line[i];
        w->line[i] = w->line[k];
        w->line[k] = hold;
    }
    w->files = chance(40) || (w->features & F_EXPORTS) ? 2 : 1;
    for (int i = 0; i < w->lines; i++) {
        struct line *l = &w->line[i];
        l->file = w->files == 2 && i >= w->lines / 2;
        l->early = l->file && (w->features & F_EXPORTS) && l->item[0] && l->ordered > 0 && l->accepted > 0 &&
                   l->accept_day != NODAY && chance(40);
    }
}

/* ---- payments ------------------------------------------------------------------------------------- */

static enum payer pick_payer(const struct world *w, const struct line *l)
{
    if (w->ledger_payers == PAYER_UNKNOWN)
        return PAYER_UNKNOWN;
    if (l->payer != PAYER_UNKNOWN && chance(90))
        return l->payer;
    return (unsigned)(l->inst + month_of(l->accept_day)) % 3 == 0 || chance(5) ? PAYER_AGENCY : PAYER_INSTITUTION;
}

/* Some institutions pay almost everything in time, so that all words of the ranking come up. */
static bool diligent(const struct world *w, const struct line *l)
{
    return (w->seed + (unsigned)l->inst) % 3 == 0 && !chance(7);
}

static int pick_pay_day(const struct world *w, const struct line *l)
{
    int end = month_last(month_of(l->accept_day) + 1);
    if (diligent(w, l))
        return l->accept_day + between(0, 12);
    switch (rnd(8)) {
    case 0:
        return end;
    case 1:
        return end + 1;
    case 2:
        return l->accept_day + 30;
    case 3:
        return l->accept_day - between(0, 10);
    case 4:
        return l->accept_day;
    default:
        return l->accept_day + between(1, 110);
    }
}

static void add_payment(struct world *w, const struct line *l, i64 amount, int how)
{
    struct payment p = {
        .inst = l->inst, .day = pick_pay_day(w, l), .supplier = l->supplier, .amount = amount, .again = -1};
    if (amount <= 0 || w->pays >= MAX_PAY)
        return;
    p.payer = pick_payer(w, l);
    if (how == 0 && l->item[0])
        snprintf(p.item, sizeof p.item, "%s", l->item);
    if (how <= 1 && l->order[0])
        snprintf(p.order, sizeof p.order, "%s", l->order);
    if (how <= 2 && (how == 2 || chance(20)))
        p.invoice = l->invoice[0];
    if (how <= 2 && chance(20))
        p.supplier = -1;
    if (how == 3 && chance(4))
        p.invoice = 777777; /* an invoice that nobody knows */
    w->pay[w->pays++] = p;
}

static void make_ledger(struct world *w)
{
    for (int i = 0; i < w->lines; i++) {
        const struct line *l = &w->line[i];
        if (l->accepted <= 0 || l->accept_day == NODAY ||
            (w->features & F_OWN && !(w->features & F_MONEY) && l->inst % 2))
            continue;
        int fate = rnd(100), how = rnd(4);
        i64 net = (l->accepted - l->returned) * (l->price > 0 ? l->price : 12300);
        if (diligent(w, l) && fate < 60)
            fate = 59;
        if (fate < 22)
            continue;
        if (fate < 60)
            add_payment(w, l, net, how);
        else if (fate < 70)
            add_payment(w, l, net * between(20, 90) / 100, how);
        else if (fate < 90)
            add_payment(w, l, net * 40 / 100, how), add_payment(w, l, net - net * 40 / 100, chance(60) ? how : rnd(4));
        else
            add_payment(w, l, net * between(101, 150) / 100, how);
    }
    for (int i = w->pays - 1; i > 0; i--) {
        int k = rnd(i + 1);
        struct payment hold = w->pay[i];
        w->pay[i] = w->pay[k];
        w->pay[k] = hold;
    }
}

static void make_own_payments(struct world *w)
{
    for (struct line *l = w->line; l < w->line + w->lines; l++) {
        if (l->accepted <= 0 || l->price <= 0 || !(chance(45) || diligent(w, l)) ||
            (l->accept_day == NODAY && chance(70)))
            continue;
        i64 net = (l->accepted - l->returned) * l->price;
        l->own_paid = chance(75) || diligent(w, l) ? net : net * between(20, 130) / 100;
        if (l->own_paid <= 0) {
            l->own_paid = -1;
            continue;
        }
        l->own_day = l->accept_day == NODAY ? w->as_of - 20 : pick_pay_day(w, l);
        if ((l->inst % 2 || w->features & F_MONEY) && chance(8))
            l->own_day = NODAY;
    }
}

static void make_reasons(struct world *w)
{
    for (int i = 0; i < w->lines && w->reasons < MAX_REASON; i++) {
        const struct line *l = &w->line[i];
        if (l->accepted <= 0 || !chance(12))
            continue;
        struct reason r = {
            .inst = l->inst, .accepted = chance(80), .day = chance(30) ? NODAY : w->as_of + between(-60, 10)};
        r.by = r.accepted ? "医保局" : "";
        r.verdict = "";
        if (!r.accepted)
            r.day = NODAY;
        if (l->item[0] && chance(50))
            snprintf(r.item, sizeof r.item, "%s", l->item);
        else
            r.invoice = l->invoice[0];
        if (r.item[0] || r.invoice)
            w->reason[w->reasons++] = r;
    }
}

static void make_payers(struct world *w)
{
    int mode = (w->features & F_PAYER) ? rnd(4) : 0;
    w->ledger_payers = mode ? PAYER_INSTITUTION : PAYER_UNKNOWN;
    for (struct line *l = w->line; l < w->line + w->lines; l++)
        if (mode == 1 && chance(85))
            l->payer = l->inst % 2 || chance(20) ? PAYER_AGENCY : PAYER_INSTITUTION;
    for (int p = 0; p < PROVINCES && (w->features & F_PAYER) && chance(mode == 2 ? 90 : 40); p++)
        for (int k = 0; k < 2 && w->terms + 1 < 8; k++) {
            struct term t = {.place = IN_COUNTY,
                             .province = p,
                             .county = k,
                             .kind = chance(60) ? OF_SELECTED : OF_OTHERS,
                             .days = chance(40) ? 0 : between(1, 4) * 15,
                             .from = month_first(month_of(w->as_of) - between(1, 7))};
            t.payer = mode == 2 && chance(70) ? PAYER_AGENCY : PAYER_UNKNOWN;
            w->term[w->terms++] = t;
        }
}

/* ---- shortages, substitutes ------------------------------------------------------------------------ */

static void make_shortages(struct world *w)
{
    for (int k = 0; k < w->agrs && w->shortages < MAX_SHORTAGE; k++) {
        const struct agreement *a = &w->agr[k];
        if (!chance(15))
            continue;
        int from = between(w->as_of - 200, w->as_of - 20);
        w->shortage[w->shortages++] = (struct shortage){.generic = a->generic,
                                                        .strength = a->strength,
                                                        .firm = a->firm,
                                                        .from = from,
                                                        .to = chance(20) ? NODAY : from + between(10, 120),
                                                        .inst = chance(50) ? a->inst : -1,
                                                        .supplier = -1};
    }
}

static void make_substitutes(struct world *w)
{
    for (int k = 0; k < w->awards && w->substitutes < MAX_SUBSTITUTE; k++) {
        const struct award *a = &w->award[k];
        struct substitute s = {a->round, a->group, between(SUBSTITUTE_FIRST, SUBSTITUTE_LAST)};
        bool known = !w->numbered[a->round] || !chance(30);
        for (int i = 0; i < w->substitutes; i++)
            known |= w->substitute[i].round == s.round && w->substitute[i].group == s.group &&
                     w->substitute[i].generic == s.generic;
        if (!known)
            w->substitute[w->substitutes++] = s;
    }
}

static void pick_as_of(struct world *w)
{
    static const int days[][3] = {{2024, 2, 29}, {2024, 3, 31},  {2024, 6, 30},
                                  {2024, 9, 30}, {2024, 12, 31}, {2025, 3, 31}};
    const int *d = days[rnd(6)];
    w->as_of = day_of(d[0], d[1], d[2]);
    w->since = NODAY;
    if (w->features & F_PERIOD)
        w->since = month_first(month_of(w->as_of));
    else if (chance(50))
        w->as_of = between(day_of(2024, 2, 1), day_of(2025, 5, 31));
}

void world_make(struct world *w, unsigned long long seed, unsigned features)
{
    memset(w, 0, sizeof *w);
    w->seed = seed;
    w->features = features;
    state = seed * 0x2545F4914F6CDD1DULL + 1;
    pick_as_of(w);
    world_make_params(w);
    make_institutions(w);
    make_rounds(w);
    make_agreements(w);
    make_lines(w);
    if (features & F_RETURN)
        make_returns(w);
    make_volumes(w);
    make_payers(w);
    if ((features & F_OWN) && chance(70))
        make_own_payments(w);
    if (features & F_PAY)
        make_ledger(w);
    if (features & F_OWN)
        make_reasons(w);
    w->ledgers = 1;
    if (features & F_MONEY)
        world_make_money(w);
    if (features & F_CLASS) {
        make_shortages(w);
        make_substitutes(w);
    }
    if (features & F_POLICY)
        world_make_policy(w);
    shuffle_lines(w);
}
