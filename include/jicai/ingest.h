/*
 * ingest: spreadsheets -> facts. Finds every file of a folder or zip, recognises what each sheet holds by its headers,
 * turns rows into records of a kind (rule book 1), or refuses them with file, sheet, cell, value, problem and cure, and
 * decides which version of a line counts. Nothing is judged here.
 *
 * For every file rows = kept + superseded + rejected + skipped (rule book 0.6), where superseded is counted by the
 * store at the time of asking: a later file may supersede rows of an earlier one.
 */
#ifndef JICAI_INGEST_H
#define JICAI_INGEST_H

#include "base.h"
#include "store.h"

struct jc_ingest_sheet {
    const char *name, *kind; /* kind id, "" = no known header; borrowed during the callback */
    int64_t header_row, rows, kept, rejected, skipped;
    bool wide;    /* hospitals stand in columns: every filled cell counts as a row */
    int64_t file; /* its number in the store: several files of an import may have one path */
};

enum jc_file_state { JC_FILE_LOADED, JC_FILE_DUPLICATE, JC_FILE_REFUSED, JC_FILE_UNKNOWN };

/* What to be told while importing; any callback may be NULL. Everything is borrowed during the call. */
struct jc_ingest_watch {
    void *ctx;
    void (*issue)(void *ctx, const struct jc_err *issue, enum jc_severity severity, bool rejected);
    /* err: why it was refused (state REFUSED or UNKNOWN), else NULL */
    void (*file)(void *ctx, const char *path, enum jc_file_state state, const struct jc_ingest_sheet *sheets, size_t n,
                 const struct jc_err *err);
    void (*progress)(void *ctx, const char *path, int64_t rows);
};

struct jc_ingest_opts {
    const char *kind;    /* every sheet is of this kind, or NULL */
    const char *profile; /* file with the user's own header spellings, or NULL */
    int64_t replace;     /* id of the import whose place this takes, or 0 */
    bool dry_run;        /* do everything, store nothing */
    bool feedback;       /* the files are workbooks of `jicai split` that came back: take the answers, nothing else */
    bool correction;     /* its purchase lines and payments win over what other imports say of the same ones */
    bool strict;         /* a file with a rejected row is refused as a whole */
    const char *writes;  /* a file that the caller writes meanwhile, or NULL: passed over where a folder holds it */
    const char *spares;  /* a file that the caller is going to write, or NULL: JC_USAGE where rows were read from it */
    jc_day today;        /* day of import: later dates are errors */
    int64_t now;         /* Unix seconds, for the log */
    struct jc_ingest_watch watch;
};

struct jc_ingest_total {
    int64_t id; /* of the import, 0 if nothing was stored */
    int files, loaded, duplicates, refused, unknown;
    int64_t rows, kept, rejected, skipped, superseded;
};

/*
 * Import files, folders (to the bottom, `~$` files passed over) and zips, in one transaction; a file that fails is taken
 * back as a whole and told, the others stay. JC_INTERRUPTED: nothing was stored. A file already loaded is told and
 * passed over. The built-in catalogues are loaded first where they are not.
 */
enum jc_status jc_ingest_run(struct jc_ingest_total *out, struct jc_store *store, const char *const *paths, size_t n,
                             const struct jc_ingest_opts *opts, struct jc_err *err) JC_MUST_CHECK;
struct jc_ingest_undone {
    int64_t id, replaced; /* replaced: the import whose place it had taken, 0 = none */
    bool back;            /* whose rows are there again; false where an older program did not keep them */
};
/* Take back import `id` (0 = the last that was not undone). Versions it had superseded count again. */
enum jc_status jc_ingest_undo(struct jc_store *store, int64_t id, struct jc_ingest_undone *out,
                              struct jc_err *err) JC_MUST_CHECK;
/* Load the compiled-in national catalogues where the database has none, or older ones. */
enum jc_status jc_ingest_builtin(struct jc_store *store, jc_day today, int64_t now, struct jc_err *err) JC_MUST_CHECK;

/* A platform's 23-column form (rule book 4.10) as a claim, in temporary tables; nothing is stored. */
struct jc_claim {
    int64_t rows;
    jc_day as_of;          /* the day to compare for, or JC_NO_DAY = that of the data */
    struct jc_buf missing; /* heads that the form lacks, joined by 、; the caller frees it */
};
enum jc_status jc_ingest_claim(struct jc_claim *out, struct jc_store *store, const char *path,
                               struct jc_err *err) JC_MUST_CHECK;

/* `map`: what was recognised in a file, as readable lines, or as a profile file to edit (--save). */
enum jc_status jc_ingest_map(struct jc_buf *out, const char *path, const char *profile, bool as_profile,
                             enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;
/* The heads of an empty table of `kind` (id or Chinese name) joined by commas, as a line of CSV without BOM; JC_NOTFOUND names the nearest. */
enum jc_status jc_ingest_template(struct jc_buf *out, const char *kind, struct jc_err *err) JC_MUST_CHECK;
/* The i-th kind: id, names; false past the end. */
bool jc_ingest_kind_at(size_t i, const char **id, const char **zh, const char **en);

#endif
