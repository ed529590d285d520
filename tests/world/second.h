/* The second implementation of the rules: plain loops over a world, from the rule book alone. Slow on purpose. */
#ifndef WORLD_SECOND_H
#define WORLD_SECOND_H

#include "table.h"
#include "world.h"

enum { MAX_MATCH = 4000, MAX_TABLES = 32 };

enum class { NO_CLASS, SELECTED, NOT_SELECTED, EXEMPT };
enum status { ZERO, BEHIND, NORMAL, OVER, NO_VOLUME, NOT_BEGUN, OLD };

/* What a purchase line comes to. */
struct fact {
    bool counts;  /* accepted up to R, or a return without its original up to R; not cancelled */
    int original; /* of a linked return, else -1 */
    i64 quantity; /* net of returns up to R, in the unit of the line */
    i64 units;    /* the same in smallest units */
    i64 gross;    /* accepted amount (7.3) */
    i64 net;      /* less returns */
    int agr;      /* the agreement that took it, -1 */
    enum class class;
    int round, group; /* of its class */
    /* payment */
    bool receipt; /* net > 0 after unlinked returns */
    bool counted; /* a receipt within payment.scope: in the figures */
    enum payer payer;
    int due;
    char rule[16]; /* of the due day, as it is shown */
    i64 receivable, paid;
};

/* What an agreement comes to. */
struct deal {
    bool covered; /* of this report, Q* = 0 included */
    enum status status;
    i64 q; /* smallest units */
    int days, elapsed;
    struct frac share, rate;   /* time share, completion */
    bool alarm;                /* 严重滞后 */
    const struct award *price; /* 4.7, NULL: none */
    /* 8: smallest units ordered of it, whose shipment is known or not yet due, and shipped; who answers if it is behind */
    i128 ordered, shipped;
    bool firm, dealer, hospital, data;
};

/* A group as one institution buys it (part 5). */
struct share {
    int inst, round, group;
    i64 s, n, t, s_money, n_money;
    bool over, over_money, hint, exempt;
};

struct match {
    int line, pay; /* pay -1: the line's own */
    i64 amount;
    int day; /* NODAY: unknown */
};

/* What an order line that stands in several rows is of this row (8). */
struct parcel {
    bool again, shipped_again; /* ordered, shipped, is counted with an earlier row */
    bool first;                /* the earlier one: its arrival is that of all, and all are of its agreement */
    int head;                  /* place of the first of them */
    i64 accepted;
    int day;
};

struct second {
    const struct world *w;
    const char *doubt; /* why the rule book leaves this world open, NULL: it does not */
    struct fact fact[MAX_LINE];
    struct parcel parcel[MAX_LINE];
    struct deal deal[MAX_AGR];
    struct share share[MAX_INST * 24];
    int shares;
    struct match match[MAX_MATCH];
    int matches;
    bool payments_told; /* a payment by R in a ledger, or a paid amount in a line: else nobody knows what was paid */
    i64 left_over[MAX_PAY];
    i64 own_left[MAX_LINE]; /* of the lines' own payments */
    struct table *table[MAX_TABLES];
    int tables;
    const char *by; /* the grouping of the tables that follow, as --by takes it */
    struct table *by_table[2];
    int by_tables;
    struct table *found[8]; /* what check finds, of a rule each */
    int founds;
};

#define UNNAMED "（未写明）"

void second_compute(struct second *s, const struct world *w);
void second_free(struct second *s);

/* Parts, in this order */
void second_volume(struct second *s);        /* facts and deals: 4 */
void second_class(struct second *s);         /* selected, not selected, substitutes: 5 */
void second_pay(struct second *s);           /* 7 */
void second_payments(struct second *s);      /* 7.4: what pays what */
void second_supply(struct second *s);        /* who answers for what is behind: 8 */
void second_volume_sheets(struct second *s); /* 1 to 7 */
void second_price_sheet(struct second *s);   /* 8 */
void second_pay_sheets(struct second *s);    /* 9 to 11 */
void second_supply_sheets(struct second *s); /* 12, 13 */
void second_month_sheets(struct second *s);  /* 14 to 16 */
void second_hints(struct second *s);         /* 13: what check says */

/* Shared between the parts */
void second_doubt(struct second *s, const char *why);
struct table *second_table(struct second *s, const char *name, const char *heads, const char *keys);
struct table *second_by_table(struct second *s, const char *name, const char *heads, const char *keys);
const char *second_group_of(const struct second *s, int inst); /* "" = the list does not say */
bool second_covers(const struct world *w, const struct agreement *a);
i64 second_returned(const struct world *w, const struct line *l); /* to be taken off: volume.returned */
i64 second_bought(const struct world *w, const struct line *l);   /* before returns: volume.basis */
bool second_has_invoice(const struct line *l, int invoice);
bool second_cancelled(const struct line *l);
i64 second_returned_amount(const struct line *l, i64 quantity); /* what went back is worth: 7.3 */
bool second_group_lists(const struct world *w, int round, int group, int generic);
bool second_is_winners(const struct world *w, int round, int group, int firm, const struct line *l);
bool second_selected(const struct world *w, int round, int group, const struct line *l);
bool second_row_holds(const struct world *w, const struct award *a, int inst, int day); /* counts for inst on day */
int second_taker(const struct world *w, const struct line *l,
                 int day); /* the agreement that takes it on that day, -1 */
/* First day of the covered agreement of the group that started last among those that hold the day; NODAY: none. */
int second_covering_start(const struct second *s, int inst, int round, int group, int day);
void second_group_name(const struct world *w, int round, int group, char *out, size_t size); /* 品种 */
bool second_overpaid(struct second *s, int line); /* above its award price in this report */
struct frac second_delivery(const struct second *s, const struct agreement *product); /* over its agreements */
const char *second_who(const struct deal *d, bool counted[4]);                        /* 责任 */
struct share *second_share_of(struct second *s, int inst, int round, int group);
/* Volume in 1/10 000, summed over so many days: rounded once. Rule book 6.1: at the price of a unit, where that was published. */
i64 second_priced(i128 volume, i64 days, const struct award *price);

#endif
