/* three: a day whose year, month and day stand in columns of their own, read as one. */
#ifndef INGEST_THREE_H
#define INGEST_THREE_H

#include "ingest/record.h"

/* Do the heads from `col` on end in 年, 月 and 日 behind the same words? These are appended to `before`, which may be NULL. */
bool jc_three_heads(struct jc_buf *before, const struct jc_head_row *row, const struct jc_head_row *below,
                    uint32_t col);
/* The cells of such columns as one: 2024年5月6日, 5月6日 without a year, blank where all are. Its text lives until the next row. */
struct jc_cell jc_three_cell(struct jc_load *l, const struct jc_row *row, uint32_t col);

#endif
