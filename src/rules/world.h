/*
 * The world of one assessment: everything but the lines, in arrays, resolved once per distinct spelling. Purchase
 * lines stream past it once (stream.c) as struct line; what they decide is added up here and written to the indicator
 * tables (emit.c). Indexes are dense uint32 numbers (NIL = none), text is interned (NIL = empty), quantities and money
 * are 1/10 000 with NONE where the file has nothing, days civil days with JC_NO_DAY.
 */
#ifndef RULES_WORLD_H
#define RULES_WORLD_H

#include "jicai/frame.h"
#include "jicai/rules.h"
#include "rules/map.h"

#define NIL  UINT32_MAX
#define NONE INT64_MIN

struct span { /* part of an array of the world */
    uint32_t at, n;
};

/* ---- who and what ------------------------------------------------------------------------------ */

struct inst {
    int64_t id;              /* institution.id */
    const char *code, *name; /* borrowed from world.text */
    const char *region;      /* as reported */
    uint32_t province, city; /* supply region: numbers of region names, NIL = unknown / none */
    uint32_t named;         /* its supply region where a catalogue calls one so and nobody else does (义乌市); NIL */
    uint32_t strange;       /* text: its supply region where nobody knows it; NIL = it is known, or blank */
    uint32_t lead;          /* of its community, as the list says; NIL = none, or itself */
    bool declared;          /* stands in a list */
    bool seen;              /* has a live fact */
    bool buys;              /* has a purchase line in the run */
    uint8_t months;         /* bit i: has a line in month i of world.month */
    jc_day last;            /* last acceptance day up to R */
    struct span agreements; /* of world.agr */
    struct span groups;     /* of world.ig */
};

struct item {
    int64_t id;
    uint32_t generic, form, strength, spec; /* spec: text key, compared where both strengths are unknown */
    uint32_t code, code_key, platform;
    uint32_t name, spec_text, pack_text, maker_text, min_unit; /* as written, for sheets and KEYs */
    uint32_t unit_text;                     /* as written, where quantities are in smallest units; else NIL */
    uint32_t core;                          /* holder core for the probable match, NIL = not to be used */
    struct span makers;                     /* of world.maker: holder first, then producers and repackers */
    int64_t upp;                            /* units per pack; 0 = unknown */
    int64_t upp_column, upp_spec, upp_code; /* of the column, of its spec, of the award of its code; 0 = nothing */
    struct span matches;                    /* of world.match: winners whose product this is */
    struct span groups;                     /* of world.itemgroup: groups that list its generic name, by strength */
    struct span substitutes;                /* of world.itemgroup: groups it may replace */
    struct span undecided; /* of world.itemgroup: groups of its generic, none of its strength (待归类) */
    uint32_t near;         /* an item that it might be, were its strength known; NIL */
    uint32_t alike;        /* a winner of its generic name whose maker it may name in short; NIL */
    uint32_t slip;         /* one whose maker differs from its own in a letter; NIL */
    uint8_t kind;          /* 0 unknown, 'X' medicine, 'Z' patent medicine, 'C' consumable */
    bool in_units;         /* quantities and prices are per smallest unit */
    bool resolved;         /* matches and groups are known */
    bool probable;         /* a match is only probable */
    bool shown;            /* a line or a shortage has it */
    uint32_t number;       /* item_number() + 1 */
    uint32_t label;        /* text of a product of sheet 7: name, strength, pack, maker */
};

struct round {
    uint32_t code, name; /* text */
    bool catalogue;      /* has award rows */
    bool own;            /* of a catalogue that the user has loaded */
};

struct group {
    uint32_t
        twin; /* of a published group: that of a catalogue of the user's of the same round which took its number; NIL */
    uint32_t next_twin;          /* that of another catalogue of the user's with the same number; NIL */
    uint32_t round, no, variety; /* round: index of world.round; text */
    uint32_t first;              /* winner, NIL */
    struct span gaps;            /* of world.gap */
    uint32_t rank;               /* place by (round code, group number): "the smaller (round, group)" */
};

/* A winner's product in a group: one maker there, with all its award rows. */
struct winner {
    uint32_t group, maker;
    uint32_t next;  /* winner of the group, NIL */
    uint32_t award; /* the first, by file order, NIL = only agreements name it */
};

