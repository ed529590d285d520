/*
 * record: one row of a recognised sheet -> one record of its kind on its way to the store, or a refusal that names the
 * cell. One file per job: field.c reads cells, record.c knows what a record of each kind is.
 */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include "ingest/dict.h"
#include "ingest/firm.h"
#include "ingest/goods.h"
#include "ingest/header.h"
#include "ingest/seen.h"
#include "ingest/value.h"
#include "jicai/ingest.h"

/* A cell of the row as its field's type reads it. */
struct jc_field_value {
    bool has; /* not blank */
    int64_t i;
    struct jc_span text; /* of a quantity: the unit that stood beside it; borrowed until the next row */
    int64_t times;       /* of a quantity: 万 in that unit, which is multiplied in; else 0 or 1 */
    bool rounded;        /* of a price per smallest unit, and not told: a pack's is computed from its own digits */
    uint32_t col;
};

/* Numbers 1, 2, 3 … for the n-th occurrence of a key. */
struct jc_counter;
struct jc_counter *jc_counter_new(void);
void jc_counter_free(struct jc_counter *c);
/* The same key will be counted in a moment: its place is fetched meanwhile. */
void jc_counter_ask(const struct jc_counter *c, uint64_t key);
uint32_t jc_counter_next(struct jc_counter *c, uint64_t key);

/* Where a purchase line's other versions would be found: see purchase_ident in the schema. */
struct jc_ident {
    int64_t ident, id;
};
struct jc_ident_list {
    struct jc_ident *v;
    size_t n, cap;
    size_t written; /* how many are on their way to the store, in sorted stretches */
    bool again;     /* a number stands in more than one row */
};

/* Copies that stay where they are until the next row. */
struct jc_arena {
    struct jc_arena_block *first;
};
char *jc_arena_copy(struct jc_arena *a, const char *s, size_t n); /* NUL-terminated */
void jc_arena_reset(struct jc_arena *a);
void jc_arena_free(struct jc_arena *a);

/* Where a spelling of an institution was first met. */
struct jc_org_place {
    int64_t org, sheet, row;
};

/* Everything of one import that outlives a sheet. */
struct jc_session {
    struct jc_store *store;
    struct jc_writer *writer;
    struct jc_dict *dict;
    struct jc_headers *headers;
    struct jc_rounds *rounds; /* of the catalogues in the store, and of those that are read */
    const struct jc_ingest_opts *opts;
    int64_t import;
    int64_t next_import, next_sheet, next_file, next_issue;
    int64_t next_row[32]; /* next id of the table of each kind */
    struct jc_ingest_total total;
    bool builtin;                     /* loading the compiled-in catalogues */
    bool orgs_changed, lists_changed; /* since the last file was settled */
    bool serial_again;                /* since then a serial number of a payment stood in a second row */
    bool seen_more;                   /* spellings that were known stand in more rows */
    bool within;                      /* the file was found in a folder, and not named */
    bool has_list;                    /* a list of institutions or aliases came with this import */
    struct {
        struct jc_org_place *v;
        size_t n, cap;
    } org;               /* new spellings of this import */
    struct jc_seen seen; /* in how many rows of the sheet at hand a spelling stands */
    struct jc_goods_seen goods;
    struct {
        struct jc_folder_id {
            uint64_t device, file;
        } * v;
        size_t n, cap;
    } folders;            /* that are being read, from the one that was named down */
    struct jc_buf source; /* where the file at hand lies, in a zip too: file.source; empty = compiled in */
    struct {
        struct jc_postponed {
            char *path, *shown, *source;
            bool unpacked; /* a file of our own, to be removed */
        } * v;
        size_t n, cap;
    } postponed; /* files of which a title may name the round of a catalogue that is still to be read */
    bool late;   /* all others are read: they wait no longer */
};

struct jc_sums;
struct jc_load;
/* The row whose fields were read into l->v: sum.c. */
void jc_sums_add(struct jc_sums *s, const struct jc_load *l);

#define JC_KNOWN_CODES 40
#define JC_REMARKS     16
#define JC_UNBOUGHT    16

