/*
 * The made-up city 澜溪市 (province 浙江): who buys what, when, at what price, and when it is paid. world builds it in
 * memory, city writes it into files the way three systems would, readme tells what is in them.
 */
#ifndef MKDATA_CITY_H
#define MKDATA_CITY_H

#include "mkdata.h"

enum { INSTITUTIONS = 34, MONTHS = 6, SUPPLIERS = 8 };
enum md_system { SYS_PLATFORM, SYS_HIS, SYS_COMMUNITY }; /* monthly .xlsx, quarterly .xls, cumulative .csv */
enum md_style { PAYS_GOOD, PAYS_FAIR, PAYS_LATE, PAYS_BAD };

struct institution {
    const char *name;
    int county; /* index into md_counties */
    const char *level;
    int community; /* 0 = none */
    bool lead, private, pharmacy, voluntary;
    int scale, cover, pace; /* per mille: size, share of products with an agreement, speed of buying */
    enum md_style pays;
    char code[16];
};

struct county {
    const char *name, *gb;
    enum md_system system;
};
extern const struct county md_counties[];
extern const char *const md_suppliers[SUPPLIERS];

struct product {
    struct md_award award; /* open market products fill in what they have; round is "" */
    bool selected;         /* wins here: its supply area contains 浙江 */
    int rival;             /* a winner of the same group elsewhere, -1 = none */
    char code[24], platform[16];
    int turnover; /* yuan a year at a hospital of scale 1000 */
};

struct agreement {
    int inst, product;
    int64_t packs; /* agreed */
    jc_day from, to;
    int64_t got; /* units counted by the tool itself, from the first to the last day of the data */
};

enum fate { LINE_NORMAL, LINE_VOID, LINE_SHORT };

/* Dirt that the README tells about; each has its text there. */
enum mark {
    M_NONE,
    M_DESTROYED,      /* code in exponent form, names intact */
    M_REJECTED,       /* the same, and no name: nothing to go by */
    M_WRONG_PACK,     /* units per pack of another pack */
    M_UNKNOWN_INST,   /* institution that no list has */
    M_OVERPRICED,     /* above the award price */
    M_AMOUNT,         /* amount is not price × quantity */
    M_TABLETS,        /* counted in tablets */
    M_LOST_INVOICE,   /* 20 digits in a numeric cell */
    M_NO_DAY,         /* accepted without a day */
    M_OTHER_PACK,     /* another pack of the winner, dearer than the ratio rule */
    M_MONTH_END_IN,   /* accepted on the last of the month, paid on the due day */
    M_MONTH_END_LATE, /* paid one day after */
    M_DUE_TODAY,      /* due on the report day, unpaid */
    M_VOID_ACCEPTED,  /* cancelled, yet accepted */
    M_PROBABLE,       /* maker with another legal suffix */
    M_LONE_RETURN,    /* a return without its purchase */
    M_BAD_SPEC,       /* spec that cannot be read to the end */
    M_LINKED_RETURN,  /* negative row in a later file */
    M_PAY_SPLIT,      /* paid in two parts, the second late */
    M_PAY_EARLY,      /* paid before acceptance */
    M_PAY_NO_INVOICE, /* names the supplier only */
    M_PAY_UNMATCHED,  /* names a firm that delivered nothing */
    M_PAY_NEGATIVE,   /* bounced, and paid again */
    M_PAY_EXCESS,     /* more than the invoice */
    M_PAY_TWICE,      /* the same payment in two files */
    M_COUNT
};

struct line {
    int inst, product, supplier;
    enum md_system system;
    enum fate fate;
    enum mark mark;
    char order[40], no[48], invoice[32];
    jc_day ordered_on, shipped_on, accepted_on, returned_on, paid_on; /* JC_NO_DAY = never */
    int second;                                                       /* of the order */
    int ordered, shipped, accepted, returned;                         /* packs */
    jc_money price, paid;
};

struct payment {
    int inst, supplier; /* supplier -1 = a firm that delivered nothing */
    jc_day day;
    jc_money amount;
    char invoice[32], serial[32];
    enum mark mark;
    const char *note;
};

