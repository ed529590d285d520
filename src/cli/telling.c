/*
 * Differences between two issues: first what they were made from, then the figures. A few are listed as they come; of many
 * what matters most is shown, and how many there are on each sheet.
 */
#include "cli/cli.h"
#include "jicai/issue.h"

enum { WHOLE = 40, TOP = 10, CELLS = 5 };

struct kept {
    char *cell[CELLS]; /* sheet, subject, column, before, after; NULL = was not there */
    int64_t by;
};

/* The changes of a kind that go farthest, those first that came first. */
struct top {
    struct kept v[TOP + 1];
    size_t n;
    int64_t all;
};

struct counted {
    char *sheet;
    int64_t came, gone, cells;
};

struct telling {
    const struct cli *cli;
    const struct jc_changes *changes;
    bool all;
    struct list *reasons, *cells;
    struct top top[JC_CHANGE_KINDS];
    struct counted *sheet;
    size_t n, cap;
};

static void count_change(struct telling *t, const struct jc_change *c)
{
    size_t i = 0;
    while (i < t->n && strcmp(t->sheet[i].sheet, c->sheet) != 0)
        i++;
    if (i == t->n) {
        t->sheet = jc_grow(t->sheet, &t->cap, t->n + 1, sizeof *t->sheet);
        t->sheet[t->n++] = (struct counted){.sheet = jc_strdup(c->sheet)};
    }
    struct counted *s = &t->sheet[i];
    s->came += !c->before;
    s->gone += !c->after;
    s->cells += c->before && c->after;
}

static int64_t size_of(int64_t by)
{
    return by < 0 ? -by : by;
}

static void free_kept(struct kept *k)
{
    for (int i = 0; i < CELLS; i++)
        free(k->cell[i]);
}

static void keep_top(struct top *top, const struct jc_change *c)
{
    const char *const cells[CELLS] = {c->sheet, c->subject, c->what, c->before, c->after};
    size_t at = top->n;
    top->all++;
    while (at && size_of(top->v[at - 1].by) < size_of(c->by))
        at--;
    if (at == TOP)
        return;
    memmove(&top->v[at + 1], &top->v[at], (top->n - at) * sizeof *top->v);
    top->v[at].by = c->by;
    for (int i = 0; i < CELLS; i++)
        top->v[at].cell[i] = cells[i] ? jc_strdup(cells[i]) : NULL;
    if (top->n < TOP)
        top->n++;
    else
        free_kept(&top->v[TOP]);
}

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
    count_change(t, c);
    if (c->kind != JC_CHANGE_PLAIN)
        keep_top(&t->top[c->kind], c);
    if (!t->all && list_rows(t->cells) > WHOLE)
        return;
    const char *const cells[] = {c->sheet, c->subject, c->what, before, after, c->key};
    for (size_t i = 0; i < JC_LEN(cells); i++)
        list_str(t->cells, cells[i]);
}

static void add_columns(struct list *l)
{
    list_col(l, "sheet", "工作表", "Sheet", false);
    list_col(l, "subject", "对象", "Subject", false);
    list_col(l, "column", "列", "Column", false);
    list_col(l, "before", "原值", "Before", false);
    list_col(l, "after", "新值", "After", false);
}

struct telling *telling_new(struct cli *cli, struct jc_changes *changes, bool all)
{
    struct telling *t = jc_alloc(sizeof *t);
    *t = (struct telling){.cli = cli,
                          .changes = changes,
                          .all = all || cli->json,
                          .reasons = list_new(cli, "reason"),
                          .cells = list_new(cli, "change")};
    list_col(t->reasons, "what", "变化", "Changed", false);
    list_col(t->reasons, "item", "名称", "Name", false);
    list_col(t->reasons, "before", "原来", "Before", false);
    list_col(t->reasons, "after", "现在", "Now", false);
    add_columns(t->cells);
    list_col(t->cells, "key", "依据号", "Key", false);
    *changes = (struct jc_changes){.lang = cli->lang, .fn = tell_change, .arg = t};
    return t;
}

/* ---- shown --------------------------------------------------------------------------------------- */

static void heading(const struct cli *cli, const char *text)
{
    put(cli, "\n%s%s%s", ink(cli, stdout, BOLD), text, ink(cli, stdout, PLAIN));
}

