/* Differences between two issues, as lists: first what they were made from, then the cells. */
#include "cli/cli.h"
#include "jicai/issue.h"

struct telling {
    const struct cli *cli;
    const struct jc_changes *changes;
    struct list *reasons, *cells;
    size_t most;
};

static void tell_change(void *arg, const struct jc_change *c)
{
    struct telling *t = arg;
    const char *before = c->before ? c->before : t->cli->json ? NULL : "—";
    const char *after = c->after ? c->after : t->cli->json ? NULL : "—";
    if (!c->sheet) {
        const char *const cells[] = {c->what, c->key, before, after};
        for (size_t i = 0; i < JC_LEN(cells); i++)
            list_str(t->reasons, cells[i]);
        return;
    }
    if (t->most && list_rows(t->cells) >= t->most)
        return;
    const char *const cells[] = {c->sheet, c->subject, c->what, before, after, c->key};
    for (size_t i = 0; i < JC_LEN(cells); i++)
        list_str(t->cells, cells[i]);
}

struct telling *telling_new(struct cli *cli, struct jc_changes *changes, size_t most)
{
    struct telling *t = jc_alloc(sizeof *t);
    *t = (struct telling){cli, changes, list_new(cli, "reason"), list_new(cli, "change"), most};
    list_col(t->reasons, "what", "变化", "Changed", false);
    list_col(t->reasons, "item", "名称", "Name", false);
    list_col(t->reasons, "before", "原来", "Before", false);
    list_col(t->reasons, "after", "现在", "Now", false);
    list_col(t->cells, "sheet", "工作表", "Sheet", false);
    list_col(t->cells, "subject", "对象", "Subject", false);
    list_col(t->cells, "column", "列", "Column", false);
    list_col(t->cells, "before", "原值", "Before", false);
    list_col(t->cells, "after", "新值", "After", false);
    list_col(t->cells, "key", "依据号", "Key", false);
    *changes = (struct jc_changes){.lang = cli->lang, .fn = tell_change, .arg = t};
    return t;
}

void telling_end(struct telling *t)
{
    const struct cli *cli = t->cli;
    size_t reasons = list_rows(t->reasons), cells = list_rows(t->cells);
    if (reasons)
        put(cli, "\n%s%s%s", ink(cli, stdout, BOLD), tr(cli, "所据数据和规则的变化", "What they were made from"),
            ink(cli, stdout, PLAIN));
    list_end(t->reasons);
    if (cells)
        put(cli, "\n%s%s%s", ink(cli, stdout, BOLD), tr(cli, "数字的变化", "Figures that differ"),
            ink(cli, stdout, PLAIN));
    list_end(t->cells);
    if ((int64_t)cells < t->changes->figures)
        put(cli, tr(cli, "  %s…共 %lld 处%s", "  %s… %lld in all%s"), ink(cli, stdout, DIM),
            (long long)t->changes->figures, ink(cli, stdout, PLAIN));
    free(t);
}
