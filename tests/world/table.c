#include "table.h"

#include <stdlib.h>
#include <string.h>

struct table {
    char *name;
    int cols, keys[8], key_count;
    char **head, **cell;
    int cells, room;
};

static void *must(void *p)
{
    if (!p) {
        fputs("out of memory\n", stderr);
        exit(70);
    }
    return p;
}

static int column_of(const struct table *t, const char *head)
{
    for (int c = 0; c < t->cols; c++)
        if (strcmp(t->head[c], head) == 0)
            return c;
    return -1;
}

static void add_head(struct table *t, const char *text)
{
    t->head = must(realloc(t->head, sizeof *t->head * (size_t)(t->cols + 1)));
    t->head[t->cols++] = must(strdup(text));
}

struct table *table_new(const char *name, const char *heads, const char *keys)
{
    struct table *t = must(calloc(1, sizeof *t));
    t->name = must(strdup(name));
    char *words = must(strdup(heads)), *rest = words, *word;
    while ((word = strsep(&rest, " ")))
        if (*word)
            add_head(t, word);
    free(words);
    rest = words = must(strdup(keys));
    while ((word = strsep(&rest, " "))) {
        t->keys[t->key_count] = column_of(t, word);
        if (*word && t->keys[t->key_count] < 0) {
            fprintf(stderr, "%s: no column %s\n", name, word);
            exit(70);
        }
        t->key_count += *word != 0;
    }
    free(words);
    return t;
}

void table_put(struct table *t, const char *text)
{
    if (t->cells == t->room)
        t->cell = must(realloc(t->cell, sizeof *t->cell * (size_t)(t->room = t->room ? t->room * 2 : 64)));
    t->cell[t->cells++] = must(strdup(text));
}

void table_expect(struct table *t, const char *name, int keys)
{
    free(t->name);
    t->name = must(strdup(name));
    for (t->key_count = 0; t->key_count < keys && t->key_count < t->cols; t->key_count++)
        t->keys[t->key_count] = t->key_count;
}

const char *table_name(const struct table *t)
{
    return t->name;
}

int table_rows(const struct table *t)
{
    return t->cols ? t->cells / t->cols : 0;
}

void table_free(struct table *t)
{
    if (!t)
        return;
    for (int i = 0; i < t->cells; i++)
        free(t->cell[i]);
    for (int i = 0; i < t->cols; i++)
        free(t->head[i]);
    free(t->cell);
    free(t->head);
    free(t->name);
    free(t);
}

static const char *cell(const struct table *t, int row, int col)
{
    return t->cell[row * t->cols + col];
}

int table_columns(const struct table *t)
{
    return t->cols;
}

const char *table_head(const struct table *t, int column)
{
    return t->head[column];
}

const char *table_cell(const struct table *t, int row, const char *head)
{
    int col = column_of(t, head);
    return col < 0 ? NULL : cell(t, row, col);
}

int table_row_of(const struct table *t, const char *head, const char *text)
{
    int col = column_of(t, head);
    for (int r = 0; col >= 0 && r < table_rows(t); r++)
        if (strcmp(cell(t, r, col), text) == 0)
            return r;
    return -1;
}

/* One field of a CSV; returns what ended it: ',' '\n' or EOF. */
static int read_field(FILE *in, char *text, size_t size)
{
    size_t used = 0;
    int c = fgetc(in);
    bool quoted = c == '"';
    if (quoted)
        c = fgetc(in);
    for (;; c = fgetc(in)) {
        if (quoted && c == '"') {
            c = fgetc(in);
            if (c != '"')
                quoted = false;
        }
        if (c == EOF || (!quoted && (c == ',' || c == '\n')))
            break;
        if ((quoted || c != '\r') && used + 1 < size)
            text[used++] = (char)c;
    }
    text[used] = 0;
    return c;
}

struct table *table_read(const char *path)
{
    FILE *in = fopen(path, "rb");
    char text[4096];
    int end = 0, col = 0;
    if (!in)
        return NULL;
    struct table *t = table_new(path, "", "");
    if (fgetc(in) != 0xEF || fgetc(in) != 0xBB || fgetc(in) != 0xBF)
        rewind(in);
    do {
        end = read_field(in, text, sizeof text);
        add_head(t, text);
    } while (end == ',');
    while (end != EOF) {
        end = read_field(in, text, sizeof text);
        if (end == EOF && col == 0 && !*text)
            break;
        table_put(t, text);
        col++;
        if (end == ',')
            continue;
        while (col++ < t->cols)
            table_put(t, "");
        col = 0;
    }
    fclose(in);
    return t;
}

