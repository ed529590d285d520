/* An issue is written: what the run was made from, and the result of every statement that a report asks for. */
#include "report/bulletin.h"
#include "report/cell.h"
#include "report/issue.h"
#include "report/notes.h"

struct freezer {
    struct jc_store *store;
    int64_t issue;
    struct jc_stmt *table, *row, *text;
    struct jc_buf cells, key;
};

static void bind_text(struct jc_stmt *s, int i, const char *text)
{
    jc_stmt_str(s, i, text, strlen(text));
}

static void freezer_close(struct freezer *f)
{
    jc_stmt_free(f->table);
    jc_stmt_free(f->row);
    jc_stmt_free(f->text);
    jc_buf_free(&f->cells);
    jc_buf_free(&f->key);
}

static enum jc_status freezer_open(struct freezer *f, struct jc_store *store, int64_t issue, struct jc_err *err)
{
    *f = (struct freezer){.store = store, .issue = issue};
    enum jc_status st = jc_stmt_open(&f->table, store, ISSUE_SQL, "new_table", err);
    if (st == JC_OK)
        st = jc_stmt_open(&f->row, store, ISSUE_SQL, "row", err);
    return st == JC_OK ? jc_stmt_open(&f->text, store, ISSUE_SQL, "text", err) : st;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static void add_json(struct jc_buf *out, const char *s, size_t n)
{
    jc_buf_char(out, '"');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"' || s[i] == '\\')
            jc_buf_char(out, '\\');
        if ((unsigned char)s[i] < 0x20)
            jc_buf_fmt(out, "\\u%04x", (unsigned)s[i]);
        else
            jc_buf_char(out, s[i]);
    }
    jc_buf_char(out, '"');
}

/* Every value as its text: numbers of any size come back from it as they were. */
static void add_cells(struct jc_buf *out, struct jc_stmt *stmt)
{
    int n = jc_col_count(stmt);
    jc_buf_clear(out);
    for (int i = 0; i < n; i++) {
        size_t len;
        const char *s = jc_col_text(stmt, i, &len);
        jc_buf_char(out, i ? ',' : '[');
        if (jc_col_null(stmt, i))
            jc_buf_str(out, "null");
        else
            add_json(out, s, len);
    }
    jc_buf_char(out, ']');
}

static void add_key(struct jc_buf *out, struct jc_stmt *stmt, const struct sheet *sheet)
{
    jc_buf_clear(out);
    for (int i = 0; sheet && i < sheet->n_keys; i++) {
        size_t n;
        const char *s = jc_col_text(stmt, (int)sheet_column_at(&sheet->main, sheet->key[i]), &n);
        if (i && n)
            jc_buf_char(out, ' ');
        jc_buf_add(out, s, n);
    }
}

static enum jc_status put_rows(struct freezer *f, struct jc_stmt *stmt, const struct sheet *sheet, int64_t table,
                               int64_t *rows, struct jc_err *err)
{
    enum jc_status st;
    *rows = 0;
    while ((st = jc_stmt_step(stmt, err)) == JC_OK) {
        add_cells(&f->cells, stmt);
        add_key(&f->key, stmt, sheet);
        jc_stmt_int(f->row, 1, table);
        jc_stmt_int(f->row, 2, ++*rows);
        jc_stmt_str(f->row, 3, jc_buf_text(&f->key), f->key.len);
        jc_stmt_str(f->row, 4, jc_buf_text(&f->cells), f->cells.len);
        st = jc_stmt_run(f->row, err);
        if (st != JC_OK)
            return st;
    }
    return st == JC_END ? JC_OK : st;
}

/* lang -1 and format "" where they make no difference. */
static enum jc_status put_table(struct freezer *f, struct jc_stmt *stmt, const char *asset, const char *part,
                                const struct sheet *keyed, int lang, const char *format, int64_t *rows,
                                struct jc_err *err)
{
    jc_stmt_int(f->table, 1, f->issue);
    bind_text(f->table, 2, asset);
    bind_text(f->table, 3, part ? part : "");
    jc_stmt_int(f->table, 4, lang);
    bind_text(f->table, 5, format);
    jc_stmt_int(f->table, 6, jc_col_count(stmt));
    enum jc_status st = jc_stmt_run(f->table, err);
    return st == JC_OK ? put_rows(f, stmt, keyed, jc_store_rowid(f->store), rows, err) : st;
}

