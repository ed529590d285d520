/* header: which row of a sheet is its head, what kind of record it announces and which column is which field. */
#ifndef INGEST_HEADER_H
#define INGEST_HEADER_H

#include "ingest/bracket.h"
#include "ingest/kind.h"
#include "ingest/prefix.h"
#include "ingest/title.h"
#include "jicai/table.h"

#define JC_HEAD_ROWS  30u /* a head is looked for in the first rows of a sheet (formats.md 3.6) */
#define JC_LANES      40u /* records side by side in a row */
#define JC_HEAD_AHEAD 16u /* and what it may be the head of in so many rows below */

/* The known spellings: headers.tsv, and before them the user's own profile. */
struct jc_headers;
enum jc_status jc_headers_new(struct jc_headers **out, const char *profile, struct jc_err *err) JC_MUST_CHECK;
void jc_headers_free(struct jc_headers *h);
/* Is this text, but for a unit in its bracket, a head of any kind? */
bool jc_header_is_known(const struct jc_headers *h, const char *text, size_t len);

enum jc_part { JC_PART_WHOLE, JC_PART_FIRST, JC_PART_SECOND };

/* A column; one that holds two fields (制剂规格（申报剂型）) stands here twice. */
enum jc_lane_role { JC_LANE_UNSAID, JC_LANE_MAIN, JC_LANE_BACKUP };

struct jc_column {
    uint32_t col;
    enum jc_field field; /* JC_F_SKIP: known and not used; JC_F_COUNT: not known */
    enum jc_part
        part; /* of the cell: 20mg（片剂） is a strength and a form, RK1/DD1 two numbers; 20mg*7片 is both whole */
    bool spare;     /* a second column of a field that another one gives */
    bool stands_in; /* a spare one of the same measure: read in the rows where that other one is blank */
    bool original;  /* a spare one: of a return the order that its goods came with, read in place of its own number */
    bool net;       /* without tax, as the head or its caption says: spare, or JC_F_SKIP where no other is there */
    bool untaxed;   /* spare, and without tax: by its head, or beside one with tax where the tax stands apart */
    uint32_t rank;  /* of the columns of a field, the one with the least names it best */
    bool asks;      /* its meaning hangs on the neighbours, and they have not answered */
    bool open;      /* it ends in the field, and nobody knows what the words before that make of it */
    bool of_part;   /* they say that it is one of several: 3月, 第四批; open as well: of one year, 第二年 */
    bool other;     /* they make it something else */
    enum jc_term term;    /* of a volume: of one year, or of the whole term */
    bool by_term;         /* there is one of the other, and the term of the row says which is read */
    bool coded;           /* called as the codes of a platform or of a hospital may be, and holds national ones */
    const char *province; /* of an award: a mark in it says that this one is supplied; NULL = it is no such column */
    bool backup;          /* 备供省份: of an award, where the same firm is the backup */
    bool decided;         /* they have answered what `asked` asks */
    enum jc_field asked;
    char unit[JC_UNIT_TEXT]; /* what stood in the unit bracket of the head: 万元, 盒, 元/片, % */
    bool names_unit;         /* that bracket says what is counted: 盒, 万片, but neither 万 nor 元 */
    int64_t factor;          /* what a number of the column is multiplied by: 万元 and 万片 10 000, else 1 */
    int per;                 /* and divided by 10^per: of 元/万片 4 */
    bool titled;             /* unit and factor are what the title says */
    bool serial;             /* numbers in this column are serial days */
    bool dotted;             /* 5.6 in this column is the sixth of May */
    char head[192];          /* the head as written, for messages */
    char inst[96];           /* where hospitals stand in columns: whose it may be; "" = of the row as a whole */
    bool hospital;           /* it is that hospital's, and the field is what of it */
    bool no_volume;     /* left out there for what it is of: money, last year, a hospital that has its volume already */
    bool total;         /* left out there, but what the hospitals ought to add up to */
    uint16_t holds;     /* JC_HOLDS_ of the rows below, as far as somebody looked; 0 = nobody did */
    uint32_t paying;    /* of a payment: the column in which the caption begins that says so, plus one; 0 = none does */
    bool several;       /* of one of several payments of a line, none of which is read */
    uint8_t three;      /* of a day in three columns the year (1), which is read with the others (2, 3); else 0 */
    uint8_t lane;       /* where records stand side by side (lanes.h): whose it is, from 1; 0 = of the row as a whole */
    char lane_says[96]; /* what all of it are of: 2024年, 第七批, 第一票, 浙江、江西 */
    int8_t lane_role;   /* of a lane of awards: enum jc_lane_role */
    bool lane_key;      /* the column behind all others in which that is read, of no cell */
    uint32_t under;     /* the column in which the caption over it begins, plus one; 0 = there is none */
    bool other_money;   /* its head names another money than yuan */
    bool backup_firm;   /* of a catalogue: who stands in for the winner, whose price and record are not its own */
};