/* A price of `holds` smallest units in 1/10^places yuan, as a catalogue has it; holds = 0: it has that of a pack. */
struct published {
    int64_t price, holds;
    int places;
};

struct award {
    int64_t id, order; /* order: file order, see struct sheet_place */
    uint32_t round, group, winner, item;
    uint32_t no, variety;           /* text, as written */
    int64_t price, unit_price, upp; /* per pack, the most that is published (published.h); NONE; 0 = unknown */
    struct published published;
    jc_day from, to;
    struct span regions; /* of world.region; n = 0: everywhere */
    struct span later;   /* of world.later: awards of the same product that began later */
    uint32_t next;       /* award of the winner, NIL */
    uint32_t national;   /* the published round whose group number the row took; NIL */
    bool nominal, backup, builtin;
};

struct agreement {
    int64_t id, order, sheet;
    uint32_t inst, item, round, group, winner, ig, product;
    jc_day from, to;
    int64_t written;    /* Q* in the unit of the file */
    int64_t demand;     /* base in smallest units, or NONE */
    int64_t base_value; /* base × price before, NONE without one of them */
    bool no_demand, no_before;
    enum {
        IN_UNITS, /* Q* as written is smallest units */
        IN_PACKS,
        IN_EITHER, /* 支 瓶 袋: packs of 片 or 粒, else smallest units; which, the catalogue says */
    } in,
        demand_in;
    uint32_t award; /* that prices it, NIL = none */
    int32_t term;   /* days, -1 = none */
    /* what every line of it asks for and adds to, side by side */
    int64_t agreed; /* Q* in smallest units */
    int64_t counted, counted_other, ordered, shipped;
    uint32_t lines;
    jc_day reached;
    bool covered; /* start <= R <= end, or ended within the period */
    bool ended, begun;
};

/* Institution × group of its agreements (rule book 5). */
struct inst_group {
    uint32_t inst, group;
    struct span agreements; /* of world.agr */
    bool covered;
    bool exempted;
    jc_day first; /* earliest start of a covered agreement */
    int64_t s, n, t, s_amount, n_amount, t_amount, exempt;
    int64_t month_s[4], month_nt[4]; /* [0] the last full month, then the three before */
};

/* ---- one purchase line ------------------------------------------------------------------------- */

enum cancelled { STANDS, BY_INSTITUTION, BY_DISTRIBUTOR, OTHER_DOCUMENT };

struct line {
    int64_t id;    /* purchase.id */
    int64_t order; /* file order: compares as (file, row), whatever the order of import */
    int64_t sheet, row;
    uint32_t inst, item;
    uint32_t supplier;                            /* distinct firm key, NIL = none */
    int64_t ordered, shipped, accepted, returned; /* NONE = blank; returned >= 0 */
    int64_t price, amount, paid;
    jc_day day_order, day_ship, day, day_paid;                          /* day = A */
    int32_t payer, channel, term;                                       /* -1 = not said */
    int32_t cancelled;                                                  /* purchase.void, enum cancelled */
    bool of_accepted;                                                   /* amount: by itself it is of what came */
    const char *order_no, *line_no, *delivery_no, *original, *invoices; /* borrowed for the call; "" = none */
    size_t order_len, line_len, delivery_len, original_len, invoices_len;
    /* worked out */
    bool is_return;  /* a negative row; accepted is negative then, returned 0 */
    bool odd_amount; /* own amount differs from price × accepted: gross is the product */
    int64_t gross;   /* accepted amount (rule book 7.3), NONE = cannot be known, negative for a return */
    int64_t net;     /* gross less returned × price */
    int64_t volume;  /* (accepted - returned) in smallest units, NONE = units per pack unknown */
    /* decided */
    uint32_t agreement; /* that takes it, NIL = none */
    bool selected;      /* selected here on A */
    bool doubtful;      /* only a nominal or unknown start would make it selected */
};

/* An order that somebody waits for: what the distributor cancelled was ordered, and is missing. */
static inline bool is_awaited(const struct line *l)
{
    return l->cancelled == STANDS || l->cancelled == BY_DISTRIBUTOR;
}

