/* title: what stands above a head, and in the names of sheet and file, of the facts that no column gives. */
#ifndef INGEST_TITLE_H
#define INGEST_TITLE_H

#include "ingest/norm.h"

struct jc_title {
    const char *text;    /* all of it, a line for each cell; borrowed */
    char inst[96];       /* 医疗机构：柳川县人民医院, or the name of a sheet; "" = none */
    char other_inst[96]; /* the name of sheet or file names this one, where a title names `inst`; "" = none */
    char round[96];      /* NVBP04, 国家第四批, 浙江省第三批; "" = none, or more than one */
    char rounds[96];     /* 第四批、第五批: which of them, nobody says; "" = at most one */
    char unit[24];       /* 单位：万片, 单位：盒、万元: of quantities; "" = none */
    char money[24];      /* 单位：万元, 金额单位：人民币万元: of amounts; "" = none */
    char unclear[48];    /* units that are not understood, or contradict each other; "" = none are */
    bool dated;          /* the days below stand in the line of the round, and are its own */
    jc_day from, to;     /* 2024年4月1日至2025年3月31日; JC_NO_DAY = none, or more than one */
    bool term;           /* it says that these are the days of an agreement (协议期, 采购周期, 执行) */
    char span[64];       /* the days as they are written */
    char spans[128];     /* several, of which none goes before the others; "" = at most one */
    char no_term[96]; /* 统计期间：…: days, but of something else; "" = there are none such, or others beside them */
};

/*
 * The rounds of catalogues: what they are called elsewhere, a title may call them, too. NULL stands for none everywhere.
 */
struct jc_rounds;
struct jc_rounds *jc_rounds_new(void);
void jc_rounds_free(struct jc_rounds *r);
void jc_rounds_add(struct jc_rounds *r, struct jc_span code, struct jc_span name, bool builtin);
/* The longest code or name of one that stands at s, a part of line. */
struct jc_known_round {
    size_t len;
    const char *text; /* as the catalogue writes it; borrowed until the next is added */
    int number;       /* 4 of 第四批国家组织药品集中采购, 0: it has none */
    bool code;
};
bool jc_rounds_at(struct jc_known_round *out, const struct jc_rounds *r, struct jc_span line, struct jc_span s);
/* A name that has the same key (jc_round_key) as this text, borrowed; NULL: none has. */
const char *jc_rounds_like(const struct jc_rounds *r, const char *text);
bool jc_rounds_is_code_of(const struct jc_rounds *r, const char *code, const char *name);
/* Is it, by its code or what is left of its name, one of the built-in catalogues, whose groups are known? */
bool jc_rounds_is_builtin(const struct jc_rounds *r, struct jc_span code, struct jc_span name);

/* Does a text hold one of these words? */
bool jc_title_has_word(const char *text, const char *const *words, size_t n);
/* Does a text name an institution by its end (…医院, …卫生院, …服务中心), or is it an institution code? */
bool jc_title_names_institution(struct jc_span name);
/* May it be one, written short (柳川一院, 城北院区门诊)? What is not is a head that names something else, or a place. */
bool jc_title_may_be_institution(struct jc_span name);
/*
 * Code and name of what an institution is called by: H33078200901青岭县人民医院, 青岭县人民医院(H33078200901), or one alone.
 * Parts of text; n = 0: it has none.
 */
void jc_title_split_institution(struct jc_span *code, struct jc_span *name, struct jc_span text);
/* A firm that sells, by its words (公司, 药业, 商行 …); 甲医院有限公司 and a 大药房 are none. */
bool jc_title_names_firm(struct jc_span name);
/* 全市医院, 各医院, 公立医院, 乡镇卫生院: many, so none. */
bool jc_title_names_many(struct jc_span name);
/* The first institution of a line: 柳川县人民医院 of 柳川县人民医院4月采购明细. */
bool jc_title_leads_institution(char *out, size_t size, struct jc_span line);
/* unit, money and unclear of a title of which text and inst are known: the part of jc_title_parse that reads units. */
void jc_title_find_units(struct jc_title *t);
/* text = titles, each ended by a line break; before them the names of sheet and file, as jc_title_names writes them. */
void jc_title_parse(struct jc_title *out, const char *text, const struct jc_rounds *known);
/* Fill round and days of a title, of which text is set: round.c. */
void jc_title_find_round(struct jc_title *t, const struct jc_rounds *known);
/* Fill the days alone; the line in which they stand, n = 0: in none. term.c */
struct jc_span jc_title_find_term(struct jc_title *t);
/* Only the days of another. */
void jc_title_take_days(struct jc_title *to, const struct jc_title *t);
/* Does it name an institution, a round, a unit or days? */
bool jc_title_says(const struct jc_title *t);
/* What `t` says goes before what `to` says; the days of another round are not those of this one. */
void jc_title_merge(struct jc_title *to, const struct jc_title *t);

