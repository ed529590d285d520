/* Private to src/table: formulas without a stored value, counted and told once a sheet has been read (E124). */
#ifndef TABLE_UNKNOWN_H
#define TABLE_UNKNOWN_H

#include "table/format.h"

/* Zero it where a sheet begins. */
struct jc_unknown {
    uint64_t count;
    char first[24];
};

static inline void jc_unknown_add(struct jc_unknown *u, uint32_t col, uint32_t row)
{
    if (u->count++ == 0)
        jc_cell_name(u->first, col, row);
}

static inline void jc_unknown_tell(const struct jc_unknown *u, struct jc_book *book, size_t sheet)
{
    char count[24];

    if (u->count == 0)
        return;
    snprintf(count, sizeof count, "%llu", (unsigned long long)u->count);
    jc_book_add_note(book, 124, jc_book_sheet(book, sheet).name, u->first, NULL, count, NULL);
}

#endif