/* A member of a line of JSON, whose texts hold neither quotes nor backslashes. */
static void put_member(struct table *t, const char *json, const char *member)
{
    char name[64], text[4096] = "";
    snprintf(name, sizeof name, "\"%s\":", member);
    const char *p = strstr(json, name);
    if (p && strncmp(p += strlen(name), "null", 4) != 0) {
        bool quoted = *p == '"';
        snprintf(text, sizeof text, "%.*s", (int)strcspn(p + quoted, quoted ? "\"" : ",}"), p + quoted);
    }
    table_put(t, text);
}

static struct table *read_lines(const char *path, const char *const wanted[2], struct table *t)
{
    static char line[1 << 16];
    FILE *in = fopen(path, "r");
    if (!in) {
        table_free(t);
        return NULL;
    }
    while (fgets(line, sizeof line, in))
        if (strstr(line, wanted[0]) && strstr(line, wanted[1]))
            for (int c = 0; c < t->cols; c++)
                put_member(t, line, t->head[c]);
    fclose(in);
    return t;
}

struct table *table_read_findings(const char *path, const char *rule)
{
    char wanted[96];
    snprintf(wanted, sizeof wanted, "\"rule\":\"%s\"", rule);
    return read_lines(path, (const char *[]){"\"type\":\"finding\"", wanted},
                      table_new(rule, "subject item expected actual impact", ""));
}

struct table *table_read_json(const char *path, const char *type, const char *members)
{
    char wanted[96];
    snprintf(wanted, sizeof wanted, "\"type\":\"%s\"", type);
    return read_lines(path, (const char *[]){wanted, ""}, table_new(type, members, ""));
}

static void key_text(const struct table *wanted, const struct table *t, int row, char *out, size_t size)
{
    *out = 0;
    for (int k = 0; k < wanted->key_count; k++) {
        int col = column_of(t, wanted->head[wanted->keys[k]]);
        const char *text = col < 0 ? "" : cell(t, row, col);
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s", k ? " | " : "", text);
    }
}

static int compare_row(const struct table *wanted, int row, const struct table *got, int other, const char *where,
                       FILE *out)
{
    char key[1024];
    int bad = 0;
    key_text(wanted, wanted, row, key, sizeof key);
    for (int c = 0; c < wanted->cols; c++) {
        int col = column_of(got, wanted->head[c]);
        const char *expected = cell(wanted, row, c);
        if (col < 0 || strcmp(expected, NOT_JUDGED) == 0 || strcmp(expected, cell(got, other, col)) == 0)
            continue;
        fprintf(out, "%s %s [%s] %s: expected “%s”, actual “%s”\n", where, wanted->name, key, wanted->head[c], expected,
                cell(got, other, col));
        bad++;
    }
    return bad;
}

static int missing_columns(const struct table *wanted, const struct table *got, const char *where, FILE *out)
{
    int bad = 0;
    for (int c = 0; c < wanted->cols; c++)
        if (column_of(got, wanted->head[c]) < 0) {
            fprintf(out, "%s %s: column %s is missing\n", where, wanted->name, wanted->head[c]);
            bad++;
        }
    return bad;
}

int table_compare(const struct table *wanted, const struct table *got, const char *where, FILE *out)
{
    int rows = table_rows(wanted), others = got ? table_rows(got) : 0, bad = 0, last = -1, disorder = 0;
    bool *used = must(calloc((size_t)others + 1, sizeof *used));
    char key[1024], other_key[1024];
    if (got)
        bad += missing_columns(wanted, got, where, out);
    for (int r = 0; r < rows; r++) {
        int o = 0;
        key_text(wanted, wanted, r, key, sizeof key);
        for (; o < others; o++) {
            key_text(wanted, got, o, other_key, sizeof other_key);
            if (!used[o] && strcmp(key, other_key) == 0)
                break;
        }
        if (o == others) {
            fprintf(out, "%s %s [%s]: row is missing\n", where, wanted->name, key);
            bad++;
            continue;
        }
        used[o] = true;
        bad += compare_row(wanted, r, got, o, where, out);
        if (o < last && !disorder++)
            fprintf(out, "%s %s [%s]: rows are in another order from here\n", where, wanted->name, key);
        last = o;
    }
    for (int o = 0; o < others; o++)
        if (!used[o]) {
            key_text(wanted, got, o, other_key, sizeof other_key);
            fprintf(out, "%s %s [%s]: row too much\n", where, wanted->name, other_key);
            bad++;
        }
    free(used);
    return bad + disorder;
}
