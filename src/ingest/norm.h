/*
 * norm: what the texts of a product, a firm, a code and a region mean. Pure functions over text: no input or
 * output, no database, no state. One spelling in, one comparable value out, or a reason why there is none.
 *
 * A *reason* is the number of a message in src/ingest/messages.tsv (262 for E262), 0 = none. Nothing is guessed:
 * a text that is not understood to its last character gives a reason and no value (rule book 2.4).
 * A *key* is text two spellings of which are the same thing exactly when the keys are equal bytes.
 */
#ifndef JICAI_INGEST_NORM_H
#define JICAI_INGEST_NORM_H

#include <jicai/table.h>

/* A piece of UTF-8 text that need not end in NUL; p may be NULL when n is 0. Borrowed. */
struct jc_span {
    const char *p;
    size_t n;
};
static inline struct jc_span jc_span(const char *s)
{
    return (struct jc_span){s, s ? strlen(s) : 0};
}
/* What is left of it without its first n bytes. */
static inline struct jc_span jc_span_behind(struct jc_span s, size_t n)
{
    return (struct jc_span){s.p + n, s.n - n};
}
static inline bool jc_span_begins(struct jc_span s, const char *word)
{
    const size_t n = strlen(word);
    return s.n >= n && memcmp(s.p, word, n) == 0;
}
static inline bool jc_span_ends(struct jc_span s, const char *word)
{
    const size_t n = strlen(word);
    return s.n >= n && memcmp(s.p + s.n - n, word, n) == 0;
}
static inline bool jc_span_has(struct jc_span s, const char *word)
{
    return s.n > 0 && jc_text_find(s.p, s.n, word, strlen(word)) != NULL;
}

/* ---- specs: formats.md part 4 ------------------------------------------------------------------ */

enum jc_spec_how {
    JC_SPEC_NONE = 0,  /* no units per pack; units_reason says why */
    JC_SPEC_COUNT,     /* 20mg×7片/盒, 7片/板×4板/盒, 20mg*7 */
    JC_SPEC_CONTAINER, /* 100ml/瓶: one container is one smallest unit (medium confidence) */
    JC_SPEC_GLUED,     /* 0.5g/30袋: the count follows a slash */
    JC_SPEC_AMBIGUOUS  /* two readings, candidate[0] and [1]; units stays 0 (60丸×12支/盒: 12 or 720) */
};

#define JC_STRENGTH_MAX 192 /* bytes of a strength key with its NUL; a longer one is E273 */
#define JC_UNIT_MAX     16  /* bytes of a unit's name with its NUL */

/* A level of a pack beside the smallest unit and the pack itself: the 板 of 7片/板×4板/盒 holds 7, the 件 of …×100盒/件 2800. */
struct jc_level {
    char name[JC_UNIT_MAX]; /* "" = none */
    int64_t units;
};
enum { JC_LEVELS = 2 };

struct jc_spec {
    /*
     * Canonical amounts in mg, ml, iu (and %, mmol, kcal, mbq, mm …): equal exactly when the parsed amounts are.
     * A fill stands first ("5ml:50mg" for 5ml:50mg, 50mg/5ml, 50mg:5ml, 5ml:5mg with the percent taken
     * out), other amounts keep their order ("80mg+5mg", names of ingredients left out), or, where each is named, have that in
     * which the generic name has them. "" = none.
     */
    char strength[JC_STRENGTH_MAX];
    bool strength_known;  /* false: the text holds no strength, or one that strength_reason tells of */
    int32_t units;        /* smallest units per pack, 0 = unknown */
    int32_t candidate[2]; /* the two readings of JC_SPEC_AMBIGUOUS, else 0 */
    enum jc_spec_how how;
    bool outer;      /* an outer level was dropped: 0.5g×24粒×600盒 = 24 */
    bool may_be_one; /* no count, but the unit column is 支 瓶 袋 …: the caller may assume 1 and say so */
    char counted[JC_UNIT_MAX];   /* what is counted: 片 粒 支 袋 …; "" where the text names none */
    char container[JC_UNIT_MAX]; /* 盒 瓶 袋 …; "" */
    struct jc_level level[JC_LEVELS];
    int units_reason;    /* 261-268 */
    int strength_reason; /* 261, 269-274 */
    char rest[48];       /* what was not understood, for {1} of 261 */
};