/* A returned row linked to its original line, or the part of it that falls on one of several deliveries. */
struct linked {
    struct line orig;  /* texts are not valid any more */
    int64_t return_id; /* purchase.id of the return */
    jc_day day;        /* its own day, <= R */
    int64_t quantity;  /* > 0; so many times less than what the original counts: */
    int64_t units;     /* smallest units in one of those, 1 where nobody knows */
    int64_t value;     /* at the price of the original, NONE = cannot be known */
};

/* Smallest units in one of what quantities and prices of an item count; 0 = unknown. */
static inline int64_t units_counted(const struct item *x)
{
    return x->in_units ? 1 : x->upp;
}

/* ---- the world --------------------------------------------------------------------------------- */

/* ---- small things the engine keeps ------------------------------------------------------------- */

/* A stretch of days on which an item is selected at an institution, or would be (pair.c). */
enum span_kind { BY_AGREEMENT, BY_AWARD, BY_BACKUP, IN_DOUBT };
struct stretch {
    jc_day from, to;
    uint32_t winner, award; /* award NIL: by agreement */
    enum span_kind kind;
};

/* Everything that an institution and an item decide together, worked out once. */
struct pair {
    uint32_t inst, item;
    uint32_t product; /* whose price it shows, NIL = nobody's */
    uint32_t spread;  /* the last month's prices that a line of it was added to (price.c), NIL */
    bool awarded;     /* a winner of it has award rows */
    uint32_t first,
        first_ig; /* the preferred agreement if it is of the same strength, else NIL; its group if covered */
    jc_day first_from, first_to;
    struct span agreements; /* of world.pool: agreement numbers, the preferred first; bit 31: another strength */
    struct span stretches;  /* of world.stretch */
    struct span groups;     /* of world.pool: inst_group numbers, candidates of class n */
    struct span subs;       /* of world.pool: inst_group numbers whose substitute this is */
    struct span undecided;  /* of world.pool: inst_group numbers of its generic, none of its strength, or no maker */
    uint32_t namesake;      /* an agreed item of its maker that it may be, where it is nothing else here; NIL */
};
#define OTHER_STRENGTH UINT32_C(0x80000000)

struct match {
    uint32_t winner;
    uint8_t grade; /* enum grade of resolve.c; 1 = probable */
    bool exact;    /* a strength that the winner's rows or agreements name */
};

struct product {
    uint32_t winner, generic, strength; /* strength: key, or the spec's text key where unknown */
    uint32_t item;                      /* whose spelling is shown */
};

struct shortage {
    int64_t id, order;
    jc_day from, to;           /* to: JC_NO_DAY = still on */
    uint32_t item, inst, zone; /* inst only where not everyone; zone NIL = everywhere */
    uint32_t supplier;
    uint32_t place; /* text: file › sheet › row */
    bool everyone;
};

/* An accepted reason for volume not bought: of a product, a round, or both. */
struct excuse {
    uint32_t inst, item, round, text;
    uint32_t place;      /* text: file › sheet › row */
    struct span winners; /* of world.excused, where an item is named */
};

/* A shortage of a winner's product, by group. */
struct gap {
    uint32_t group, winner, shortage;
};

struct substitute {
    uint32_t round, no, variety, generic, form; /* round NIL = any; form: key, NIL = any */
    uint32_t place;                             /* text: file › sheet › row */
};

/* What makes an item a winner's product: an award row's item, or that of an agreement (resolve.c). */
enum { BY_GENERIC, BY_CODE, BY_CODE_KEY, BY_PLATFORM, CHAINS };
struct ref {
    uint32_t item, winner;
    bool code_only;        /* an agreement's, beside award rows: only its code counts */
    uint32_t next[CHAINS]; /* refs with the same generic, code … */
};

/* A day's volume of a covered agreement, for the day on which it was reached. */
struct event {
    uint32_t agr;
    jc_day day;
    int64_t volume;
};

