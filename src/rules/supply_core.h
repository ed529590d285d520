/* supply, private: what its parts share. supply.c takes the lines in, supply_emit.c adds up and writes the tables. */
#ifndef RULES_SUPPLY_CORE_H
#define RULES_SUPPLY_CORE_H

#include "rules/supply.h"

#define ASSETS "sql/supply_emit.sql"

enum { CHANNEL_OFF, CHANNEL_ON, CHANNEL_UNKNOWN, CHANNELS };
enum { GOODS_MEDICINE, GOODS_CONSUMABLE, GOODS };

/* What a catalogue says of its product, and what a column does (src/ingest/goods.h). */
enum { AWARD_CONSUMABLE = 1, AWARD_MEDICINE = 2 };
enum { COLUMN_MEDICINE = 1 << 1, COLUMN_PIECES = 1 << 2, COLUMN_CONSUMABLE = 1 << 3 };

/* A distributor and a month of orders. Volumes in smallest units. */
struct month {
    uint32_t supplier; /* number + 1, 0 = not said */
    int32_t month;     /* yyyymm */
    int64_t lines;
    int64_t value;                                          /* ordered, whether the shipped quantity is known or not */
    int64_t ordered, shipped, ordered_value, shipped_value; /* of lines whose shipped quantity is known */
    int64_t sent, accepted;                                 /* shipped, and what was accepted of it */
    int64_t due, in_time;
};

/* A product in such a month; few of them are of interest in the end. Half a line of the cache: there is one for nearly
 * every line of the stream, and each lies elsewhere. */
struct cell {
    uint32_t supplier, product; /* NIL: all distributors; item_number() */
    int32_t month;              /* 0 = free */
    bool refused;               /* out of stock, refused or cancelled by the distributor */
    int64_t ordered, shipped;
};

/* A line that an agreement took, whose shipped quantity is known. Written one after the other and summed up at the end. */
struct part {
    uint32_t agreement, supplier;
    int64_t ordered, shipped;
};

/* An institution: on-line purchase and invoices. */
struct buyer {
    int64_t amount[GOODS][CHANNELS];
    int64_t invoices[3]; /* good, bad, not to be checked */
    bool any;
};

struct bad_chain {
    int64_t purchase, first, second;
    uint32_t inst;
    enum chain_state state;
};

struct rate {
    int64_t ordered, shipped;
    bool any, good; /* a distributor reaches the line */
};

/* What may be missing of an agreement for want of data. */
struct doubt {
    uint32_t lost;    /* lines of it that could not be counted */
    uint32_t perhaps; /* lines that may be its */
    int64_t first;    /* purchase.id of the first of those in file order */
    int64_t order;    /* its file order */
    int64_t line;     /* purchase.id of the last */
    int64_t ordered;  /* by those, in smallest units; NONE: more than can be told */
    bool refused;     /* rows of it were refused */
};

/* What a line adds to its cell, not added yet. */
enum { PENDING = 16 };
struct pending {
    int64_t line;
    struct cell add;
};

struct supply {
    bool *ships; /* by sheet.id: it has a shipped quantity somewhere */
    int64_t ship_n;
    int32_t arrival_days;
    uint8_t *award_goods; /* by item: what award rows call it, AWARD_… */
    uint8_t *
        column_goods; /* by item_number(): what purchases and agreements call it, 1 << kind of table goods; NULL = none does */
    uint8_t *goods; /* by item: enum supply_class, 0 = not asked yet */
    uint32_t goods_n;
    struct chain *chain;
    struct parcels *parcels; /* NULL while they are read */

    struct month *month;
    size_t month_n, month_cap;
    struct cell *cell; /* a table with free places; after supply_settle one after the other */
    size_t cell_n, cell_mask;
    struct pending pending[PENDING];
    size_t pending_n;
    struct map months; /* supplier and month */
    uint64_t when_key; /* the supplier and month asked for last, and where they are */
    uint32_t when;
    jc_day day_from, day_to; /* the days of the month asked for last */
    int32_t yyyymm;
    struct part *part;
    size_t part_n, part_cap;
    struct doubt *doubt; /* by agreement */
    bool *poor;          /* agreements behind, and delivered less than the line */
    struct rate *rate;   /* by product: delivery of its agreements */
    struct buyer *buyer; /* by inst */
    struct bad_chain *bad;
    size_t bad_n, bad_cap;
    int64_t undated; /* lines without any day */
    struct noted undated_first;
    int64_t too_large; /* purchase.id of an order whose sums leave 64 bits, 0 = none */
};

/* Adds what is pending and closes the gaps between the cells: after the last line. */
void supply_settle(struct world *w);

#endif