/* ↑8, ↓2 of places; +9.45, -0.30 of anything else. */
static void move_text(char *dst, size_t size, enum jc_change_kind kind, int64_t by)
{
    char digits[32];
    bool rank = kind == JC_CHANGE_RANK;
    jc_scaled_text(digits, sizeof digits, size_of(by), rank ? 0 : 2, rank ? 0 : 2);
    if (by == 0)
        snprintf(dst, size, "—");
    else if (rank)
        snprintf(dst, size, "%s%s", by > 0 ? "↑" : "↓", digits);
    else
        snprintf(dst, size, "%s%s", by > 0 ? "+" : "-", digits);
}

static void show_top(const struct telling *t, enum jc_change_kind kind)
{
    static const char *const titles[JC_CHANGE_KINDS][2] = {
        [JC_CHANGE_RANK] = {"名次变动最大的", "Ranks that moved most"},
        [JC_CHANGE_RATE] = {"比率变动最大的（百分点）", "Rates that moved most (points)"},
        [JC_CHANGE_DEBT] = {"新出现逾期未付的（元）", "Newly overdue (yuan)"}};
    const struct cli *cli = t->cli;
    const struct top *top = &t->top[kind];
    char move[40];
    if (!top->n)
        return;
    struct list *l = list_new(cli, "top");
    heading(cli, tr(cli, titles[kind][0], titles[kind][1]));
    add_columns(l);
    list_col(l, "by", "变动", "Move", true);
    for (size_t i = 0; i < top->n; i++) {
        for (int k = 0; k < CELLS; k++)
            list_str(l, top->v[i].cell[k]);
        move_text(move, sizeof move, kind, top->v[i].by);
        list_str(l, move);
    }
    list_end(l);
    if (top->all > (int64_t)top->n)
        put(cli, tr(cli, "  另有 %lld 处", "  and %lld more"), (long long)top->all - (long long)top->n);
}

static void add_count(struct list *l, const char *name, const struct counted *s)
{
    list_str(l, name);
    list_int(l, s->cells);
    list_int(l, s->came);
    list_int(l, s->gone);
}

static void show_counts(const struct telling *t)
{
    struct list *l = list_new(t->cli, "count");
    heading(t->cli, tr(t->cli, "各张表变了多少", "How much differs on each sheet"));
    list_col(l, "sheet", "工作表", "Sheet", false);
    list_col(l, "cells", "变了的数", "Figures", true);
    list_col(l, "came", "新增的行", "New rows", true);
    list_col(l, "gone", "没有了的行", "Rows gone", true);
    struct counted sum = {0};
    for (size_t i = 0; i < t->n; i++) {
        const struct counted *s = &t->sheet[i];
        add_count(l, s->sheet, s);
        sum.cells += s->cells;
        sum.came += s->came;
        sum.gone += s->gone;
    }
    add_count(l, tr(t->cli, "合计", "All"), &sum);
    list_end(l);
}

static void free_telling(struct telling *t)
{
    for (int kind = 0; kind < JC_CHANGE_KINDS; kind++)
        for (size_t i = 0; i < t->top[kind].n; i++)
            free_kept(&t->top[kind].v[i]);
    for (size_t i = 0; i < t->n; i++)
        free(t->sheet[i].sheet);
    free(t->sheet);
    free(t);
}

void telling_end(struct telling *t)
{
    const struct cli *cli = t->cli;
    if (list_rows(t->reasons))
        heading(cli, tr(cli, "所据数据和规则的变化", "What they were made from"));
    list_end(t->reasons);
    if (!t->all && t->changes->figures > WHOLE) {
        for (int kind = JC_CHANGE_RANK; kind < JC_CHANGE_KINDS; kind++)
            show_top(t, (enum jc_change_kind)kind);
        show_counts(t);
        list_free(t->cells);
    } else {
        if (list_rows(t->cells))
            heading(cli, tr(cli, "数字的变化", "Figures that differ"));
        list_end(t->cells);
    }
    free_telling(t);
}

bool telling_is_whole(const struct telling *t)
{
    return t->all || t->changes->figures <= WHOLE;
}