struct pay;
struct notes;
struct prices;
struct classes;
struct monthly;
struct supply;
struct twice;
struct place;
struct zone;
struct world {
    struct jc_store *store;
    const struct jc_params *params;
    struct jc_assess what; /* as_of, from resolved */
    bool ranks;            /* JC_FOR_RANKS */
    enum { OTHER_UNIT, OTHER_CONTENT, OTHER_NO } other_strength;
    enum { BASIS_ACCEPTED, BASIS_SHIPPED, BASIS_ORDERED } basis;
    bool returned_included;
    jc_day month[5]; /* first days: of the month after the last full one, of that one, of the three before */
    struct classes *classes;
    struct jc_intern *text; /* every text above */
    struct notes *notes;
    struct prices *prices;
    struct pay *pay;
    struct monthly *monthly; /* NULL for explain */
    struct supply *supply;
    struct twice *twice; /* NULL for JC_FOR_RANKS */

    struct inst *inst;
    uint32_t inst_n;
    size_t inst_cap;
    uint32_t *org; /* org.id -> inst, NIL */
    uint32_t org_n;
    uint32_t *firm; /* firm.id -> supplier number, NIL */
    uint32_t firm_n;
    const char **supplier; /* supplier number -> a spelling of it */
    uint32_t supplier_n;
    size_t supplier_cap;
    int64_t sheets;
    struct sheet_place {
        int64_t order; /* rank of (path, sha256, sheet), shifted so that + row is the file order */
        int64_t file;  /* file.id */
    } * sheet;         /* by sheet.id */
    uint32_t sheet_n;

    struct item *item;
    uint32_t item_n;
    size_t item_cap;
    uint32_t *item_of; /* item.id -> item, NIL */
    uint32_t item_of_n;
    uint32_t *inst_of; /* institution.id -> inst, NIL */
    uint32_t inst_of_n;
    struct map alias_name, alias_maker, holders,
        firms;                   /* text -> text; what an alias means -> its maker; firm key -> supplier */
    struct map rounds, round_of; /* code, spelling -> round */
    struct round *round;
    size_t round_n, round_cap;
    struct group *group;
    size_t group_n, group_cap;
    struct winner *winner;
    size_t winner_n, winner_cap;
    struct award *award;
    size_t award_n, award_cap;
    struct odd_region { /* that an award names and nobody knows */
        uint32_t name, text, item, round;
    } * odd_region;
    size_t odd_region_n, odd_region_cap;
    struct agreement *agr; /* by institution, group (in rank), winner, latest start, file order */
    size_t agr_n, agr_cap;
    struct agreed_days { /* of each agreement what is searched, apart from it */
        jc_day from, to;
        uint32_t winner;
        bool covered;
    } * agr_days;
    uint32_t *inst_place; /* inst_places() of emit.h */
    uint32_t *reported;   /* agreements of the report, in the order of sheet 5; once they are written */
    size_t reported_n;
    struct inst_group *ig;
    size_t ig_n, ig_cap;
    struct map ig_of; /* (inst, group) -> ig */
    struct product *product;
    size_t product_n, product_cap;
    struct shortage *shortage;
    size_t shortage_n, shortage_cap;
    struct zone *zone; /* where shortages are: area.c */
    size_t zone_n, zone_cap;
    struct place *places; /* places_of_institutions() of area.h */
    struct excuse *excuse;
    size_t excuse_n, excuse_cap;
    struct pool excused;
    struct span *group_ref; /* of group_refs: the items that make a group, in file order */
    struct pool group_refs;
    struct gap *gap;
    size_t gap_n, gap_cap;
    struct substitute *sub;
    size_t sub_n, sub_cap;
    struct ref *ref;
    size_t ref_n, ref_cap;
    struct pool head[CHAINS]; /* by text: first ref */
    struct event *event;
    size_t event_n, event_cap;
    struct match *match;
    size_t match_n, match_cap;
    struct stretch *stretch;
    size_t stretch_n, stretch_cap;
    struct pair *pair;
    size_t pair_n, pair_cap;
    struct pool maker, pool, region, later, itemgroup;
    uint32_t *grid; /* pairs of a world that is not too large: (inst, item) -> pair + 1 */
    struct map pairs, groups, winners, products, of_winner, numbers;
    int64_t lines, volume; /* streamed; counted into agreements */
    int64_t tally[32];     /* lines by why they were counted or left out */
    int64_t too_large;     /* a figure leaves 64 bits: purchase.id of the line, -agreement.id, SOMEWHERE; 0 = none */
};

