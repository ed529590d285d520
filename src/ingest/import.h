/* import: what one command's files have in common, and how a file, a folder or a zip gets in and out again. */
#ifndef INGEST_IMPORT_H
#define INGEST_IMPORT_H

#include "ingest/load.h"

/* Headers, dictionaries, the next ids. Close it in any case. */
enum jc_status jc_session_open(struct jc_session *s, struct jc_store *store, const struct jc_ingest_opts *opts,
                               struct jc_err *err) JC_MUST_CHECK;
void jc_session_close(struct jc_session *s);
/* Run a part of sql/settle.sql without rows; v[0] is ?1. */
enum jc_status jc_import_exec(struct jc_store *store, const char *part, const int64_t *v, int n,
                              struct jc_err *err) JC_MUST_CHECK;

/* A file that cannot be used is told, counted and taken back; only what ends the command is returned. */
enum jc_status jc_import_file(struct jc_session *s, const char *path, const char *shown,
                              struct jc_err *err) JC_MUST_CHECK;
/* Does the unpacked file at this path wait? Then it is kept until the session is closed. */
bool jc_import_keeps(struct jc_session *s, const char *path);
/* Count and tell a file that is not used, and leave a trace of it in the store. */
enum jc_status jc_import_refuse(struct jc_session *s, const char *shown, enum jc_status why, struct jc_err *what,
                                struct jc_err *err) JC_MUST_CHECK;
/* The trace of such a file: what is to be said of it, in place of what was said before (read_since, src/sql/schema_17.sql). */
enum jc_status jc_import_leave_out(struct jc_session *s, const char *shown, struct jc_issue *i,
                                   struct jc_err *err) JC_MUST_CHECK;
/* A file, a folder to its bottom, a zip. `named`: by the user, so nothing of it is passed over for its name. */
enum jc_status jc_import_path(struct jc_session *s, const char *path, const char *shown, bool named,
                              struct jc_err *err) JC_MUST_CHECK;

/*
 * Once all rows of a file are written: institutions, versions, and what is to be told of them. first: of each kind the id of the
 * file's first row; idents are used up.
 */
enum jc_status jc_settle_file(struct jc_session *s, const struct jc_file_load *f, struct jc_ident_list *idents,
                              const int64_t *first, struct jc_err *err) JC_MUST_CHECK;

/* Inside a transaction: take the rows of import `id` away; how = 1 undone, 2 replaced. */
enum jc_status jc_undo_rows(struct jc_store *store, int64_t id, int64_t how, struct jc_err *err) JC_MUST_CHECK;
/* Tell that there is no import `id` (0 = none at all) to be taken back, or that it is the compiled-in catalogues. */
enum jc_status jc_undo_none(struct jc_store *store, int64_t id, struct jc_err *err) JC_MUST_CHECK;
/* Inside a transaction: the compiled-in catalogues, if the store has none or others. */
enum jc_status jc_builtin_load(struct jc_store *store, jc_day today, struct jc_err *err) JC_MUST_CHECK;

#endif