struct world {
    struct institution inst[INSTITUTIONS];
    struct product *product;
    size_t products, products_cap, selected; /* the selected ones come first */
    int other_pack;                          /* a product that is another pack of NVBP04 group 33 */
    struct agreement *agreement;
    size_t agreements, agreements_cap;
    struct line *line;
    size_t lines, lines_cap;
    struct payment *payment;
    size_t payments, payments_cap;
    struct md_rng rng;
};

/* Special people and products, by index. */
enum {
    I_FIRST = 0,
    I_TCM = 2,
    I_OVERPRICED = 4,
    I_OVER = 7,
    I_AGENCY = 10,
    I_BAD_PAYER = 13,
    I_SILENT = 15,
    I_FAVOURITE = 17,
    I_NO_ROUND5 = 26,
    I_COMMUNITY_LEAD = 29
};

jc_day md_from(void);   /* 2024-04-01, first day of the agreement year */
jc_day md_to(void);     /* 2025-03-31 */
jc_day md_until(void);  /* 2024-09-30, last day of the data */
jc_day md_month(int m); /* first day of month m of the data, 0 … MONTHS */
enum md_system md_system_of(const struct institution *i);
int md_product(const struct world *w, const char *round, const char *group); /* the one selected here */
jc_money md_receivable(const struct line *l); /* net of returns up to the last day of the data */
struct line *md_line(struct world *w);        /* a new line, zeroed, without days */
struct payment *md_payment(struct world *w);
struct product *md_add_product(struct world *w, const struct md_award *a, bool selected, int turnover);
struct agreement *md_add_agreement(struct world *w, struct agreement a);
bool md_pays_later(const struct line *l); /* a line that the dirt pays, or leaves unpaid, itself */

/* mkdata_world.c */
struct world *md_world(void);
void md_world_free(struct world *w);
/* mkdata_dirt.c: plants the marked lines and payments. */
void md_dirt_lines(struct world *w);
void md_dirt_payments(struct world *w);

/* Where marked lines and payments landed, and how many rows a file has; filled while writing, told in the README. */
struct place {
    enum mark mark;
    char file[80], sheet[32];
    int row;
};
struct told {
    struct place *place;
    size_t places, places_cap;
    struct {
        char file[80];
        const char *what;
        int rows, data;
    } * file;
    size_t files, files_cap;
};
/* The folder below DIR that all spreadsheets go to. */
#define FOLDER "澜溪市"

/* What a file being written needs at hand. */
struct layout;
struct sheet {
    const struct world *w;
    struct told *told;
    const struct layout *layout; /* NULL: not a purchase export */
    struct md_out *out;
    char file[80];
    int serial, rows, data;
    jc_money amount; /* of the page and of the file, for subtotals */
    jc_money page;
};

/* mkdata_city.c */
struct sheet md_begin(const struct world *w, struct told *t, const struct layout *l, const char *dir, const char *file,
                      enum md_form form);
void md_title(struct sheet *s, const char *text); /* a merged row */
void md_note(struct sheet *s, const char *text);  /* a row with one cell */
void md_end_row(struct sheet *s);
void md_finish(struct sheet *s, const char *what);
/* mkdata_policy.c */
extern const int md_pay_ratio[], md_insured_share[]; /* percent, by county */
void md_policies(const struct world *w, struct told *t, const char *dir);
/* mkdata_lists.c */
int64_t md_demand(const struct agreement *a);      /* packs that were asked for */
jc_money md_price_before(const struct product *p); /* of a unit, before the round */
void md_heads(struct sheet *s, const char *const *head, size_t n);
#define MD_HEADS(s, ...) md_heads(s, (const char *const[]){__VA_ARGS__}, JC_LEN(((const char *const[]){__VA_ARGS__})))
void md_lists(const struct world *w, struct told *t, const char *dir);
void md_ledgers(const struct world *w, struct told *t, const char *dir);
void md_tell(struct told *t, enum mark mark, const char *file, const struct md_out *o);
/* mkdata_readme.c */
void md_readme(const struct world *w, const struct told *t, const char *path);
void md_expected(const struct world *w, const char *path);

#endif