/* One sheet while it is being read. */
struct jc_load {
    struct {
        int64_t org, supplier, day;
        bool any;
    } paid_above; /* of the last payment, as long as rows follow that are of it */
    struct jc_session *s;
    const char *path, *sheet_name;
    int64_t file, sheet;
    struct jc_mapping map;
    struct jc_counter *nth;       /* of the file */
    struct jc_ident_list *idents; /* of the file's purchase lines */
    struct jc_counter *sheet_nth; /* of the sheet, rows without numbers; NULL in the first sheet of the file */
    int64_t nameless, twins;      /* rows without numbers, and how many of them stand in an earlier sheet as well */
    uint32_t first_twin;
    struct { /* such rows that stood before in this sheet, and of them those one after the other, each another row */
        int64_t rows, in_blocks;
        uint32_t first, first_in_block;
        uint32_t run, began; /* rows of the last block, and the first of them */
        uint64_t last;       /* row before, by its key */
    } again;
    struct jc_field_value v[JC_F_COUNT];
    bool seen[JC_F_COUNT];
    uint8_t lent[JC_F_COUNT]; /* fields that this row alone has, from no column */
    size_t n_lent;
    const struct jc_column *by_field[JC_F_COUNT];
    uint8_t field
        [JC_F_COUNT]; /* those with a column, in its order: first those that are read of every row, the period last */
    size_t n_field, n_read;
    const struct jc_column *firm[JC_FIRMS]; /* beside the maker: NULL ends them where they are fewer */
    bool standing;                          /* a column says whether what a row tells of has happened */
    bool received;                          /* and of an order line whether it came */
    struct jc_arena arena;                  /* texts of the row that had to be made */
    bool destroyed;                         /* an identifier of the row was destroyed (E203) */
    struct jc_span lost_item, lost_inst;    /* what is left of the product's and the institution's; "" = is whole */
    struct jc_span lost_order, lost_line, lost_delivery; /* and of its own numbers */
    struct jc_span sheet_code, sheet_inst; /* the institution that only the sheet's name, title or column gives */
    char title_inst[96];                   /* what only the title or the sheet's name gives */
    char title_round[96];
    struct jc_titled { /* of a small list: the name, year or month that only a title gives (titled.c) */
        char text[96];
        jc_day day; /* of a month its first */
    } titled;
    bool titled_any;
    jc_day title_from, title_to;
    char title_unit[24];  /* 单位：万片 above the head */
    bool backups;         /* the title says that the awards below are those of backup suppliers */
    bool returns;         /* the title says that goods were returned, and no column of its own gives how many */
    struct jc_sums *sums; /* to which the row is added when its fields are read */
    const struct jc_row *current;
    uint32_t row;
    bool rejected;
    int64_t rows, kept, rejects, skipped;
    int64_t id_from;
    uint32_t width;   /* columns of the head */
    bool ragged;      /* a row had fewer fields than the head */
    char begins[128]; /* of delimited text: how the last record begins */
    jc_day day_from, day_to, ledger_from, ledger_to;
    struct {
        int code;
        int64_t n;
    } told[JC_KNOWN_CODES];          /* how often a warning was told in this sheet */
    int64_t unitless;                /* agreed volumes of which nothing says whether they are packs */
    char unitless_at[24];            /* the first of them */
    char round_above[96];            /* the last round that a cell of the sheet gave; "" = none did */
    int64_t unaccepted;              /* reasons for late payment that do not say who accepted them */
    char unaccepted_at[24];          /* the first of them */
    int64_t unagreed;                /* rows of products of which nothing is agreed */
    char unagreed_at[24];            /* the first of them */
    int64_t open;                    /* rows that nobody has checked yet */
    char open_at[24], open_word[48]; /* the first of them */
    uint32_t open_row;               /* the last: two columns may say it of one row */
    int64_t examples;                /* rows that show how the table is to be filled in */
    uint32_t first_example;
    int64_t passed; /* rows of an account that are no payments */
    uint32_t first_passed;
    bool pass; /* the row is passed over: no record, and nothing wrong with it */
    bool serial_told[JC_F_COUNT];
    struct jc_period { /* of the titles, by which a day without a year may have one (year.c) */
        bool said;
        jc_day from, to; /* JC_NO_DAY: they contradict each other */
        char text[96];   /* the line that says it */
    } period;
    bool year_told[JC_F_COUNT];
    struct {
        int64_t all, n; /* identifiers of more than 15 digits, and those that end in zeros */
        bool sure;
        char at[24], value[40]; /* the first of these */
    } lost;
    struct {
        int64_t prices, quantities; /* purchases at a price of 0, and of nothing */
        uint32_t row;               /* the first of them */
    } zero;
    struct { /* rows accepted more than 31 days before they were ordered: most likely the year is wrong */
        int64_t n;
        uint32_t row;
        int64_t order, accept; /* days of the first */
    } early;
    struct jc_remark { /* a column that decides nothing */
        const struct jc_column *c;
        struct jc_remark_seen {
            int64_t rows;              /* of which it says so */
            uint32_t row;              /* the last of them, which may be several records */
            char place[224], word[64]; /* the first of them */
        } none, other, back; /* that they are void; are payments for something else; hold money that came back */
        bool of_refunds;     /* 退款金额, of payments */
    } remark[JC_REMARKS];
    size_t remarks;
    struct jc_remark_seen paid_unsaid; /* lines that say they are paid, and not how much */
    struct jc_unbought {               /* a word by which rows are no purchases, or payments of none */
        const struct jc_column *c;
        char word[64];
        uint32_t row; /* the first of them */
        int64_t rows, amount;
        bool priced; /* one of them has an amount */
    } unbought[JC_UNBOUGHT];
    size_t n_unbought;
    const struct jc_column *unpaid; /* of an order line: it says 未付 in the place of what was paid, or when */
    uint8_t paid_told[JC_F_COUNT];  /* E248: 1 << what its word says */
    char title_currency[32];        /* another money than yuan, by the titles; "" = they speak of none */
    char title_payer[96];           /* a title that names the insurance office */
    bool title_pays;                /* and says that it pays */
    unsigned payer_told;            /* E209, E275 */
    bool unit_told;                 /* E378 */
    bool title_told;                /* E362, of rows whose unit the title gives */
    bool apart_told;                /* E253 */
    bool winner_told;               /* E224 */
    bool net_told;                  /* E904 */
    bool provinces_told;            /* E939 */
    bool backups_told;              /* E993 */
    bool backup_firm_told;          /* E983 */
    int8_t lane_role;               /* of the lane at hand, enum jc_lane_role */
    bool as_backup;                 /* the provinces of the award at hand are those where 备供 stands */
    bool backups_follow;            /* they make another one of its row */
    struct jc_by_units {            /* prices of packs worked out from those of their units */
        int64_t rows;               /* of more units than their places are enough for */
        int64_t times;              /* the largest pack of them, and its cell */
        char head[64], example[96];
    } by_units;
    int adjusted_told;  /* of which an award with a day of change was told last */
    char award_seq[16]; /* 序号 of the award above, and its generic name as a hash; "" = none */
    uint64_t award_above;
    bool seq_told;     /* E931 */
    bool words_told;   /* E905 */
    bool by_length;    /* the last cell of a column of terms says only how long (3年) */
    bool goods_told;   /* E960 */
    int64_t goods_era; /* of jc_goods_seen; 0 = nothing said so far */
    struct jc_memo *org_memo, *item_memo, *firm_memo, *word_memo;
    struct jc_places *places;      /* of the file */
    const struct jc_column *place; /* says where hospitals are, and is not read; NULL = there is none */
    enum jc_status status;         /* of the writer; checked once a row */
    struct jc_err *err;
};

