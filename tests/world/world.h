/* A random small world of procurement: institutions, rounds, agreements, purchases, payments. world_make() invents it
   from a seed, world_write() writes it as the CSV files a clerk would have, second_*() compute what the report has to
   say about it. The program under test sees only the files. */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "calc.h"

enum {
    MAX_INST = 6,
    MAX_AWARD = 160,
    MAX_AGR = 80,
    MAX_LINE = 400,
    MAX_PAY = 400,
    MAX_REASON = 24,
    MAX_SHORTAGE = 6,
    MAX_SUBSTITUTE = 8,
    MAX_TERM = 16,
    MAX_LEDGER = 3,
    MAX_INVOICE = 800,
    MAX_WATCH = 8,
    MAX_DUTY = 24,
    MAX_FUND = 40,
    MAX_SCORE = 40,
    PIECES = 17,     /* decoction pieces */
    CONSUMABLE = 18, /* known by its code */
    GENERICS = 19,
    STRENGTHS = 4,
    FIRMS = 12,
    SUPPLIERS = 4,
    PROVINCES = 3,
};

/* What a world may contain; the seeds climb from the plain to everything. */
enum feature {
    F_RETURN = 1,    /* returned quantities, negative rows with and without their original */
    F_UNIT = 2,      /* packs of other sizes, lines in smallest units, agreements in packs and 万, prices per unit */
    F_OVERLAP = 4,   /* overlapping agreements, two strengths, Q* = 0, one product in two rounds */
    F_CLASS = 8,     /* not selected, other regions' winners, substitutes, groups by strength, shortages, backups */
    F_PRICE = 16,    /* prices above the award, two spans of an award, amounts that do not fit */
    F_PAY = 32,      /* a ledger: by line, order, invoice, supplier */
    F_PAYER = 64,    /* the agency pays, term tables, terms of contracts */
    F_OWN = 128,     /* the lines' own payments, reasons, negative payments */
    F_PERIOD = 256,  /* a month instead of a cut-off day */
    F_EXPORTS = 512, /* a line comes again in a later export */
    F_SPELL = 1024,  /* other spellings of strength, maker and name; no column of units per pack */
    F_POLICY = 2048, /* what the plans ask for beside: channels, invoices, funds and scores, watch lists, duties */
    F_PARAMS = 4096, /* parameters that are not the default */
    F_MONEY = 8192, /* several ledgers, leads that pay for branches, terms in conflict, refunds, reasons of all kinds */
};

enum role { MAIN, BACKUP };
enum payer { PAYER_UNKNOWN, PAYER_INSTITUTION, PAYER_AGENCY, PAYERS };
enum agreement_unit { IN_UNITS, IN_UNITS_UNNAMED, IN_PACKS, IN_WAN };

struct generic {
    const char *name, *form, *unit, *form_code;
};

struct institution {
    char code[16], name[64];
    int province;
    const char *county, *community, *level;
    bool region_by_code; /* no column 供应地区: digits 2-7 of the code decide */
    bool voluntary;      /* 自愿, else 必报 */
    int lead;            /* 牵头医院, -1: none */
};

struct award {
    int round, group, generic, strength, upp, firm;
    i64 price;      /* per pack */
    i64 unit_price; /* given instead of the pack price, else -1 */
    unsigned provinces;
    enum role role;
    int from, to; /* to may be NODAY: until the next award of the product */
};

struct agreement {
    int inst, round, group, generic, strength, upp, firm;
    i64 qty; /* 1/10 000 smallest units */
    enum agreement_unit unit;
    bool coded;
    int from, to, term; /* term 0: none */
    i64 base, before; /* 需求量 in 1/10 000 smallest units, price of one of them before the round; -1 = not given */
};

struct line {
    int inst, generic, strength, upp, firm, supplier;
    char order[16], item[16], delivery[16], origin[16];
    int invoice[2]; /* numbers, 0 = none */
    bool coded, in_units;
    i64 price, amount;                        /* -1 = not given */
    i64 ordered, shipped, accepted, returned; /* packs, or smallest units where in_units */
    int order_day, ship_day, accept_day;
    i64 own_paid; /* -1 = not given */
    int own_day;
    enum payer payer;
    const char *status;
    int term;
    bool online, no_channel;
    int file;
    bool early;                                          /* stands unfinished in the file before, too */
    bool other_strength_text, other_name_text, no_ratio; /* written in another way */
};

struct payment {
    int inst, day, supplier, invoice; /* supplier -1, invoice 0: not named */
    i64 amount;
    char order[16], item[16];
    enum payer payer;
    int file, again; /* its ledger; another that has the same row, -1 = none */
};

