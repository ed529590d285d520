/* Hints and doubts that are in no rank: rule book 13, as `jicai check` tells them. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

/* What an agreement got or gave back on a day, in smallest units. */
struct event {
    int day;
    i64 units;
};

struct finding {
    const char *subject;
    char item[256], actual[256];
    i64 impact; /* NODAY: none */
};

static struct finding finding[MAX_AGR];
static int findings;

static struct finding *add_finding(const struct second *s, int inst, const struct agreement *a)
{
    struct finding *f = &finding[findings++];
    f->subject = s->w->inst[inst].name;
    f->item[0] = 0;
    f->impact = NODAY;
    if (a)
        snprintf(f->item, sizeof f->item, "%s %s %s（%s）", generics[a->generic].name,
                 world_strength(a->generic, a->strength), firms[a->firm], world_round_code(a->round));
    return f;
}

static int compare_findings(const void *p, const void *q)
{
    const struct finding *a = p, *b = q;
    if (a->impact != b->impact)
        return a->impact < b->impact ? 1 : -1;
    int c = strcmp(a->subject, b->subject);
    c = c ? c : strcmp(a->item, b->item);
    return c ? c : strcmp(a->actual, b->actual);
}

static void end_rule(struct second *s, const char *rule)
{
    struct table *t = s->found[s->founds++] = table_new(rule, "subject item actual impact", "subject item actual");
    qsort(finding, (size_t)findings, sizeof *finding, compare_findings);
    for (const struct finding *f = finding; f < finding + findings; f++) {
        table_put(t, f->subject);
        table_put(t, f->item);
        table_put(t, f->actual);
        table_put(t, f->impact == NODAY ? "" : show_trimmed(frac_of(f->impact, MONEY), 2));
    }
    findings = 0;
}

static int compare_events(const void *p, const void *q)
{
    const struct event *a = p, *b = q;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->units < b->units) - (a->units > b->units);
}

/* A returned quantity goes with its line, a return by itself counts from its own day on (15). */
static int events_of(const struct second *s, int k, struct event event[MAX_LINE])
{
    int n = 0;
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        const struct fact *f = &s->fact[i];
        i64 one = l->in_units ? 1 : l->upp;
        if (f->counts && f->agr == k)
            event[n++] = (struct event){l->accept_day, (second_bought(s->w, l) - second_returned(s->w, l)) * one};
        else if (f->original >= 0 && l->accept_day <= s->w->as_of && s->fact[f->original].counts &&
                 s->fact[f->original].agr == k)
            event[n++] = (struct event){l->accept_day, l->accepted * one};
    }
    qsort(event, (size_t)n, sizeof *event, compare_events);
    return n;
}

static bool judged(const struct second *s, int k)
{
    return s->deal[k].covered && s->w->agr[k].qty > 0;
}

static void rush(struct second *s)
{
    struct event event[MAX_LINE];
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        i64 last = 0, q = s->deal[k].q;
        if (!judged(s, k) || q <= 0 || a->to - a->from + 1 <= 2 * s->w->params.rush_days)
            continue;
        for (int i = 0, n = events_of(s, k, event); i < n; i++)
            last += event[i].day > a->to - s->w->params.rush_days ? event[i].units : 0;
        if ((i128)last * 10000 <= (i128)q * s->w->params.rush_share)
            continue;
        struct finding *f = add_finding(s, a->inst, a);
        snprintf(f->actual, sizeof f->actual, "%s 起 %s，全期 %s，占 %s%%",
                 show_day(a->to - s->w->params.rush_days + 1), show_int(last), show_int(q),
                 show_percent(frac_of(last, q)));
    }
    end_rule(s, "rush_buying");
}

static void returned_after(struct second *s)
{
    struct event event[MAX_LINE];
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        i64 sum = 0, back = 0;
        int full = NODAY, last = NODAY;
        if (!judged(s, k))
            continue;
        for (int i = 0, n = events_of(s, k, event); i < n; i++) {
            if (full != NODAY && event[i].units < 0 && event[i].day <= full + s->w->params.return_days)
                back -= event[i].units, last = event[i].day;
            sum += event[i].units;
            if (full == NODAY && (i128)sum * MONEY >= a->qty)
                full = event[i].day;
        }
        if (!back)
            continue;
        struct finding *f = add_finding(s, a->inst, a);
        snprintf(f->actual, sizeof f->actual, "%s 达到约定量，到 %s 退货 %s", show_day(full), show_day(last),
                 show_int(back));
    }
    end_rule(s, "returned_after");
}

static void late_acceptance(struct second *s)
{
    for (int inst = 0; inst < s->w->insts; inst++) {
        int lines = 0, longest = 0;
        i64 money = 0;
        for (int i = 0; i < s->w->lines; i++) {
            const struct line *l = &s->w->line[i];
            int days = l->accept_day - l->ship_day;
            if (l->inst != inst || !s->fact[i].counts || l->accepted <= 0 || l->ship_day == NODAY ||
                days <= s->w->params.accept_days)
                continue;
            if (s->w->since != NODAY && l->accept_day < s->w->since)
                continue;
            lines++;
            longest = days > longest ? days : longest;
            money += s->fact[i].gross - second_returned_amount(l, second_returned(s->w, l));
        }
        if (!lines)
            continue;
        struct finding *f = add_finding(s, inst, NULL);
        snprintf(f->actual, sizeof f->actual, "%d 行超过，最长 %d 天", lines, longest);
        f->impact = money;
    }
    end_rule(s, "late_acceptance");
}

static void unit_error(struct second *s)
{
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        if (!judged(s, k) || (i128)s->deal[k].q * MONEY <= (i128)a->qty * s->w->params.unit_error / 10000)
            continue;
        struct finding *f = add_finding(s, a->inst, a);
        snprintf(f->actual, sizeof f->actual, "约定 %s，已完成 %s，单位可能有误",
                 show_trimmed(frac_of(a->qty, MONEY), 4), show_int(s->deal[k].q));
    }
    end_rule(s, "sanity_unit_error");
}

void second_hints(struct second *s)
{
    rush(s);
    returned_after(s);
    late_acceptance(s);
    unit_error(s);
}