/* A statement in a grouping (NULL = as usual), in both languages if it asks for one. */
static enum jc_status freeze_grouping(struct freezer *f, struct jc_stmt *stmt, const char *asset, const char *part,
                                      const struct sheet *keyed, const struct grouping *by, struct jc_err *err)
{
    char name[64];
    int64_t rows;
    enum jc_status st = JC_OK;
    bool both = jc_stmt_index(stmt, ":lang") != 0;
    for (int lang = both ? JC_ZH : -1; st == JC_OK && lang <= (both ? (int)JC_EN : -1); lang++) {
        source_bind(stmt, lang == JC_EN ? JC_EN : JC_ZH, by);
        st = put_table(f, stmt, asset, source_part(name, part, by), keyed, lang, "", &rows, err);
    }
    return st;
}

/* A statement of a sheet (NULL = of none), in all its groupings if it asks for one. */
static enum jc_status freeze_part(struct freezer *f, const char *asset, const char *part, const struct sheet *sheet,
                                  bool keyed, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, f->store, asset, part, err);
    int n = st == JC_OK && sheet && jc_stmt_index(stmt, ":by") ? sheet->n_by : 1;
    for (int i = 0; st == JC_OK && i < n; i++)
        st = freeze_grouping(f, stmt, asset, part, keyed ? sheet : NULL, i ? &sheet->by[i] : NULL, err);
    jc_stmt_free(stmt);
    return st;
}

/* ---- sheets -------------------------------------------------------------------------------------- */

static enum jc_status put_text(struct freezer *f, const char *text, size_t n, char hex[65], struct jc_err *err)
{
    jc_sha_hex(text, n, hex);
    bind_text(f->text, 1, hex);
    jc_stmt_str(f->text, 2, text, n);
    return jc_stmt_run(f->text, err);
}

/* Once a name, its text elsewhere: issued_sheet and issued_rule. */
static enum jc_status put_named(struct freezer *f, const char *part, const char *name, const char *text, size_t n,
                                struct jc_err *err)
{
    char hex[65];
    struct jc_stmt *s = NULL;
    enum jc_status st = put_text(f, text, n, hex, err);
    if (st == JC_OK)
        st = jc_stmt_open(&s, f->store, ISSUE_SQL, part, err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, f->issue);
        bind_text(s, 2, name);
        bind_text(s, 3, hex);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

/* What stands around a sheet on the published page. */
static enum jc_status freeze_page(struct freezer *f, const struct sheet *sheet, struct jc_err *err)
{
    static const char *const parts[] = {"boxes", "trend", "listed", "method", "params"};
    char asset[64];
    snprintf(asset, sizeof asset, "report/page_%s.sql", sheet->page.id);
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < JC_LEN(parts); i++)
        st = freeze_part(f, asset, parts[i], sheet, false, err);
    return st;
}

static enum jc_status freeze_sheet(struct freezer *f, const struct sheet *sheet, struct jc_err *err)
{
    const struct jc_asset *a = jc_asset_find(sheet->asset);
    enum jc_status st = put_named(f, "sheet", sheet->asset, a->data, sheet_front_length(a->data), err);
    if (st != JC_OK || sheet->no == 0)
        return st;
    st = freeze_part(f, sheet->asset, NULL, sheet, true, err);
    if (st == JC_OK && sheet->below.part)
        st = freeze_part(f, sheet->asset, sheet->below.part, sheet, false, err);
    if (st == JC_OK && sheet->page.id)
        st = freeze_page(f, sheet, err);
    return st;
}

static enum jc_status freeze_sheets(struct freezer *f, struct jc_err *err)
{
    static const char *const page[] = {"run", "lines", "method"};
    struct sheets sheets = {0};
    enum jc_status st = sheets_load(&sheets, err);
    for (size_t i = 0; st == JC_OK && i < sheets.n; i++)
        st = freeze_sheet(f, &sheets.v[i], err);
    for (size_t i = 0; st == JC_OK && i < JC_LEN(page); i++)
        st = freeze_part(f, "report/page.sql", page[i], NULL, false, err);
    if (st == JC_OK)
        st = bulletin_make(f->store, err);
    if (st == JC_OK)
        st = freeze_part(f, BULLETIN_SQL, "lines", NULL, false, err);
    sheets_free(&sheets);
    return st;
}

/* ---- the run ------------------------------------------------------------------------------------- */

static enum jc_status freeze_rules(struct freezer *f, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    const struct jc_asset *a;
    for (size_t i = 0; st == JC_OK && (a = jc_asset_at("rules/", i)); i++) {
        const char *base = strrchr(a->name, '/') + 1;
        char id[64];
        jc_copyn(id, sizeof id, base, strcspn(base, "."));
        if (strcmp(base + strlen(id), ".sql") == 0)
            st = put_named(f, "rule", id, a->data, a->len, err);
    }
    return st;
}

