/*
 * The world of one assessment: everything but the lines, in arrays, resolved once per distinct spelling. Purchase
 * lines stream past it once (stream.c) as struct line; what they decide is added up here and written to the indicator
 * tables (emit.c). Indexes are dense uint32 numbers (NIL = none), text is interned (NIL = empty), quantities and money
 * are 1/10 000 with NONE where the file has nothing, days civil days with JC_NO_DAY.
 */
#ifndef RULES_WORLD_H
#define RULES_WORLD_H

#include "jicai/rules.h"

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
    bool declared;           /* stands in a list */
    bool seen;               /* has a live fact */
    bool buys;               /* has a purchase line in the run */
    jc_day last;             /* last acceptance day up to R */
    struct span agreements;  /* of world.agr */
    struct span groups;      /* of world.ig */
};

struct item {
    int64_t id;
    uint32_t generic, form, strength, spec; /* spec: text key, compared where both strengths are unknown */
    uint32_t code, code_key, platform;
    uint32_t core;           /* holder core for the probable match, NIL = not to be used */
    struct span makers;      /* of world.maker: holder first, then producers and repackers */
    int64_t upp;             /* units per pack; 0 = unknown */
    uint8_t kind;            /* 0 unknown, 'X' medicine, 'Z' patent medicine, 'C' consumable */
    bool in_units;           /* quantities and prices are per smallest unit */
    bool used;               /* resolved: bought, or named by an agreement or award */
    struct span matches;     /* of world.match: winners whose product this is */
    struct span groups;      /* of world.itemgroup: groups that list its generic name, by strength */
    struct span substitutes; /* of world.itemgroup: groups it may replace */
    struct span undecided;   /* of world.itemgroup: groups of its generic, none of its strength (待归类) */
};

struct round {
    uint32_t code, name; /* text */
    bool catalogue;      /* has award rows */
};

struct group {
    uint32_t round, no, variety; /* round: index of world.round; text */
    struct span winners;         /* of world.win */
};

/* A winner's product in a group: one maker there, with all its award rows. Numbered so that a group's are neighbours.
 */
struct winner {
    uint32_t group, maker;
    struct span awards; /* of world.award */
};

struct award {
    int64_t id, order; /* order: file order, see world.sheet_order */
    uint32_t round, group, winner, item;
    int64_t price, unit_price, upp; /* per pack; NONE; 0 = unknown */
    jc_day from, to;
    struct span regions; /* of world.region; n = 0: everywhere */
    struct span later;   /* of world.later: awards of the same product that began later */
    bool nominal, backup, builtin;
};

struct agreement {
    int64_t id, order;
    uint32_t inst, item, round, group, winner, ig, product;
    jc_day from, to;
    int64_t agreed, demand, before; /* smallest units; base or NONE; weighted price before or NONE */
    int32_t term;                   /* days, -1 = none */
    bool covered;                   /* start <= R <= end, or ended within the period */
    bool ended, begun;
    /* added up */
    int64_t counted, counted_other, ordered, shipped;
    uint32_t lines;
    jc_day reached;
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
    int32_t cancelled;                                                  /* purchase.void */
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

/* A returned row linked to its original line, or the part of it that falls on one of several deliveries. */
struct linked {
    struct line orig;  /* texts are not valid any more */
    int64_t return_id; /* purchase.id of the return */
    jc_day day;        /* its own day, <= R */
    int64_t quantity;  /* packs, > 0 */
    int64_t value;     /* at the price of the original, NONE = cannot be known */
};

/* ---- the world --------------------------------------------------------------------------------- */

struct pay;
struct notes;
struct world {
    struct jc_store *store;
    const struct jc_params *params;
    struct jc_assess what;  /* as_of, from resolved */
    struct jc_intern *text; /* every text above */
    struct notes *notes;
    struct pay *pay;

    struct inst *inst;
    uint32_t inst_n;
    uint32_t *org; /* org.id -> inst, NIL */
    uint32_t org_n;
    uint32_t *firm; /* firm.id -> supplier number, NIL */
    uint32_t firm_n;
    const char **supplier; /* supplier number -> a spelling of it */
    uint32_t supplier_n;
    int64_t *sheet_order; /* sheet.id -> rank of (path, sha256, sheet), shifted so that + row is the file order */
    uint32_t sheet_n;
};

/* ---- notes and checks (emit.c): what was listed and not counted, or counted with a doubt ------------ */

/* Adds one line to the row of (code, inst, item); value and detail of the first one are kept. inst, item may be NIL,
 * ids 0. */
void world_note(struct world *w, int code, uint32_t inst, uint32_t item, int64_t purchase, int64_t payment,
                int64_t amount, const char *value, const char *detail);
/* Two sides that must be equal; parts as "a+b+c". */
enum jc_status world_check(struct world *w, const char *title_zh, const char *title_en, int64_t lhs, int64_t rhs,
                           const char *lhs_parts, const char *rhs_parts, struct jc_err *err) JC_MUST_CHECK;
/* "kind:part:part" with each part through key_part(); NULL ends. */
void world_key(struct jc_buf *out, const char *kind, ...);

#endif
