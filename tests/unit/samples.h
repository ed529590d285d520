/* Sample tables of tests/data and catalogs: one line at a time, split into fields in place. */
#ifndef JICAI_TEST_SAMPLES_H
#define JICAI_TEST_SAMPLES_H

#include <criterion/criterion.h>
#include <jicai/base.h>

enum { SAMPLE_FIELDS = 32 };

struct samples {
    FILE *file;
    char line[8192];
    char *field[SAMPLE_FIELDS];
    int n, number;
};

static inline void samples_open(struct samples *s, const char *path)
{
    *s = (struct samples){.file = fopen(path, "r")};
    cr_assert(s->file != NULL, "%s cannot be read", path);
}

/* The next line, split at `by`; "…" may hold it in a .csv. False at the end; then the file is closed. */
static inline bool samples_next(struct samples *s, char by)
{
    if (!fgets(s->line, sizeof s->line, s->file)) {
        fclose(s->file);
        return false;
    }
    s->line[strcspn(s->line, "\r\n")] = '\0';
    s->number++;
    s->n = 0;
    for (char *p = s->line; s->n < SAMPLE_FIELDS;) {
        bool quoted = by == ',' && *p == '"';
        char *to = quoted ? strchr(++p, '"') : p;
        s->field[s->n++] = p;
        while (to && *to && (quoted ? *to != '"' : *to != by))
            to++;
        char end = to ? *to : '\0';
        if (!end)
            break;
        *to = '\0';
        p = to + 1 + (quoted && to[1] == by);
    }
    for (int i = s->n; i < SAMPLE_FIELDS; i++)
        s->field[i] = s->line + strlen(s->line);
    return true;
}

#endif