struct jc_mapping {
    const struct jc_kind *kind; /* NULL = none fits */
    uint32_t row;               /* number of the (last) head row */
    int rows;                   /* 1 to 3, and one of units */
    int score, matched, lacks;
    size_t n;
    struct jc_column *cols;
    char **line; /* the head as it stands: rows × width texts, "" = blank; NULL where it stands in no sheet */
    uint32_t width;
    const struct jc_kind *nearest; /* where none fits: the kind that lacks least */
    enum jc_field missing;         /* and a field that it lacks */
    char near[96];            /* and the unknown head that looks most like it or what may stand for it, "" = none */
    enum jc_field near_field; /* what it looks like */
    bool near_net;            /* and is, but without tax */
    bool called;              /* the titles say that it is of that kind, of which no number speaks: 缺货登记 */
    char ask[96];             /* a head whose meaning is not decided by its neighbours, "" = none */
    bool stand_ins;           /* a column stands in for others */
    char winner[96];          /* of a catalogue: `ask` is the column of another winner beside this one; "" = none */
    bool stray;               /* and `ask` is a column of which nobody knows which winner's it is */
    bool areas;               /* winners of supply areas, each of its own */
    bool private_data;        /* `ask` is a head of patients' data: the sheet must not be read */
    bool wide;                /* hospitals stand in columns: institution and volume are theirs, none of the row */
    size_t lanes;             /* records stand side by side in so many lanes; 0 = they do not */
    bool undated;             /* those are of months, and nothing says of which year */
    bool agreed;              /* what stands there, or in the column of the rows, is said to be agreed */
    bool captioned;           /* by a caption over them */
    bool halves;              /* and the head calls some of them by name and by code, maybe in two lines */
    char twin[96];            /* another column of the hospital of `across`; "" = there is none */
    char across[96];          /* they do, but this says that it is something else; "" = nothing does */
    char other[24];  /* a word of the titles by which the table is not of that kind (采购计划, 调拨); "" = none */
    uint32_t beside; /* the column in which a second table begins, which is not read; 0 = there is none */
    char beside_head[96]; /* its first head, "" = that was told above */
    bool unnamed;         /* `across` are columns of numbers that may be theirs and are called like none */
};

/* What stands in a column below a head; words are names of one sort or another, or of none. */
enum {
    JC_HOLDS_NUMBERS = 1,
    JC_HOLDS_WORDS = 2,
    JC_HOLDS_HOSPITALS = 4, /* 甲县人民医院 */
    JC_HOLDS_FIRMS = 8,     /* 甲医药有限公司 */
    JC_HOLDS_UNITS = 16,    /* 盒 */
    JC_HOLDS_OTHERS = 32,
    JC_HOLDS_SELLERS = 64,  /* of the firms: 甲医药配送有限公司 */
    JC_HOLDS_MAKERS = 128,  /* 甲制药有限公司 */
    JC_HOLDS_CODES = 256,   /* national codes of products */
    JC_HOLDS_PAYERS = 512,  /* 医疗机构, 医保局: of the others, a kind of payer */
    JC_HOLDS_AMOUNTS = 1024 /* of the numbers: other than 0 and 1, which may be marks */
};

static inline bool jc_holds_numbers_alone(uint16_t holds)
{
    return (holds & ~JC_HOLDS_AMOUNTS) == JC_HOLDS_NUMBERS;
}

