/* load: one book -> its sheets -> rows of records. */
#ifndef INGEST_LOAD_H
#define INGEST_LOAD_H

#include "ingest/record.h"

/* What the sheet before leaves to one that goes on with it; zero = nothing. */
struct jc_last {
    const struct jc_rounds *rounds; /* that titles may name */
    struct jc_mapping map;
    struct jc_title title; /* what holds behind its last row */
    struct jc_buf titles;  /* the titles that say so, a line each */
    struct jc_buf said;    /* and the name of the sheet */
};

struct jc_file_load {
    struct jc_session *s;
    const char *path; /* as shown */
    int64_t file;
    struct jc_book *book;
    struct jc_counter *nth;
    struct jc_ident_list *idents;
    struct jc_memo *org_memo, *item_memo, *firm_memo, *word_memo;
    struct jc_places *places;
    struct jc_ingest_sheet *sheets; /* what became of each, for the watch */
    size_t n, cap;
    int64_t rejected;
    size_t read; /* sheets with a known head */
    struct {
        struct jc_issue *v;
        size_t n, cap;
    } refused; /* why the others are not read */
    bool hidden;
    struct {
        int64_t rows, sheet; /* the first such sheet */
        uint32_t first;
        char name[JC_ERR_TEXT];
    } few; /* rows that stand on an earlier sheet as well, of sheets with less than three of them */
    /*
     * A title may name the round of a catalogue that is not read yet. Such a sheet waits for the others of its book, and a
     * book of which nothing is read for the other files.
     */
    bool may_wait, waits; /* the sheet at hand */
    bool postponed;       /* the book: nothing of it is told or stored */
    struct jc_last last;  /* the sheet before, for one that goes on without a head */
    bool prepass;         /* merged ranges are looked up before the rows */
    char stem[256];       /* the sheet name of a file that has none */
};

/* Load every visible sheet. JC_NOTFOUND: no sheet has a known head (err says what is nearest), or the book is postponed. */
enum jc_status jc_load_book(struct jc_file_load *f, struct jc_err *err) JC_MUST_CHECK;
void jc_file_load_free(struct jc_file_load *f);

/* Find the head of a sheet, as `map` shows it; the sheet must be freshly opened. JC_END: there is none. */
struct jc_head_search {
    const struct jc_rounds *rounds; /* that titles may name */
    struct jc_mapping map;
    struct jc_buf context;   /* names of sheet and file (jc_title_names), titles above the head; a line each */
    struct jc_title title;   /* what they say */
    struct jc_title nearest; /* where none is found: the same above the head that almost fits; its text is gone */
    int64_t above;           /* rows read before and with the head */
    char delimiter;          /* the whole table stands in one column, split by this; 0 = no */
    /* the rows after the head that were read already */
    struct jc_row_copy *ahead[JC_HEAD_AHEAD];
    size_t n_ahead;
    struct jc_buf seen; /* first rows, for the message that no head was found */
    bool own;           /* one of them is the head of a report of ours */
};
enum jc_status jc_head_find(struct jc_head_search *out, struct jc_sheet *sheet, const struct jc_headers *h,
                            const struct jc_rounds *rounds, const struct jc_kind *forced, const char *file,
                            const char *name, struct jc_err *err) JC_MUST_CHECK;
