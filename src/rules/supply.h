/*
 * supply, private: delivery (rule book 8), on-line purchase (9) and two invoices (10). The stream hands each line over
 * once; sums are kept in a few small tables and written for src/sql/supply.sql, which makes the rates and the
 * responsibility of an agreement from them.
 */
#ifndef RULES_SUPPLY_H
#define RULES_SUPPLY_H

#include "rules/world.h"

/* What rule book 8 asks of a line. Quantities as in the file, NONE where it does not tell. */
struct supplied {
    bool counts;   /* an order of R or before, not cancelled by the institution, no return */
    jc_day day;    /* of the order, else of the dispatch, else of acceptance: its month */
    int64_t units; /* per quantity, 0 = unknown */
    int64_t ordered, shipped, accepted;
    int64_t ordered_value, shipped_value;
    bool due, in_time; /* arrival */
    bool again, whole; /* a further delivery of an order line; the first, whose arrival is that of all */
};
void supply_of(const struct world *w, const struct line *l, struct supplied *s);

/* What an item is for rule book 9 and 10. */
enum supply_class { SUPPLY_MEDICINE = 1, SUPPLY_PIECES, SUPPLY_CONSUMABLE };
enum supply_class supply_class_of(struct world *w, uint32_t item);
/* Is the line's acceptance within the report: A <= R, and S <= A with a period? */
bool supply_in_report(const struct world *w, const struct line *l);

enum chain_state { CHAIN_NO_DATA, CHAIN_GOOD, CHAIN_NO_FIRST, CHAIN_TOO_LONG, CHAIN_MISMATCH };
/* Two invoices of a medicine line; *first and *second are invoice.id or 0. */
enum chain_state supply_judge(struct world *w, const struct line *l, int64_t *first, int64_t *second);

/* After world_resolve. */
enum jc_status supply_open(struct world *w, struct jc_err *err) JC_MUST_CHECK;
void supply_free(struct supply *s);
/* A line that is no return, for the sums of its distributor. May run beside everything else of the stream: of the world it
 * reads lists, items and their numbers only. A sum that leaves 64 bits fails supply_emit. */
void supply_order(struct world *w, const struct line *l);
/* A line that is no return, for what its institution bought. */
void supply_line(struct world *w, const struct line *l);
/* A return, or the part of it that belongs to this line: value < 0, NONE = unknown. */
void supply_back(struct world *w, const struct line *l, int64_t value);
/* A line that an agreement takes on the day of its acceptance, else of its order. */
void supply_agreement(struct world *w, const struct line *l, uint32_t agreement);
/* A line that no agreement takes, for those that it may be of: nobody knows whose product it is, or its day (JC_NO_DAY). */
void supply_perhaps(struct world *w, const struct pair *p, const struct line *l, jc_day day);
/* Refused rows, for the agreements that they may be of; after the last line, while pair_of still can be asked. */
enum jc_status supply_refused(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* Tables of src/sql/supply.sql; after those of agreements, groups and payments. */
enum jc_status supply_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;

/* ---- explain_supply.c ---------------------------------------------------------------------------- */

struct supply_told {
    bool counted;
    int64_t amount;
    const char *unit;
    char why[200];
};
/*
 * What explain says of a line of a distributor, of a line or return of an institution, a row for each sum that it is part
 * of: how many rows.
 */
enum { SUPPLY_TOLD = 8 };
size_t supply_tell_order(const struct world *w, const struct line *l, enum jc_lang lang,
                         struct supply_told told[SUPPLY_TOLD]);
size_t supply_tell_net(struct world *w, const struct line *l, enum jc_lang lang, struct supply_told told[SUPPLY_TOLD]);

/* ---- parcel.c: several deliveries of an order line, each a row that repeats what was ordered ---------- */

struct parcel {
    bool again;       /* what was ordered is counted with the first row */
    bool shipped_too; /* each row repeats what was shipped as well: counted with the first */
    bool stands; /* the first row that has arrived: volume.basis counts what was ordered with it, not with the others */
    int64_t accepted; /* all that arrived by R, and the last day of it, JC_NO_DAY = nothing */
    jc_day day;
    uint32_t line; /* number of the order line */
    jc_day when;   /* the day on which its first row is judged */
};
struct parcels;
enum jc_status parcels_open(struct parcels **out, struct world *w, struct jc_err *err) JC_MUST_CHECK;
void parcels_free(struct parcels *parcels);
/* NULL: a row of its own. */
const struct parcel *parcel_of(const struct world *w, int64_t purchase);

/* ---- chain.c: two invoices --------------------------------------------------------------------- */

struct chain;
enum jc_status chain_open(struct chain **out, struct world *w, struct jc_err *err) JC_MUST_CHECK;
void chain_free(struct chain *c);
/* Judges a medicine line; *first and *second are invoice.id or 0. */
enum chain_state chain_judge(struct chain *c, struct world *w, const struct line *l, int64_t *first, int64_t *second);

#endif