struct jc_spec_in {
    struct jc_span spec; /* 规格: strength, or strength and count */
    struct jc_span pack; /* 包装: "20mg*7", "7片/盒", "7"; empty = none. A count here goes before one in spec */
    struct jc_span unit; /* 单位 column; a cross-check: see may_be_one; a 盒 of 10g/袋 holds nobody knows how many */
    struct jc_span name; /* 通用名: the order of its ingredients */
};

/* Always fills out. False: neither a strength nor units were found. */
bool jc_spec_parse(struct jc_spec *out, const struct jc_spec_in *in);

/* 盒, where one of what is in it is in a 袋 of its own: nobody knows how many it holds. */
bool jc_unit_boxes(struct jc_span unit, const char *container);

enum jc_unit_kind {
    JC_UNIT_NONE = 0, /* not a unit this program knows, or blank */
    JC_UNIT_SMALLEST, /* 片 粒 丸 …, 最小制剂单位 */
    JC_UNIT_EITHER,   /* 支 瓶 袋 …: smallest unit of one product, pack of another */
    JC_UNIT_PACK,     /* 盒, 包装, 最小包装 */
    JC_UNIT_OUTER,    /* 件 箱 */
    JC_UNIT_MONEY     /* 元 */
};
struct jc_unit {
    enum jc_unit_kind kind;
    int64_t times;          /* 万片 -> 10000 */
    char name[JC_UNIT_MAX]; /* 片; "" for 最小制剂单位 and for a bare 万 */
    bool bare;              /* a power alone: 万, which names nothing that is counted */
};
/* A unit column or the unit bracket of a header: 盒, 万片, 元, 最小制剂单位, (盒), 片/粒. False: kind NONE. */
bool jc_unit_parse(struct jc_unit *out, struct jc_span text);
/* 片/支/盒: each row has its own, and nothing says which. */
bool jc_unit_is_mixed(struct jc_span text);

/* What one finds in a pack of a product, as its spec, its form or its name say. */
enum jc_pieces {
    JC_PIECES_UNKNOWN = 0,
    JC_PIECES_SOLID, /* 片 粒 丸: a 瓶, 袋 or 盒 is a pack of them */
    JC_PIECES_SINGLE /* 支 瓶 袋 of an injection, a liquid, a powder: each is one */
};
enum jc_pieces jc_pieces_of(const struct jc_spec *spec, struct jc_span form, struct jc_span name);

/* What there is to count of a product: its smallest unit (jc_unit_smallest), its pack, and what stands between or above. */
struct jc_counted {
    char smallest[JC_UNIT_MAX];
    char container[JC_UNIT_MAX]; /* of the pack, as the spec names it; "" */
    struct jc_level level[JC_LEVELS];
    int64_t units; /* of a pack, 0 = unknown */
    enum jc_pieces pieces;
};
struct jc_unit_count {
    bool known;    /* false: the unit says nothing, and times is 1 */
    int64_t each;  /* smallest units that one of it holds, 0 = it is a pack */
    int64_t times; /* 万片 -> 10000 */
    bool doubtful; /* nobody says that it is a pack: 箱, 板 of unknown size, 千克 */
};
/*
 * Rule book 1, Units: what a quantity in that unit counts. Smallest units where it names that of its own spec and a pack
 * holds more than one, or nobody knows how many; 最小制剂单位 always; a level of the spec by its size; else packs.
 */
struct jc_unit_count jc_unit_count(struct jc_span unit, const struct jc_counted *of);

/*
 * One of what nobody packs by number, as far as is known: a 支 or 瓶 of an injection, a liquid or a powder, and of what is
 * neither tablets nor capsules a 个, 套 or 条, by which consumables are sold.
 */
bool jc_unit_single(const char *name, const struct jc_counted *of);

/* Name of the smallest unit: the spec's counted unit, else from the form (片剂 片, 胶囊 粒, 注射 支 …), else 最小单位.
 */
const char *jc_unit_smallest(const struct jc_spec *spec, struct jc_span form);

/* ---- makers: formats.md part 5 ------------------------------------------------------------------ */