/* Text of an intern number, "" for NIL. */
const char *world_text(const struct world *w, uint32_t text);
/* The intern number of a text; NIL for an empty one. */
uint32_t world_put(struct world *w, const char *s, size_t n);
/* A text that outlives the row it was read from. */
static inline const char *world_lasting(struct world *w, const char *s, size_t n)
{
    return world_text(w, world_put(w, s, n));
}
/* What an alias table says that a text means; followed to its end. */
uint32_t world_meant(const struct map *aliases, uint32_t text);
/* The file order of a row. */
int64_t world_order(const struct world *w, int64_t sheet, int64_t row);
/* file.id of a sheet; 0 = the database has no such sheet. */
int64_t world_file(const struct world *w, int64_t sheet);

/* What an id of the database is called here, NIL = not there. */
static inline uint32_t at_id(const uint32_t *from, uint32_t n, int64_t id)
{
    return id >= 0 && id < n ? from[id] : NIL;
}

/* grp.id of a group: in the order of (round, group number). */
static inline int64_t group_id(const struct world *w, uint32_t group)
{
    return (int64_t)w->group[group].rank + 1;
}

#define SOMEWHERE INT64_MIN /* a sum over many rows */
/* The first figure that is too large is told. */
static inline void too_large(struct world *w, int64_t id)
{
    if (!w->too_large)
        w->too_large = id;
}
/* JC_LIMIT with the place of world.too_large, if there is one. */
enum jc_status world_fits(struct world *w, struct jc_err *err) JC_MUST_CHECK;

enum jc_status world_load(struct world *w, struct jc_err *err) JC_MUST_CHECK;
void world_free(struct world *w);
/* What only the stream needs is given back before the results are written. */
void world_streamed(struct world *w);
/* Groups, winners, agreements and items find each other (rule book 2). After world_load. */
enum jc_status world_resolve(struct world *w, struct jc_err *err) JC_MUST_CHECK;

/* ---- notes and checks (emit.c): what was listed and not counted, or counted with a doubt ------------ */

/* The row that a note is of; of several the first in file order, not the one that was imported first. */
struct noted {
    int64_t purchase, payment; /* 0 = none */
    int64_t order;
};

#define NOWHERE ((struct noted){0})

static inline struct noted at_line(const struct line *l)
{
    return (struct noted){.purchase = l->id, .order = l->order};
}

static inline void noted_first(struct noted *first, const struct line *l)
{
    if (!first->purchase || l->order < first->order)
        *first = at_line(l);
}

/* Adds one line to the row of (code, inst, item); place, value and detail of the first one are kept. inst, item may be NIL. */
void world_note(struct world *w, int code, uint32_t inst, uint32_t item, struct noted at, int64_t amount,
                const char *value, const char *detail);
/* The same of (code, inst, supplier), NIL = none: what two suppliers have is no sum. The value is its name. */
void world_note_supplier(struct world *w, int code, uint32_t inst, uint32_t supplier, struct noted at, int64_t amount);
/* The same about agreements. more may be NULL, too. */
void world_note_agreed(struct world *w, int code, uint32_t inst, uint32_t item, const struct agreement *g,
                       const char *value, const char *detail, const char *more);
/* Many lines at once, of no institution and item in particular; nothing if lines is 0. */
void world_note_many(struct world *w, int code, struct noted first, int64_t lines, int64_t amount);
/* Two sides that must be equal; parts as "a+b+c". */
enum jc_status world_check(struct world *w, const char *title_zh, const char *title_en, int64_t lhs, int64_t rhs,
                           const char *lhs_parts, const char *rhs_parts, struct jc_err *err) JC_MUST_CHECK;
/* "kind:part:part" with each part through key_part(). */
void world_key(struct jc_buf *out, const char *kind, const char *const *parts, size_t n);
void notes_free(struct notes *notes);
enum jc_status notes_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;

/* What can be asked of it. */
#include "rules/match.h"
#include "rules/names.h"
#include "rules/price.h"

#endif
