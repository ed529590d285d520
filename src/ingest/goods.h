/* goods: whether a row says that its product is a medicine or a consumable (rule book 9), kept by sheet and product. */
#ifndef INGEST_GOODS_H
#define INGEST_GOODS_H

#include "ingest/norm.h"
#include "ingest/writer.h"

/* As in table goods. */
enum jc_goods { JC_GOODS_UNSAID, JC_GOODS_MEDICINE, JC_GOODS_PIECES, JC_GOODS_CONSUMABLE };
/* 高值耗材, 西药, 中药饮片; JC_WORD_UNKNOWN: something else, or both. */
int jc_word_goods(struct jc_span t);

/* What was written of each product by the last sheet that did so: each word of a sheet is stored once. */
struct jc_goods_seen {
    struct jc_goods_said {
        int64_t era;   /* the reading of that sheet, which may be read again under the same number */
        unsigned said; /* 1 << enum jc_goods */
    } * at;            /* by item.id */
    size_t cap;
    int64_t era;
};
void jc_goods_free(struct jc_goods_seen *g);

#endif
