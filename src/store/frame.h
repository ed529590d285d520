/*
 * store, private: frames, the tables of results (frame.h of include/jicai says what they are for). frame.c holds the rows
 * and finds them, frame_table.c shows them to SQL. A frame belongs to a connection and lives until its table is dropped,
 * or made again, or the connection is closed.
 */
#ifndef JICAI_STORE_FRAME_H
#define JICAI_STORE_FRAME_H

#include "jicai/frame.h"
#include "store/store.h"

#define FRAME_COLUMNS 48

struct frame_column {
    char name[32];
    bool text, required; /* NOT NULL */
};

/* A value as it is kept: what is looked up by a key is read whole, so a row lies together. */
union frame_cell {
    int64_t num;     /* JC_NULL = NULL */
    const char *str; /* NULL, or bytes with their number before them: frame_text */
};

/* Rows by the hash of some columns, each chain in the order of the rows. */
struct frame_index {
    uint64_t columns;
    size_t rows, heads; /* rows taken in; a power of two */
    size_t used;        /* heads with a row: about as many different keys there are */
    uint32_t *head, *tail, *next;
    struct frame_index *older;
};

struct jc_frame {
    char name[64];
    struct jc_frame *other; /* of the connection */
    struct frame_column column[FRAME_COLUMNS];
    int columns;
    int number[FRAME_COLUMNS]; /* the columns of integers, in their order */
    int numbers;
    uint64_t key;           /* columns of the primary key, 0 = none */
    bool counted;           /* that key is one INTEGER: NULL asks for the next number */
    union frame_cell *cell; /* rows × columns */
    size_t rows, cap;
    uint8_t *gone; /* rows deleted; NULL = none */
    size_t gone_n;
    uint64_t changes; /* rises with every change */
    struct frame_index *index;
    struct frame_index *retired; /* indexes that a cursor may still walk */
    int cursors;
    char **chunk; /* texts */
    size_t chunk_n, chunk_cap, chunk_left;
    char *chunk_at;
};

/* The frames of a connection are a list from *first; frame_find_name gives NULL if there is none of the name. */
struct jc_frame *frame_find_name(struct jc_frame *first, const char *name);
struct jc_frame *frame_new(struct jc_frame **first, const char *name); /* of no columns yet */
void frame_drop(struct jc_frame **first, struct jc_frame *f);
void frames_free(struct jc_frame **first);

/* A value that is looked for or stored. */
struct frame_value {
    enum { VALUE_NULL, VALUE_INT, VALUE_TEXT } kind;
    int64_t num;
    const char *s;
    size_t n;
};

static inline union frame_cell *frame_at(const struct jc_frame *f, size_t row, int column)
{
    return &f->cell[row * (size_t)f->columns + (size_t)column];
}

static inline const char *frame_text(const char *s, size_t *n)
{
    uint32_t len;
    memcpy(&len, s - sizeof len, sizeof len);
    *n = len;
    return s;
}

/* A new row of NULLs. */
void frame_row(struct jc_frame *f);
/* Sets a column of a row; false: the column takes no such value. */
bool frame_set_value(struct jc_frame *f, size_t row, int column, const struct frame_value *v);
/* Columns of rows that are there already were changed: what is indexed by them is given up. */
void frame_changed(struct jc_frame *f, uint64_t columns);
void frame_delete(struct jc_frame *f, size_t row);

/* The index of these columns, made or brought up to date. */
struct frame_index *frame_index(struct jc_frame *f, uint64_t columns);
/* How many rows a value of these columns is likely to have. */
size_t frame_guess(struct jc_frame *f, uint64_t columns);
/* The first row with the values (one for each column, in their order), or UINT32_MAX; then the next ones alike. */
uint32_t frame_find(const struct jc_frame *f, const struct frame_index *x, const struct frame_value *v);
uint32_t frame_find_next(const struct jc_frame *f, const struct frame_index *x, uint32_t row);
/* Whether the rows as they lie are in the order of these columns, NULLs first, texts by bytes. */
bool frame_ordered(const struct jc_frame *f, const int *column, int n);

/* frame_table.c: registers the module with a connection; SQLITE_OK or a code. */
int jc_store_frames(struct jc_store *store);

#endif
