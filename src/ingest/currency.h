/* currency: in which money a table is. Sums are in yuan; what is in another money is refused, and never added to them. */
#ifndef INGEST_CURRENCY_H
#define INGEST_CURRENCY_H

#include "ingest/record.h"

/* Is this, a cell of 币种, the yuan: 人民币, CNY, RMB, 元, 156, 01? */
bool jc_currency_is_yuan(struct jc_span cell);
/* Does a text name another money: 付款金额(美元), USD 100, $100? */
bool jc_currency_is_other(struct jc_span text);
/* 币种：美元, 单位：万美元, （USD）: what the nearest title that speaks of it says, cut to `size`; "" = yuan, or nothing. */
void jc_currency_of_titles(char *out, size_t size, const char *titles);
/* A row of money that is no yuan, by its 币种, the head of its amount or the titles, is refused. */
void jc_currency_check(struct jc_load *l);
/* A column that is not read, and holds other money. */
bool jc_currency_is_left(const struct jc_column *c);

#endif