void jc_head_search_free(struct jc_head_search *h);
/* A table begins: its columns (kept in h), and what its title gives for all rows. */
void jc_load_use_head(struct jc_load *l, struct jc_head_search *h);
/* The institution of the rows that name none themselves, by what a title or a column calls it; borrowed. */
void jc_load_call_inst(struct jc_load *l, const char *text);
/* The units above it, for columns that name none; tells of what it took, and of what is not understood. */
void jc_load_use_units(struct jc_load *l, const struct jc_title *t);
/* Columns without tax that are not read, where no other gives what they are of. */
void jc_load_tell_untaxed(struct jc_load *l);
/* A column of a table with hospitals in columns that is none of theirs. */
bool jc_head_left_out(const struct jc_column *c);
/* A row of the sheet: made a record or refused, or passed over; counted either way. */
void jc_load_record(struct jc_load *l, const struct jc_row *row);
void jc_load_skip(struct jc_load *l);
/* Hospitals in columns: the list of institutions knows which they are; strange ones are told. */
void jc_wide_check(struct jc_load *l);
/* A record for every hospital that has a volume in this row; a total that differs from their sum is told. */
void jc_wide_row(struct jc_load *l, const struct jc_row *row);
/* The same of a table with records side by side (lanes.h). */
void jc_lanes_row(struct jc_load *l, const struct jc_row *row);
/* Columns that nobody reads and that no other message names: a table tells of them at its end. */
struct jc_unread {
    struct jc_unread_column {
        uint32_t col;
        bool headed; /* it has a head, and is left out beside hospitals in columns */
        int meant;   /* what a number in it may mean for the figures: which message says so, 0 = nothing is known */
        bool found;  /* a number stands in it */
        bool words;  /* something else does, below a head */
        bool told;
    } * v;
    size_t n, cap;
    uint32_t width; /* of the head */
    bool numbered;  /* so far the first column counts the rows */
    int64_t rows;
};
#define JC_UNREAD_BEHIND 64u /* so many of them at most behind the last head */
void jc_unread_begin(struct jc_unread *u, const struct jc_mapping *m);
void jc_unread_see(struct jc_unread *u, const struct jc_row *row);
void jc_unread_tell(struct jc_unread *u, struct jc_load *l);
void jc_unread_free(struct jc_unread *u);
/* Heads of payments that may name the invoices or orders paid and are not read, where no column does. */
void jc_unread_tell_documents(struct jc_load *l);
/* Of a catalogue without supply areas: the heads that may be those of one. */
void jc_unread_tell_regions(struct jc_load *l);
/* Marks in the place of a name or a day (同上, 〃): the row as it is read, borrowed until the next one; told once a table. */
struct jc_ditto {
    struct jc_ditto_above *above; /* a column each */
    size_t n;
    struct jc_cell *cells;
    size_t cap;
    struct jc_row row;
    int64_t taken;
    char at[24], word[16]; /* the first of them */
};
void jc_ditto_begin(struct jc_ditto *d, const struct jc_mapping *m);
const struct jc_row *jc_ditto_row(struct jc_ditto *d, const struct jc_row *row);
void jc_ditto_tell(const struct jc_ditto *d, struct jc_load *l);
void jc_ditto_free(struct jc_ditto *d);
/* Rows of a table all of whose cells that are read are struck through, and rows of which some are: struck.c. */
struct jc_struck {
    int64_t rows, parts;
    uint32_t first;         /* of the former */
    char at[24], value[64]; /* the first such cell of the latter */
};
void jc_struck_see(struct jc_struck *s, const struct jc_load *l, const struct jc_row *row);
void jc_struck_tell(const struct jc_struck *s, struct jc_load *l);
/* Columns that are left unread because another one gives their field: those that say something else are told (rival.c). */
struct jc_rivals {
    struct jc_rival {
        size_t at;         /* place in the mapping of one that agrees so far */
        bool steps;        /* 入库日期 beside 验收日期: a few days apart by their nature */
        int64_t rows, far; /* rows with both of these, and those in which they are more than some days apart */
        uint32_t row;      /* the first of them, and what it says */
        char mine[24], other[24];
    } * v;
    size_t n, cap;
};
void jc_rivals_begin(struct jc_rivals *r, const struct jc_load *l);
/* A row that is about to be read: what says something else in it is told, and looked at no more. */
void jc_rivals_see(struct jc_rivals *r, struct jc_load *l, const struct jc_row *row);
/* The sheet ends: days of two steps that are apart in too many rows are told. */
void jc_rivals_end(struct jc_rivals *r, struct jc_load *l);
void jc_rivals_free(struct jc_rivals *r);
/* Each need of the kind has a value in this row, or is met for all rows. */
bool jc_head_meets_needs(const struct jc_mapping *m, const struct jc_row *row);
/* It may be read as it stands: a kind is known, no head has to be asked for, none is of patients. */
bool jc_head_is_clear(const struct jc_head_search *h);
/*
 * Why a title that speaks of it gives no round or no day: it names several (E212, E213), or days of something else (E214);
 * *value = what it says. 0: it says nothing.
 */
int jc_head_not_given(const struct jc_title *t, enum jc_field f, const char **value);
/* Is all that it lacks the round, which a title may give: once the catalogue is known in which that is called so? */
bool jc_head_lacks_round(const struct jc_head_search *h);
/* Why it may not: always an error, with what to do about it. */
enum jc_status jc_head_refuse(const struct jc_head_search *h, struct jc_err *err);

/* A sheet with this head was read to its end. A wide table, or one in a single column, leaves nothing. */
void jc_last_keep(struct jc_last *last, const struct jc_head_search *h);
void jc_last_free(struct jc_last *last);
/*
 * Does sheet i, in which `h` has found no head, go on with the one before? Its first row then reads like the rows there,
 * behind at most three titles, which must name an institution, period, unit or round; neither they nor the name of the sheet
 * may say that it is no more of the same (退货, 出库, 作废). *sheet is opened anew; where it goes on it has delivered h->next, and h has columns and title.
 */
bool jc_last_goes_on(struct jc_head_search *h, struct jc_sheet **sheet, const struct jc_last *last,
                     struct jc_book *book, size_t i, const char *name, const char *file);
/* Does the sheet behind sheet i, which is full, have what follows: without a head, or with the same one? */
bool jc_last_is_followed(const struct jc_last *last, struct jc_book *book, size_t i);

/* A row that stays when the sheet goes on. */
struct jc_row_copy {
    struct jc_row row;
    struct jc_cell *cells;
    char *text;
};
struct jc_row_copy *jc_row_copy_new(const struct jc_row *row);
/* The one text cell of a row split at a delimiter; another row is copied as it is. */
struct jc_row_copy *jc_row_split(const struct jc_row *row, char delimiter);
void jc_row_copy_free(struct jc_row_copy *r);

#endif