static enum jc_status run_part(struct jc_store *store, const char *part, int64_t issue, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, part, err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, issue);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status new_issue(int64_t *out, struct jc_store *store, int revision, const char *region, jc_day day,
                                struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "new", err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, revision);
        jc_stmt_int(s, 2, day);
        bind_text(s, 3, region ? region : "");
        st = jc_stmt_run(s, err);
    }
    *out = jc_store_rowid(store);
    jc_stmt_free(s);
    return st;
}

enum jc_status freeze_issue(int64_t *out, struct jc_store *store, int revision, const char *region, jc_day day,
                            struct jc_err *err)
{
    struct freezer f = {0};
    enum jc_status st = new_issue(out, store, revision, region, day, err);
    if (st == JC_OK)
        st = run_part(store, "files", *out, err);
    if (st == JC_OK)
        st = run_part(store, "params", *out, err);
    if (st == JC_OK)
        st = freezer_open(&f, store, *out, err);
    if (st == JC_OK)
        st = freeze_rules(&f, err);
    if (st == JC_OK)
        st = freeze_sheets(&f, err);
    freezer_close(&f);
    return st;
}

/* ---- sheet 说明 ------------------------------------------------------------------------------------ */

static enum jc_status count_rows(int64_t *out, const struct source *from, const struct sheet *sheet, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = source_open(&s, from, sheet->asset, NULL, sheet->grouping, err);
    for (*out = 0; st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK;)
        ++*out;
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* Why this revision: the inputs, parameters and rules that are others now, and how much it matters. */
static enum jc_status note_correction(const struct source *from, const struct jc_issue *before, int64_t figures,
                                      struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, from->store, ISSUE_SQL, "note_correction", err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, before->id);
        jc_stmt_int(s, 2, from->issue);
        jc_stmt_int(s, jc_stmt_index(s, ":lang"), from->lang);
        jc_stmt_int(s, jc_stmt_index(s, ":figures"), figures);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status freeze_note(struct freezer *f, const struct sheets *sheets, const struct source *from,
                                  const struct grouping *by, struct jc_err *err)
{
    char part[64];
    const struct sheet *notes = &sheets->v[0];
    struct jc_stmt *stmt = NULL;
    int64_t rows;
    enum jc_status st = JC_OK;
    for (size_t i = 1; st == JC_OK && i < sheets->n; i++) {
        if (!sheet_in_format(&sheets->v[i], from->format))
            continue;
        st = count_rows(&rows, from, &sheets->v[i], err);
        if (st == JC_OK)
            st = notes_sheet(f->store, &sheets->v[i], rows, rows > 0, from->lang, err);
    }
    if (st == JC_OK)
        st = jc_stmt_open(&stmt, f->store, notes->asset, NULL, err);
    if (st == JC_OK) {
        jc_stmt_int(stmt, jc_stmt_index(stmt, ":lang"), from->lang);
        st = put_table(f, stmt, notes->asset, source_part(part, NULL, by), NULL, (int)from->lang, from->format, &rows,
                       err);
    }
    jc_stmt_free(stmt);
    return st;
}

/* Of one ranking (NULL = the usual ones): what it says of the sheets are their rows in it. */
static enum jc_status freeze_notes_by(struct freezer *f, const struct source *from, const struct grouping *by,
                                      struct jc_err *err)
{
    struct sheets sheets = {0};
    enum jc_status st = sheets_load(&sheets, err);
    if (st == JC_OK && by)
        st = sheets_group(&sheets, by->id, from->lang, err);
    if (st == JC_OK)
        st = freeze_note(f, &sheets, from, by, err);
    sheets_free(&sheets);
    return st;
}

enum jc_status freeze_notes(struct jc_store *store, int64_t issue, const char *region, const struct jc_issue *before,
                            int64_t figures, struct jc_err *err)
{
    static const char *const formats[] = {"xlsx", "csv", "json"};
    struct freezer f = {0};
    struct sheets sheets = {0};
    enum jc_status st = sheets_load(&sheets, err);
    size_t rankings = 1;
    while (sheets_grouping(&sheets, rankings - 1))
        rankings++;
    if (st == JC_OK)
        st = freezer_open(&f, store, issue, err);
    for (size_t i = 0; st == JC_OK && i < 2 * JC_LEN(formats) * rankings; i++) {
        size_t k = i / rankings;
        struct source from = {store, issue, k % 2 ? JC_EN : JC_ZH, formats[k / 2]};
        st = notes_begin(store, region, err);
        if (st == JC_OK && before)
            st = note_correction(&from, before, figures, err);
        if (st == JC_OK)
            st = freeze_notes_by(&f, &from, i % rankings ? sheets_grouping(&sheets, i % rankings - 1) : NULL, err);
    }
    freezer_close(&f);
    sheets_free(&sheets);
    return st;
}
