/* A platform's form against what was assessed. */
#include "report/book.h"

enum { E_NO_SHEET = 791 };

/* Our own form is what sheet 3 says, so that both can never differ. */
static enum jc_status fill_platform(struct jc_store *store, struct jc_err *err)
{
    const struct jc_asset *form = jc_asset_find("report/sheets/03_platform.sql");
    struct jc_buf sql = {0};
    struct jc_stmt *stmt = NULL;
    if (!form)
        return jc_fail(err, JC_INTERNAL, E_NO_SHEET, NULL, "report/sheets/03_platform.sql", "");
    jc_buf_fmt(&sql, "INSERT INTO temp.platform\n%s", form->data);
    enum jc_status st = jc_stmt_text_open(&stmt, store, jc_buf_text(&sql), false, err);
    if (st == JC_OK)
        st = jc_stmt_run(stmt, err);
    jc_stmt_free(stmt);
    jc_buf_free(&sql);
    return st;
}

static enum jc_status write_workbook(struct jc_store *store, const char *path, enum jc_lang lang, struct jc_err *err)
{
    struct book b;
    enum jc_status st = book_open(&b, store, "report/reconcile/", lang, err);
    if (st == JC_OK)
        st = book_write(&b, path, NULL, 0, err);
    book_close(&b);
    return st;
}

enum jc_status jc_report_reconcile(struct jc_store *store, const char *path, enum jc_lang lang, struct jc_err *err)
{
    enum jc_status st = jc_store_script(store, "report/reconcile_begin.sql", err);
    if (st == JC_OK)
        st = fill_platform(store, err);
    if (st == JC_OK)
        st = jc_store_script(store, "report/reconcile.sql", err);
    return st == JC_OK && path ? write_workbook(store, path, lang, err) : st;
}