/* Texts of a head row (one per column, "" = blank); borrowed by nothing. */
struct jc_head_row {
    uint32_t number, n;
    char **text;
    char **other;    /* of the cells that are numbers and days what they show; NULL = there are none */
    bool numbers;    /* it holds a number or date: no head */
    uint16_t *holds; /* JC_HOLDS_ of each column in the next rows, as far as somebody looked; NULL = nobody did */
    uint32_t held;
    char **outer,
        **inner; /* of two lines as one: the caption of each text, and what stands below that; NULL = of one line */
};
void jc_head_row_set(struct jc_head_row *out, const struct jc_row *row);
void jc_head_row_free(struct jc_head_row *r);
/* The text of a column; r may be NULL. */
const char *jc_head_text(const struct jc_head_row *r, uint32_t col);
/* Heads of several lines: does the row below only fill in what stands under the captions of this one? */
bool jc_head_continues(const struct jc_head_row *row, const struct jc_head_row *below);
/* Names of hospitals in one line and their codes in the other: `row` then calls them by both, and is both lines. */
bool jc_head_join_called(struct jc_head_row *row, const struct jc_head_row *below);
/* Is the text the name alone, or the code alone, of the hospital that a head calls by both? */
bool jc_head_is_half(const char *head, const char *text);
/* 医疗机构名称, 机构编码: what stands to the left of them. */
bool jc_head_is_label(const char *text);
/* Is this a caption, with the names of several columns in the row below? */
bool jc_head_is_caption(const struct jc_head_row *row, const struct jc_head_row *below, uint32_t col);
/* 3月, 3月数量, 一季度, 202403: of one stretch of time among others; not 本月入库数量. */
bool jc_head_is_of_a_month(const char *head);
/* Does a caption say that what stands below is of a payment? */
bool jc_caption_pays(const char *caption);
/* 承兑金额, 转账金额: one way to pay among others; at_end: 电汇, but not 转账标志. */
bool jc_head_names_a_way(const char *head, bool at_end);
/* Both lines as one, captions joined with what stands under them. */
void jc_head_fold(struct jc_head_row *out, const struct jc_head_row *row, const struct jc_head_row *below);

/* Are these the units of the head's columns, in a row of their own: （万片） under 约定采购量, （元） under 金额? */
bool jc_units_below(const struct jc_head_row *row, const struct jc_head_row *head);
/* The n lines of a head with the units of the row below them in brackets behind each name. */
void jc_units_fold(struct jc_head_row *out, const struct jc_head_row *const *line, size_t n,
                   const struct jc_head_row *units);

/* 甲 | 乙 | 丙 | 1 | 2: forms number their columns so in a row below the head, which begins in the first of them or before it. */
bool jc_columns_numbered(const struct jc_row *row, uint32_t first);

/* A caption over several columns: its name, and what its bracket says (入库情况（万元） over 数量 and 金额). */
struct jc_caption {
    char name[96], unit[JC_UNIT_TEXT];
    bool net;
};
struct jc_caption jc_header_caption(const char *text);
/* Caption and head in one; words of the caption that only say "group" are dropped. */
void jc_header_join(struct jc_buf *out, const char *caption, const char *head);

/*
 * Try a row, and it with the row below as its second line (NULL = none), as head of `forced` or of any kind.
 * The title decides heads like 数量, and gives what holds for all rows. out is filled in any case; free its cols.
 */
void jc_header_match(struct jc_mapping *out, const struct jc_headers *h, const struct jc_head_row *row,
                     const struct jc_head_row *below, const struct jc_kind *forced, const struct jc_title *title);
