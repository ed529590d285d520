/* A workbook for each institution: only its rows, worst first, with columns to be filled in and sent back. */
#include <sys/stat.h>

#include "report/book.h"
#include "report/folder.h"

#define NAME_BYTES 150 /* a name on a disk has 255 bytes at most, and a Chinese character takes 3 */

/* What Windows does not take in a name stands as "_"; a name neither begins with a dot or blank nor ends with one. */
static void add_safe(struct jc_buf *out, const char *text)
{
    char name[NAME_BYTES + 1];
    jc_copy(name, sizeof name, text);
    size_t n = strlen(name);
    while (n && (name[n - 1] == ' ' || name[n - 1] == '.'))
        name[--n] = 0;
    for (size_t i = 0; i < n; i++) {
        bool odd = (unsigned char)name[i] < 0x20 || name[i] == 0x7F || strchr("/\\:*?\"<>|", name[i]);
        jc_buf_char(out, odd || (i == 0 && (name[i] == '.' || name[i] == ' ')) ? '_' : name[i]);
    }
}

/* DIR/code_name.xlsx; two that look alike on a disk that knows no capitals are told apart by a number. */
static void path_of(struct jc_buf *out, struct jc_intern *taken, const char *dir, const char *code, const char *name)
{
    struct jc_buf stem = {0}, key = {0};
    bool fresh = false;
    add_safe(&stem, code);
    if (stem.len && *name && strcmp(code, name) != 0)
        jc_buf_char(&stem, '_');
    if (strcmp(code, name) != 0)
        add_safe(&stem, name);
    for (int k = 1; !fresh; k++) {
        jc_buf_clear(out);
        jc_buf_str(out, jc_buf_text(&stem));
        if (k > 1)
            jc_buf_fmt(out, "_%d", k);
        jc_buf_clear(&key);
        jc_text_key(&key, jc_buf_text(out), out->len);
        (void)jc_intern_put(taken, jc_buf_text(&key), key.len, &fresh);
    }
    jc_buf_clear(&key);
    jc_buf_fmt(&key, "%s%s%s.xlsx", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", jc_buf_text(out));
    jc_buf_clear(out);
    jc_buf_str(out, jc_buf_text(&key));
    jc_buf_free(&stem);
    jc_buf_free(&key);
}

static enum jc_status split_all(struct book *b, struct jc_stmt *insts, const char *dir, jc_split_fn *fn, void *ctx,
                                struct jc_err *err)
{
    struct jc_intern *taken = jc_intern_new();
    struct jc_buf path = {0};
    enum jc_status st;
    while ((st = jc_stmt_step(insts, err)) == JC_OK) {
        const char *name = jc_col_text(insts, 2, NULL);
        path_of(&path, taken, dir, jc_col_text(insts, 1, NULL), name);
        st = book_write(b, jc_buf_text(&path), name, jc_col_int(insts, 0), err);
        if (st != JC_OK)
            break;
        fn(ctx, name, jc_buf_text(&path), b->rows);
    }
    jc_buf_free(&path);
    jc_intern_free(taken);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_report_split(struct jc_store *store, const char *dir, enum jc_lang lang, jc_split_fn *fn, void *ctx,
                               struct jc_err *err)
{
    struct book b;
    struct jc_stmt *insts = NULL;
    enum jc_status st = jc_store_script(store, "report/split.sql", err);
    if (st == JC_OK)
        st = make_folder(dir, err);
    if (st != JC_OK)
        return st;
    st = book_open(&b, store, "report/split/", lang, err);
    if (st == JC_OK)
        st = jc_stmt_text_open(&insts, store, "SELECT id, code, name FROM temp.split ORDER BY code, name, id", false,
                               err);
    if (st == JC_OK)
        st = split_all(&b, insts, dir, fn, ctx, err);
    jc_stmt_free(insts);
    book_close(&b);
    return st;
}
