/* notice: what is found when all rows of a file are there, collected first and told afterwards. */
#ifndef INGEST_NOTICE_H
#define INGEST_NOTICE_H

#include "ingest/load.h"

/*
 * Something to say about places that the store has to be asked for. The store belongs to the writer's thread as soon as
 * a row is handed over, so what is found is collected first and told afterwards.
 */
struct jc_notices {
    struct jc_issue *v;
    size_t n, cap;
    size_t unheld; /* institutions that were held against no list, there being too many of them */
};
#define JC_NOTICES_MAX 200 /* of a sort and a file; the rest is counted */

/* Borrowed until the next is added. */
struct jc_issue *jc_notice_add(struct jc_notices *list, int code, const char *value, const char *a1, const char *a2);
/* Name file, sheet and row of a notice; nothing where sheet is 0. */
enum jc_status jc_notice_place(struct jc_store *store, struct jc_issue *i, int64_t sheet, int64_t row,
                               struct jc_err *err) JC_MUST_CHECK;
/* Another row that a notice speaks of: file › sheet › row; of another import than that of sheet `from` with its number. */
#define JC_NOTICE_WHERE (JC_ERR_TEXT + 160)
enum jc_status jc_notice_where(char out[JC_NOTICE_WHERE], struct jc_store *store, int64_t sheet, int64_t row,
                               int64_t from, struct jc_err *err) JC_MUST_CHECK;
/* Where more of a sort were found than are told one by one: how many. f: the file, NULL = of several. */
void jc_notices_rest(struct jc_notices *list, const struct jc_file_load *f, int what, size_t found);
/* Tell and free them. */
enum jc_status jc_notices_tell(struct jc_session *s, struct jc_notices *list, struct jc_err *err) JC_MUST_CHECK;

/* Something about the file. */
enum jc_status jc_notice_tell(struct jc_file_load *f, const struct jc_err *note, struct jc_err *err) JC_MUST_CHECK;
/* What its reader found, once its sheets are read, but for what was told of their cells. */
enum jc_status jc_notice_tell_book(struct jc_file_load *f, struct jc_err *err) JC_MUST_CHECK;

/* ---- agreements said again: again.c ---- */

/* Rows of agreements that took the place of others (jc_settle_versions). */
struct jc_said_list {
    struct jc_said_again {
        int64_t by, gone;
    } * v;
    size_t n, cap;
};
void jc_said_add(void *list, int64_t by, int64_t gone);
/* Tell of them: ids from `first` on are rows of this file. Frees the list. */
enum jc_status jc_said_tell(struct jc_session *s, const struct jc_file_load *f, struct jc_said_list *list,
                            int64_t first, struct jc_notices *told, struct jc_err *err) JC_MUST_CHECK;
/* The same of terms, funds, scores, duties or watch lists that a file says twice and otherwise; part: of sql/settle.sql. */
enum jc_status jc_small_tell(struct jc_session *s, const struct jc_file_load *f, struct jc_said_list *list,
                             const char *part, int64_t first, struct jc_notices *told,
                             struct jc_err *err) JC_MUST_CHECK;
/* The same of rows of a list of institutions, or of aliases, that say otherwise than the ones before them: listed_again.c. */
enum jc_status jc_listed_tell(struct jc_session *s, const struct jc_file_load *f, struct jc_said_list *list,
                              bool aliases, struct jc_notices *told, struct jc_err *err) JC_MUST_CHECK;

#endif
