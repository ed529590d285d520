/* unit: the closed lists of words behind the spec grammar: what is counted, what it stands in, what is measured. */
#ifndef JICAI_INGEST_UNIT_H
#define JICAI_INGEST_UNIT_H

#include "ingest/norm.h"

enum {                     /* what a unit word can be */
       WORD_COUNT = 1,     /* ×7片 */
       WORD_CONTAINER = 2, /* …/盒 */
       WORD_BOARD = 4,     /* a blister: multiplies, never a pack */
       WORD_OUTER = 8,     /* 件 箱: a transport level */
       WORD_BOX = 16,      /* 盒 中包: an outer level after a count, by itself never one smallest unit */
       WORD_SOLID = 32,    /* 片 粒: the smallest unit whatever it stands in */
       WORD_PUFF = 64,     /* 吸 喷 揿: platforms count puffs or devices */
       WORD_SINGLE = 128,  /* 支 瓶 袋: smallest unit of one product, pack of another */
       WORD_PIECE = 256    /* 个 套 条: of those, what consumables are sold by */
};
struct unit_word {
    const char *text;
    unsigned is;
};
/* The longest word that p begins with, or NULL. */
const struct unit_word *jc_unit_word(const char *p, const char *end);

enum measure_class {
    MEASURE_NONE = 0, /* a number without a unit */
    MEASURE_MASS,
    MEASURE_VOLUME,
    MEASURE_ACTIVITY,
    MEASURE_PERCENT,
    MEASURE_LENGTH,
    MEASURE_OTHER /* compared by its own base unit */
};
struct measure {
    const char *text; /* as folded: lower case */
    const char *base; /* mg, ml, iu … */
    enum measure_class class;
    int times; /* a unit is times × 10^exp of its base */
    int exp;
};
/* The longest measuring unit that p begins with, or NULL. A Latin one must not run on into further letters. */
const struct measure *jc_unit_measure(const char *p, const char *end);
/* 万 百万 亿 千 as a power of ten at p; *n = its bytes, 0 where there is none. */
int jc_unit_power(const char *p, const char *end, size_t *n);

/* Bytes of the Chinese character at p, 0 if there is none (punctuation and marks are none). */
size_t jc_unit_han(const char *p, const char *end);
/* The smallest unit that a form suggests (片, 粒, 支 …), or NULL. Defined with the forms. */
const char *jc_form_unit(struct jc_span form);

#endif