struct reason {
    int inst, invoice; /* 0: not named */
    char item[16], order[16];
    bool accepted;
    int day;
    const char *by, *verdict; /* 认定单位, 认定结果 */
};

struct shortage {
    int generic, strength, firm, from, to, inst, supplier; /* inst -1: all; supplier -1: not said */
};

struct substitute {
    int round, group, generic;
};

/* 类别 of a term: empty, by what it is, by how it was bought */
enum term_kind { OF_ALL, OF_MEDICINE, OF_CONSUMABLES, OF_SELECTED, OF_OTHERS };
enum term_place { EVERYWHERE, IN_PROVINCE, IN_CITY, IN_COUNTY };

struct term {
    enum term_place place;
    int province, county; /* of the place */
    bool whole_path;      /* the county is written with its province and city */
    enum term_kind kind;
    int from, to; /* to: the last day, 0 = none is written */
    int days;     /* 0 = 次月底 */
    enum payer payer;
};

struct invoice {
    int number, stage; /* stage 0: not said */
    const char *seller, *buyer;
    int day, generic, strength, firm; /* generic -1: no product */
    i64 quantity;                     /* packs, -1 = not given */
};

struct watch {
    const char *list;
    int generic, strength, upp, firm; /* of a code where firm >= 0, else by the generic name */
    int month_limit, year_limit;      /* percent, -1 = none */
};

struct duty {
    int inst, month;
    bool must;
};

struct fund {
    const char *county;
    int year, pay, insured; /* 1/100 percent */
};

struct score {
    int inst, round, year, points; /* 1/100 */
};

/* The parameters: shares in 1/10 000, terms in days with 0 = eom-next. */
enum scope { SCOPE_ALL, SCOPE_SELECTED, SCOPE_MEDICINE };
enum basis { BASIS_ACCEPTED, BASIS_SHIPPED, BASIS_ORDERED };
enum { MAX_SET = 40 };

struct params {
    int alarm, limit, ratio, shift, arrival_days, good, poor, on_time;
    int score[3], share[3]; /* points in 1/100; shares in 1/10 000 */
    int accept_days, return_days, rush_days, rush_share, unit_error;
    int rank_min, band[3], ages, age[6];
    int selected_from, selected_days, other_days;
    bool packs; /* an agreed volume without a unit is in packs */
    enum scope scope;
    enum basis basis;
    bool net;              /* 入库数量 is after returns */
    char set[MAX_SET][48]; /* as --set takes them */
    int sets;
};

struct world {
    unsigned long long seed;
    unsigned features;
    int as_of; /* R */
    int since; /* S, NODAY without a period */
    int rounds;
    bool numbered[4];         /* the catalogue of the round numbers its groups */
    enum payer ledger_payers; /* PAYER_UNKNOWN: the ledger has no payer types */
    struct params params;
    int insts, awards, agrs, lines, pays, reasons, shortages, substitutes, terms, files, ledgers;
    int invoices, watches, duties, funds, scores;
    struct institution inst[MAX_INST];
    struct award award[MAX_AWARD];
    struct agreement agr[MAX_AGR];
    struct line line[MAX_LINE];
    struct payment pay[MAX_PAY];
    struct reason reason[MAX_REASON];
    struct shortage shortage[MAX_SHORTAGE];
    struct substitute substitute[MAX_SUBSTITUTE];
    struct term term[MAX_TERM];
    struct invoice invoice[MAX_INVOICE];
    struct watch watch[MAX_WATCH];
    struct duty duty[MAX_DUTY];
    struct fund fund[MAX_FUND];
    struct score score[MAX_SCORE];
};

extern const struct generic generics[GENERICS];
extern const char *const firms[FIRMS];
extern const char *const suppliers[SUPPLIERS];
extern const char *const provinces[PROVINCES];
extern const char *const cities[PROVINCES];
extern const char *const counties[PROVINCES][2];

const char *world_strength(int generic, int strength);
const char *world_strength_otherwise(int generic, int strength);
const char *world_round_code(int round);
const char *world_round_name(int round);
void world_product_code(char out[32], int generic, int strength, int upp, int firm);

void world_make(struct world *w, unsigned long long seed, unsigned features);
void world_make_policy(struct world *w);                                /* F_POLICY, by a chance of its own */
void world_make_money(struct world *w);                                 /* F_MONEY, by a chance of its own */
i64 world_counted_in(const struct world *w, const struct agreement *a); /* smallest units in one of its written unit */
void world_make_params(struct world *w); /* the defaults; F_PARAMS: some others, by a chance of its own */
bool world_write(const struct world *w, const char *folder);

#endif