/* ---- lines of a title: flow.c ---- */

/* What goes before the titles: the names of sheet and file, a line each, and an empty line. */
void jc_title_names(struct jc_buf *out, const char *sheet, const char *file);
/* The titles behind those names, if there are any. */
const char *jc_title_lines(const char *text);

enum jc_title_level { JC_LEVEL_TITLE, JC_LEVEL_SHEET, JC_LEVEL_FILE };
/* Lines from the nearest to the farthest: titles from the last up, the name of the sheet, that of the file. */
struct jc_title_walk {
    const char *text, *titles, *at;
    enum jc_title_level level; /* of the line that was given last */
};
struct jc_title_walk jc_title_walk(const char *text);
bool jc_title_next(struct jc_title_walk *w, struct jc_span *line);

/* Came the goods in (入库, 验收, 收货), or went they back (退货)? The nearest line that speaks of it decides. */
enum jc_flow { JC_FLOW_UNSAID, JC_FLOW_IN, JC_FLOW_BACK, JC_FLOW_BOTH };
enum jc_flow jc_title_flow(const char *text);
/*
 * The word by which titles say that what stands below them is no more of what stands above: 出库, 作废, 库存. A word that
 * `above` has too says nothing of the sort. NULL: there is none. `among` the rows of a table 退货 is none of them, and a 作废
 * that may be of a row neither: that is a remark.
 */
const char *jc_title_other(const char *titles, const char *above, bool among);
bool jc_title_is_remark(struct jc_span line, const char *above);
/* The word by which the nearest title or name calls all rows of its table void (作废订单, 已取消). NULL: none does. */
const char *jc_title_void(const char *text);
/*
 * Does a title or name say that what stands below did not win, or is selected no more (停止供应, 取消中选资格)? The word, NULL =
 * none. A numbered caption (二、非中选药品) is of a part of the sheet, and not of all.
 */
const char *jc_title_unselected(const char *text);
/* 备供企业供应地区表, and nothing of those that are not: what stands below are backups. */
bool jc_title_backups(const char *text);
/* What the nearest caption of a part of a catalogue says of the awards below it, and the word by which it does. */
enum jc_section { JC_SECTION_UNSAID, JC_SECTION_WINNERS, JC_SECTION_BACKUPS, JC_SECTION_UNSELECTED };
enum jc_section jc_title_section(const char *titles, const char **word);
/* 2 of 2. or （2）, 0 = none; the number that the next line of a note bears (注：, 注：1. …), 0 = it is no such note. */
int jc_title_number(struct jc_span line);
int jc_title_note(struct jc_span line);
/* A line among awards that speaks of what ended or lost. */
bool jc_title_is_award_remark(struct jc_span line);
/* Do titles say that records of ours stand below (入库, 采购, 付款, 约定 …)? */
bool jc_title_is_record(const char *titles);

/* ---- what a table is about: matter.c ---- */

enum jc_matter {
    JC_MATTER_UNSAID,
    JC_MATTER_PAID,    /* 付款, 回款 */
    JC_MATTER_GOODS,   /* 入库, 采购, 退货 */
    JC_MATTER_OWED,    /* 结算, 发票, 应付款 */
    JC_MATTER_PLANNED, /* 计划, 申请, 合同: nothing of it has happened yet */
    JC_MATTER_WITHIN   /* 调拨, 领用, 库存: within the hospital */
};
/* The last word of a line decides; all = 1 << matter of every one, and of which of them it is called by. */
struct jc_said_matter {
    enum jc_matter matter;
    unsigned all;
    const char *word;
};
struct jc_said_matter jc_line_matter(struct jc_span line);
/* What the nearest line that speaks of any says. */
struct jc_said_matter jc_title_matter(const char *text);

#endif
