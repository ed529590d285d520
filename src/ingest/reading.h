/*
 * reading: a sheet under way, from its head to its last row. load.c reads its rows, below.c what stands among them;
 * tell.c has what there is to say about it.
 */
#ifndef INGEST_READING_H
#define INGEST_READING_H

#include "ingest/load.h"
#include "ingest/rows.h"

#define JC_SAMPLE_ROWS 200 /* by which a column of numbers is found to be one of days */

struct jc_sum {
    int64_t since, all; /* the last total, and of the table */
};

/* What the amounts of a table add up to so far. */
struct jc_sums {
    enum jc_field field[16]; /* what is added up */
    size_t n;
    struct jc_sum *column; /* of the mapping */
    int64_t since, all;    /* rows */
    /* totals above the first row of data, the number and the first text of each: of nothing, if none follows */
    uint32_t *lone;
    size_t n_lone, lone_cap;
    struct jc_buf lone_texts; /* a line each */
    /* totals that name a hospital and are no sum of rows above: their rows, and the keys of the names */
    struct jc_sum_of {
        uint32_t row;
        char name[96], text[96];
    } * of;
    size_t n_of, of_cap;
};

/* A sheet under way. A second table below the first, under a head of its own, begins a new load. */
struct jc_reading {
    struct jc_file_load *f;
    struct jc_load *l;
    struct jc_head_search h;
    struct jc_sheet *sheet;
    struct jc_fill *fill;
    const char *name;
    size_t index;
    uint32_t last; /* number of the last row */
    struct jc_row_copy *sample[JC_SAMPLE_ROWS];
    size_t sampled;
    bool sampling, began;    /* something of the sheet is told or stored */
    bool continued;          /* it has no head of its own */
    bool renewed;            /* it goes on below another title, with the columns of the table above */
    bool titled;             /* titles stand below the last row of data */
    int note;                /* the number of the line in which a note below them goes on; 0 = none does */
    struct jc_title below;   /* and say this */
    struct jc_buf low;       /* they themselves, a line each */
    bool judged;             /* it is known what they mean for the rows below */
    bool elsewhere;          /* they name another institution than those above */
    struct jc_buf top;       /* the titles above the first head */
    struct jc_period period; /* which they give, or the last title that gives one */
    bool back, top_back;     /* the titles of this table say that goods were returned, and those above the first */
    bool backups;            /* the last caption that tells says that awards below it are those of backups */
    bool left;               /* rows are left out: by a title they are no more of the same */
    bool doubted;            /* or nobody can tell whether they are: then they count as refused */
    bool unselected;         /* they are of what did not win or is selected no more */
    char why[96];            /* this one */
    char remark[96];         /* a title that may only be a remark on a row, and where it stands */
    uint32_t remark_row;
    char span[64];          /* the days of a title that were taken for a term, and told */
    struct jc_title first;  /* what the names of file and sheet and the titles above the first head say */
    struct jc_counter *nth; /* of rows without numbers in this sheet; NULL in the first one */
    struct jc_sums sums;
    struct jc_row_copy *over; /* amounts alone before all others, which may be the total of those below */
    struct jc_row_copy *bare; /* amounts alone, which may be the total that ends the table: if nothing follows */
    bool foreign;             /* what stands here is a table that nobody knows, up to the next head */
    bool like_ours;           /* it is one of ours but for something: as a sheet of its own it would be refused */
    bool goes_on;             /* it is full, and the next sheet has what follows */
    bool restart;             /* its merged blocks have to be looked up first */
    struct jc_unread unread;
    struct jc_ditto ditto;
    struct jc_struck struck;
    struct jc_rivals rivals;
};

/* The table of r->h begins, or ends and is stored. */
void jc_reading_begin(struct jc_reading *r);
enum jc_status jc_reading_end(struct jc_reading *r, struct jc_err *err) JC_MUST_CHECK;
/* As many rows as a sheet holds, or a round number: an export may have been cut there (formats.md 3.6). */
bool jc_reading_is_full(const struct jc_reading *r);
/* A path without its folders. */
const char *jc_load_base_name(const char *path);

/* ---- totals without their word: sum.c ---- */

void jc_sums_begin(struct jc_sums *s, const struct jc_load *l);
void jc_sums_free(struct jc_sums *s);
/* A total stands here: what follows is added up anew. row = NULL: it is of more than this table holds. */
void jc_sums_total(struct jc_sums *s, const struct jc_load *l, const struct jc_row *row);
/* The table ends: totals are refused where no rows stand that they could be of, for nothing else has their figures. */
void jc_sums_end(struct jc_reading *r);
/* Amounts beside nothing that says whose: a sum of what stands above, no sum in any case, or one only if it ends the table. */
enum jc_bare { JC_BARE_SUM, JC_BARE_ROW, JC_BARE_OPEN };
enum jc_bare jc_sums_judge(const struct jc_sums *s, const struct jc_load *l, const struct jc_row *row);

/* ---- what there is to say about a table: tell.c ---- */

/* About its head, once it is settled that it is read so; the units of its columns are settled with that. */
void jc_reading_tell_head(struct jc_reading *r);
/* Its last row is read. */
void jc_reading_tell_end(struct jc_reading *r);

/* ---- what stands among the rows: below.c ---- */

/* The first head is found: a numbered caption above it (一、非中选药品) is of the rows up to the next one. */
void jc_below_head(struct jc_reading *r);
/* 注：1. … in a row that is passed over: the lines by which it goes on are no titles. */
void jc_below_note(struct jc_reading *r, const struct jc_row *row);
/* The title of what stands below. */
void jc_below_title(struct jc_reading *r, const struct jc_row *row);
/*
 * Is the row left out, because titles say that it is no more of the same (出库明细, 作废)? That is told once. What they mean
 * for the columns is not asked where the row may be a head itself.
 */
bool jc_below_is_left(struct jc_reading *r, const struct jc_row *row, bool may_be_head);
/* The same columns go on, `row` on, below titles of another round, time, unit or flow; false: they say nothing of the sort. */
bool jc_below_renews(struct jc_reading *r, const struct jc_row *row);
/*
 * A row that may be a head: of another table, which it begins (true), or of one that nobody knows: then r->foreign, and what
 * stands below it, up to the next head, is not read with the columns of this one. That is told.
 */
bool jc_below_begins(struct jc_reading *r, const struct jc_row *row, enum jc_row_head may);

/* ---- rows without numbers that stand several times: twins.c ---- */

/* Tell of those of a sheet, when its rows are read; of sheets that have too few of them by themselves, when all are. */
void jc_twins_tell(struct jc_reading *r);
enum jc_status jc_twins_tell_few(struct jc_file_load *f, struct jc_err *err) JC_MUST_CHECK;

#endif
