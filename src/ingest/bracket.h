/* bracket: what a head, a caption or a title says beside a name: in what is counted or paid, and that tax is left out. */
#ifndef INGEST_BRACKET_H
#define INGEST_BRACKET_H

#include "ingest/norm.h"

#define JC_UNIT_TEXT 40 /* bytes of what a head says of units, with its NUL: 元/最小销售包装单位 */

/*
 * A bracket at the end of a head's key that holds a unit, or how the column is to be filled in, is no part of the name:
 * 采购金额(万元)(必填), 入库数量(单位:盒), 生产企业(全称). The unit goes to `unit` ("" = none); returns the length without brackets.
 */
size_t jc_bracket_unit(const char *key, size_t n, char *unit, size_t size);
/* The same of a unit behind a slash: 入库数量/盒. n where there is none; `unit` is left alone then. */
size_t jc_bracket_slash(const char *key, size_t n, char *unit, size_t size);
/* The last bracket of the key, at *open; false: it does not end in one. */
bool jc_bracket_last(const char *key, size_t n, size_t *open, struct jc_span *inner);
/* 月, 年: what days are not. Such a unit says something of payment terms alone. */
bool jc_bracket_time(struct jc_span s);
/* 元/盒, 元/万片: the money of a price, and what it is for. False: it is no such unit. */
bool jc_bracket_price(struct jc_span s, struct jc_unit *money, struct jc_unit *of);
/* What a number in that unit is multiplied by: 万元 and 万片 10 000, else 1; *per: and divided by 10^per, of 元/万片 4. */
int64_t jc_bracket_factor(const char *unit, int *per);
/* Does it say what is counted? 万片 and 盒 do; 万 alone is a factor, 万盒 where a unit column says 盒. */
bool jc_bracket_counts(const char *unit);
/*
 * 单价(不含税), 不含税金额: what is measured is the same, and worth less than what is paid. True: that was said, and is cut
 * out of the key.
 */
bool jc_bracket_net(struct jc_buf *key);

#endif