/* Something to say about a place, on its way to the watcher and the store. */
struct jc_issue {
    struct jc_err what;
    int64_t file, sheet, row;  /* 0 = none */
    bool rejects;              /* the row was refused */
    bool told;                 /* the watcher knows it already */
    int64_t org, item, amount; /* of a refused purchase row, where they could be read */
    int64_t ident, era;        /* of a refused row, or of one passed over; era: of a payment */
    bool has_amount, has_ident;
};
enum jc_status jc_issue_write(struct jc_session *s, const struct jc_issue *i, struct jc_err *err) JC_MUST_CHECK;

/* Something to say about a cell of the current row; col = UINT32_MAX: about the row. A rejecting one makes it refused. */
void jc_load_issue(struct jc_load *l, int code, uint32_t col, enum jc_field field, struct jc_span value, const char *a1,
                   const char *a2, bool rejects);
/* The same about a sheet or file as a whole (row 0). */
void jc_load_tell(struct jc_load *l, int code, const char *value, const char *a1, const char *a2);
/* The row is refused as it stands: nothing of it is looked at. value = of what in it is spoken, NULL = of all. */
void jc_load_refuse(struct jc_load *l, int code, const char *value);

/* Products of the sheet of which nothing is agreed (E908); where that is said of all, the rows are refused (E909). */
void jc_load_tell_unagreed(struct jc_load *l);
/* Prices of packs that may be a cent off, for those of their units were rounded. */
void jc_load_tell_rounding(struct jc_load *l);
/* Identifiers of the sheet that may have lost their last digits before they became texts (E258). */
void jc_load_tell_lost(struct jc_load *l);
/* The value of a field for this row alone, whether a column gives it or not; to be filled in. */
struct jc_field_value *jc_field_lend(struct jc_load *l, enum jc_field f);
/* Once by_field stands: which fields there are to read. */
void jc_load_list_fields(struct jc_load *l);
/* Read the mapped cells of a row into l->v, but for the lazy ones, which a memo over the raw cells stands for. */
void jc_fields_read(struct jc_load *l, const struct jc_row *row);
bool jc_field_is_lazy(enum jc_field f);
/* Read one field, once a row; nothing if no column gives it. */
void jc_field_read(struct jc_load *l, const struct jc_row *row, enum jc_field f);
/* What another column of a field than the one that gives it says in this row. */
struct jc_field_value jc_field_read_other(struct jc_load *l, const struct jc_row *row, const struct jc_column *c);
/* The row that was just written, or one of several that its cells name, is counted by what became of it. */
void jc_load_count(struct jc_load *l);
/* Make and write the record of the current row; false: it was refused. */
bool jc_record_write(struct jc_load *l, const struct jc_row *row);
/* Is it, alone in its row and without a line break, what is left of a record that begins like the last? Then it is refused. */
bool jc_record_is_cut(struct jc_load *l, const struct jc_row *row);

/* A value that depends only on the raw cells it came from; found again without cleaning and parsing them. */
struct jc_memo;
struct jc_memo *jc_memo_new(size_t value_size);
void jc_memo_free(struct jc_memo *m);
/* The value of these cells (NULL cells are skipped), zeroed where *is_new; valid until the next call. */
void *jc_memo_at(struct jc_memo *m, const struct jc_cell *const *cells, size_t n, bool *is_new);

#endif