/* Of a catalogue without a column of supply areas: those that are called like a province each are marks (jc_column.province). */
void jc_provinces_settle(struct jc_mapping *m);
/* 药品编码 that holds national codes is the column of these, where there is no other (jc_column.coded). */
void jc_codes_settle(struct jc_mapping *m);
/* Of a catalogue without 调整日期: 调整前价格 is not used. */
void jc_adjusted_settle(struct jc_mapping *m);
/* A catalogue with several winners side by side that are no lanes is asked about, unless the others are but named (jc_row_tell_backup_firm). */
void jc_winners_settle(struct jc_mapping *m);
/* Settle the heads that ask their neighbours; m->ask = one that they do not answer. */
void jc_header_settle(struct jc_mapping *m, const struct jc_title *title);
/* The spare columns that stand in for another one. */
void jc_header_find_stand_ins(struct jc_mapping *m);
/* Does a head, or what stands above them (context), hold one of these words? */
bool jc_header_says(const struct jc_mapping *m, const char *context, const char *const *words, size_t n);
/* What a head that asks its neighbours means beside these columns and under these titles; JC_F_COUNT = they do not say. */
enum jc_field jc_header_decide(const struct jc_mapping *m, const struct jc_column *c, const struct jc_title *title);
/* 余额, 账户余额: that of an account, and not of what is owed. */
bool jc_header_is_balance(const struct jc_column *c);
/* 入库金额 is of what came; 采购金额 and 金额 are of what was ordered. */
bool jc_header_is_of_accepted(const struct jc_column *c);
/* An amount in an account with a balance, of which no column says whether it went out or came in. */
bool jc_header_is_mixed(const struct jc_mapping *m, const struct jc_column *c);
/* 拨付金额 that may be what the insurance fund advances to the hospital: to no supplier, or so the titles say. */
bool jc_header_is_advance(const struct jc_mapping *m, const struct jc_column *c, const char *context);
/* Can a title above a table of that kind, or the name of its file, give this field for all rows? */
bool jc_header_from_title(const struct jc_kind *kind, enum jc_field field);
/* What one head means in a table of that kind, JC_F_COUNT = nothing known; its unit and whether it asks go to out. */
enum jc_field jc_header_meaning(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                struct jc_column *out);
/* May a head be a slip of that spelling? They are of one sort, as far as they say (付款编码 is no amount), and of one thing. */
bool jc_header_may_be_slip(struct jc_span head, struct jc_span spelling);
/* A bracket says what a price is for, 单价(元/片) or 中选单价(元/盒): c->field is the one or the other then, and c->asks no longer. */
void jc_header_settle_price(struct jc_column *c, const struct jc_kind *kind);
/* The column is counted in that unit. */
void jc_header_set_unit(struct jc_column *c, const char *unit);
/* Does a head announce data of patients? It is named in m->ask then. key: the head as it is compared. */
void jc_mapping_check_private(struct jc_mapping *m, const char *key, const char *head);
void jc_mapping_free(struct jc_mapping *m);
void jc_mapping_copy(struct jc_mapping *to, const struct jc_mapping *from);
/* The column of the rows that gives a field, or NULL; those of single hospitals are none. */
const struct jc_column *jc_mapping_column(const struct jc_mapping *m, enum jc_field field);
/* Does a column say of each row what it is? 类型 alone may be 西药 as well as 退货. */
bool jc_mapping_names_documents(const struct jc_mapping *m);
/* Does a column say of each row whether it stands: 订单状态, 审核状态, 是否作废, 付款状态? */
bool jc_mapping_states(const struct jc_mapping *m);
/* 备供省份 beside 供应省份: read into a record of its own. */
static inline bool jc_column_is_second_region(const struct jc_column *c)
{
    return c->spare && c->backup;
}
/* The same, or 可替代药品2 beside 可替代药品1. */
static inline bool jc_column_is_second_record(const struct jc_column *c)
{
    return jc_column_is_second_region(c) || (c->spare && c->field == JC_F_SUBSTITUTE);
}
/*
 * What the rows of a list are about, other tables say something of as well: products of a hospital (of no institution list), its
 * own payment term, what it bought of a drug on the watch list.
 */
bool jc_mapping_is_of_others(const struct jc_mapping *m, const struct jc_headers *h);
/* A spare column that gives no other field either (of a head of two it may give the second), and is not heard beside the first. */
bool jc_mapping_is_spare(const struct jc_mapping *m, const struct jc_column *c);
/*
 * The first column of what may be another table beside the first one: it begins with the same head or behind a blank column,
 * and has the heads of three things over again that are no numbers and no days. NULL: there is none.
 */
const struct jc_column *jc_mapping_beside(const struct jc_mapping *m);
/*
 * The same columns below another title: those whose meaning the neighbours decided are decided again. True: one is something
 * else now, or (m->ask) the title does not decide.
 */
bool jc_mapping_settle_again(struct jc_mapping *m, const struct jc_title *title);
/* Of two readings as different kinds: one that lacks nothing, by its score; else whose own heads are there and most of the rest. */
bool jc_mapping_is_better(const struct jc_mapping *m, const struct jc_mapping *best);
/*
 * Is a head of two lines, matched with both, with the upper and with the lower one alone, to be read with both? What the
 * upper one gives as the caption of several columns is asked for then, where both do not say which is meant.
 */
bool jc_mapping_needs_both(struct jc_mapping *pair, const struct jc_mapping *upper, const struct jc_mapping *lower,
                           const struct jc_head_row *row, const struct jc_head_row *below);
/* Keep the texts of a head's rows, of which there are m->rows. */
void jc_mapping_keep_head(struct jc_mapping *m, const struct jc_head_row *const *row);
/* Does this row repeat a line of the head (print layouts)? */
bool jc_mapping_repeats(const struct jc_mapping *m, const struct jc_row *row);
/* May a row repeat it whose first text is this one? It begins as one of the head in its column. */
bool jc_mapping_may_repeat(const struct jc_mapping *m, const struct jc_cell *c, uint32_t col);
/* Is it a head that shares some with this one and has others besides: that of a table of something else? */
bool jc_mapping_resembles(const struct jc_mapping *m, const struct jc_row *row);

#endif
