/* settle: after rows came or went: who is who among the institutions, and which version of a line counts. */
#ifndef INGEST_SETTLE_H
#define INGEST_SETTLE_H

#include "ingest/record.h"

/* Match every spelling of an institution to the lists, codes and aliases; *moved: one that was known means another now. */
enum jc_status jc_settle_institutions(struct jc_store *store, bool *moved, struct jc_err *err) JC_MUST_CHECK;
/*
 * New spellings that have nothing to do with any other, with a list or an alias, are institutions of their own: *done, and all others
 * are who they were. Which name and number they get jc_settle_institutions says, once at the end of an import.
 */
enum jc_status jc_settle_new_institutions(struct jc_store *store, bool *done, struct jc_err *err) JC_MUST_CHECK;
/* Does the file write one institution in two ways? Of each its own rows were counted (nth) while it was read. */
enum jc_status jc_settle_spelled_twice(struct jc_store *store, int64_t file, bool *twice,
                                       struct jc_err *err) JC_MUST_CHECK;
/* Count the rows from `from` on of each institution and identity in a file anew, for the tables that depend on it. */
enum jc_status jc_settle_count_again(struct jc_store *store, int64_t from, const char *table,
                                     struct jc_err *err) JC_MUST_CHECK;
/* By identity; what is equal stays in its order. */
void jc_idents_sort(struct jc_ident *v, size_t n);
/* Does who is who depend on this table? Then its versions are settled before the institutions are. */
bool jc_settle_is_list(const char *table);
/* Row `by` takes the place of row `gone`, which counted until now: an older one, or one before it in its file. */
struct jc_settle_versions {
    void (*replaced)(void *ctx, int64_t by, int64_t gone);
    void *ctx;
};
/*
 * Versions of a small kind: all rows of `table` whose identity a row with id >= from has, with from = 0 all rows.
 * *replaced = how many older rows no longer count; watch may be NULL.
 */
enum jc_status jc_settle_table(struct jc_store *store, const char *table, int64_t from, int64_t *replaced,
                               const struct jc_settle_versions *watch, struct jc_err *err) JC_MUST_CHECK;
/* Versions of everything that belongs to an institution, after one of them turned out to be another. */
enum jc_status jc_settle_moved(struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
/* Rows of an import, of whatever kind, that do not count because of a newer version. */
enum jc_status jc_settle_count(struct jc_store *store, int64_t import, int64_t *superseded,
                               struct jc_err *err) JC_MUST_CHECK;
/* A line without numbers that stands, equal, in another file as well, where it counts (疑似重复). */
typedef void jc_settle_twin(void *ctx, int64_t sheet, int64_t row, int64_t other_sheet, int64_t other_row);
/*
 * A new line that is passed over for an older one, though nothing says that it is the older state: their days are the
 * same and what they say is not, or only a day was moved back. It may be a correction (rule book 1: import --replace).
 */
struct jc_passed {
    int64_t ident, era, sheet, row, other_sheet, other_row;
    enum jc_field field;   /* the first one in which they differ */
    int64_t mine, other;   /* its values; JC_UNSAID = none */
    const char *mine_text; /* where a word and no number stands there, else NULL; borrowed */
    bool pending;          /* a payment said not to be made yet, for one that was: its past, or set back */
};
#define JC_UNSAID INT64_MIN
/* A new line of which it is doubtful whether it is the other one. */
enum jc_doubt {
    JC_DOUBT_RECEIPT,  /* both count: the same receipt, product, day and quantity, other words beside them */
    JC_DOUBT_DELIVERY, /* both count: one order line, one row names a delivery and the other does not */
    JC_DOUBT_SHEET,    /* both count: the same numbers on another sheet of the file, which say otherwise */
    JC_DOUBT_PASTED,   /* both count: the same numbers on one sheet, and everything alike */
    JC_DOUBT_AGAIN,    /* one counts: the same receipt on another sheet of the file, and everything alike */
    JC_DOUBT_PRODUCT,  /* one counts: they are of different products */
    JC_DOUBT_LESS,     /* one counts: it was accepted (given back) later, and no more of it */
    JC_DOUBT_SECOND,   /* one counts: more was accepted later, the sum so far or another delivery */
    JC_DOUBT_UNDATED,  /* it counts, but no day says that it is the newer state */
    JC_DOUBT_FIXED,    /* the other one counts, a correction: though this is a newer state */
    JC_DOUBTS
};
struct jc_doubtful {
    int64_t ident, sheet, row, other_sheet, other_row;
    enum jc_doubt what;
    int64_t accepted, other_accepted; /* of JC_DOUBT_SECOND */
};
struct jc_settle_watch {
    jc_settle_twin *twin;
    void (*passed)(void *ctx, const struct jc_passed *p);
    void (*doubt)(void *ctx, const struct jc_doubtful *d);
    void (*corrected)(void *ctx); /* a new line of a correction takes the place of an older one */
    void *ctx;
};
/* One more purchase line of the file; identities are written in sorted stretches while the file is read. */
enum jc_status jc_settle_add(struct jc_writer *writer, struct jc_ident_list *list, struct jc_ident line,
                             struct jc_err *err) JC_MUST_CHECK;
/* Store the identities of new purchase lines (list is sorted) and settle the versions of those that are not new. */
enum jc_status jc_settle_purchases(struct jc_store *store, struct jc_writer *writer, struct jc_ident_list *list,
                                   const struct jc_settle_watch *watch, struct jc_err *err) JC_MUST_CHECK;
/* The new payments (id >= from) that are passed over so. */
enum jc_status jc_settle_payments_passed(struct jc_store *store, int64_t from, const struct jc_settle_watch *watch,
                                         struct jc_err *err) JC_MUST_CHECK;
/* Settle these identities again, or with n = 0 all that more than one line has. */
enum jc_status jc_settle_again(struct jc_store *store, const int64_t *idents, size_t n,
                               struct jc_err *err) JC_MUST_CHECK;

/* Rows of whose own numbers a spreadsheet left 6.92E+12 do not count where a row of another file has them whole; when all else is
   settled. */
enum jc_status jc_settle_blurred(struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;

#endif
