/* Heads that name a month: "{month-11}" is the month eleven before that of the cut-off day, written as yyyy-mm. */
#include "jicai/store.h"
#include "report/sheet.h"

#define HOLDER "{month-"

static void name_month(char *head, jc_day as_of)
{
    char day[11];
    jc_day_text(day, jc_day_month_add(as_of, -(int)strtol(head + strlen(HOLDER), NULL, 10)));
    jc_copyn(head, sizeof "yyyy-mm", day, strlen("yyyy-mm")); /* shorter than the holder, so it fits */
}

static void name_months(struct sheet *s, jc_day as_of)
{
    for (size_t k = 0; k < s->main.n; k++)
        for (int l = 0; l < 2; l++) /* in the sheet's own copy of its text */
            if (strncmp(s->main.col[k].head[l], HOLDER, strlen(HOLDER)) == 0)
                name_month(s->text + (s->main.col[k].head[l] - s->text), as_of);
}

void sheets_months_at(struct sheets *sheets, jc_day as_of)
{
    for (size_t i = 0; i < sheets->n; i++)
        name_months(&sheets->v[i], as_of);
}

enum jc_status sheets_months(struct sheets *sheets, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, "report/run.sql", "info", err);
    if (st == JC_OK)
        st = jc_stmt_step(s, err);
    if (st == JC_OK)
        sheets_months_at(sheets, (jc_day)jc_col_int(s, 0));
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st; /* nothing assessed: told by who needs it */
}