enum {                    /* what was taken off, for the log (E279) */
       JC_MAKER_TAIL = 1, /* one letter or digit after the legal suffix: 有限公司S */
       JC_MAKER_MARK = 2, /* a mark in front: ★ */
       JC_MAKER_CUT = 4, /* a bracket that was never closed: …（深圳太太药业有限公司，健康元海滨药业有限公司受 */
       JC_MAKER_LINE = 8, /* a line break inside the name: told by nobody */
       JC_MAKER_LEAD = 16 /* a letter, and perhaps a digit, in front of a Chinese name: G成都… */
};
struct jc_maker {
    struct jc_buf keys; /* holder, then producers and repackers, joined by '\n'; "" = unknown maker */
    char *core;         /* holder without legal suffix and brackets, "" = too short to compare */
    size_t producers;   /* how many keys after the first are producers; those after them are repackers */
    size_t repackers;
    unsigned repairs;
    int reason; /* why unknown: 276 blank, 277 a place or 进口 only, 278 a date or number */
};
/* Always fills out. False: unknown maker, never to be matched. Free with jc_maker_free in either case. */
bool jc_maker_parse(struct jc_maker *out, struct jc_span text);
void jc_maker_free(struct jc_maker *m);

enum jc_maker_match { /* in rising order; from NAMED on it is exact (rule book 2.2), PROBABLE is to be confirmed (2.3)
                       */
                      JC_MAKER_NONE = 0,
                      JC_MAKER_PROBABLE, /* the same holder but for its legal suffix or brackets */
                      JC_MAKER_NAMED,    /* one side's holder is a producer or repacker of the other */
                      JC_MAKER_EXACT     /* the same holder */
};
/* Over keys and core as jc_maker_parse gives them; an unknown maker ("") matches nothing. */
enum jc_maker_match jc_maker_match(const char *keys_a, const char *core_a, const char *keys_b, const char *core_b);

/* ---- codes: rule book 1 and 2.1 --------------------------------------------------------------- */

enum jc_code_kind {
    JC_CODE_NONE = 0,
    JC_CODE_MEDICINE,    /* X + 22 */
    JC_CODE_PATENT,      /* Z + 19, Chinese patent medicine */
    JC_CODE_CONSUMABLE,  /* C + 19 or C + 26 */
    JC_CODE_INSTITUTION, /* H or P + 11 digits */
    JC_CODE_CREDIT       /* unified social credit code, check symbol right */
};
/*
 * The text of an identifier: NFKC, no blanks, upper case, without spreadsheet guards (' or ="…"); "" for a blank.
 * Returns 203 for a destroyed one (8.69012E+13 as text, or a number cell with an exponent from 10^11 on, from 2^53
 * on, or with more than 15 digits), 242 or 243 for a cell without a value; out is then empty. Else 0.
 */
int jc_code_text(struct jc_buf *out, const struct jc_cell *cell);
/* The kind whose shape the text (of jc_code_text) has. */
enum jc_code_kind jc_code_kind(struct jc_span code);
/* Reason (281 product code, 283 institution code, 284 credit code, 285 its check symbol) if it is not of that shape;
 * any of the three product kinds asks for a product code. */
int jc_code_check(struct jc_span code, enum jc_code_kind wanted);
/* Rule book 2.1 (b): medicine characters 1-14 and 19-23, consumable the first 20; "" for every other text. */
void jc_code_key(char key[24], struct jc_span code);

/* ---- generic names and forms: rule book 2.2 ------------------------------------------------------ */

/* Key of a generic name: jc_text_key without procurement tags ([集采], ★, (国谈) …), and with the acid or base of a salt that stands in a
   bracket in its place (氨氯地平片(苯磺酸)); appended to out. */
void jc_name_key(struct jc_buf *out, struct jc_span name);

/*
 * Canonical form, appended to out: possible classes joined by '|', then what kind of it is written, each after '+':
 * "片" for 片, 片剂, 薄膜衣片; "片+缓释"; "注射" for 注射剂, 注射液, 粉针, 注射用无菌粉末; "片|胶囊|颗粒|散|丸" for
 * 口服常释剂型. An unknown form is its jc_text_key after '?'; a blank one is "".
 */
void jc_form_key(struct jc_buf *out, struct jc_span form);

#endif
