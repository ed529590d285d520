/* prefix: what the words in front of a known end of a head make of it: 本期入库数量, 调拨入库数量, 药房入库数量. */
#ifndef INGEST_PREFIX_H
#define INGEST_PREFIX_H

#include "ingest/kind.h"

enum jc_prefix {
    JC_PREFIX_SAME, /* nothing: 本次, 实际, 采购 before 入库数量 */
    JC_PREFIX_PART, /* one of several: 3月, 一季度, 第四批. Read where it is the only one */
    JC_PREFIX_YEAR, /* of what is agreed: 2023年, 第二年, 三年, which may be another year than the row's. Asked for */
    JC_PREFIX_OPEN, /* nobody knows: whoever has no better column asks */
    JC_PREFIX_OTHER /* another measure: 未, 累计, 调拨, 全市 */
};
/* s: the text before the end, folded as a key. */
enum jc_prefix jc_prefix_of(const char *s, size_t n, enum jc_field f);

/* Of what stretch a volume is, as its head says: 年度约定采购量, 采购周期内约定采购量. */
enum jc_term { JC_TERM_UNSAID, JC_TERM_YEAR, JC_TERM_WHOLE };
enum jc_term jc_prefix_term(const char *head);

#endif
