/* Listings: a table with heads, aligned for a screen or as objects for a program. */
#include "cli/cli.h"

enum { COLS_MAX = 24, GAP = 2, NARROWEST = 10, WIDEST = 60 }; /* a wider cell stands out of line by itself */
#define NOTHING "—"

struct column {
    char *key, *head;
    bool right;
    size_t width;
};

struct list {
    const struct cli *cli;
    char *type;
    struct column col[COLS_MAX];
    size_t n_cols, filled, rows; /* filled = cells of the row being written */
    bool cut;                    /* cells give way to the width of the screen */
    struct jc_buf text;          /* cells one after the other, each with its NUL */
    struct cJSON *object;
};

struct list *list_new(const struct cli *cli, const char *type)
{
    struct list *l = jc_alloc(sizeof *l);
    l->cli = cli;
    l->type = jc_strdup(type);
    return l;
}

static void add_column(struct list *l, const char *key, size_t key_n, const char *head, size_t head_n, bool right)
{
    if (l->n_cols == COLS_MAX)
        return;
    struct column *c = &l->col[l->n_cols++];
    *c = (struct column){jc_strndup(key, key_n), jc_strndup(head, head_n), right, jc_text_width(head, head_n)};
}

void list_col(struct list *l, const char *key, const char *zh, const char *en, bool right)
{
    const char *head = tr(l->cli, zh, en);
    add_column(l, key, strlen(key), head, strlen(head), right);
}

/* Cells in front of the last column are one line; what a file wrote may hold line ends. */
static void add_one_line(struct jc_buf *out, const char *text)
{
    for (; *text; text++)
        jc_buf_char(out, (unsigned char)*text < 0x20 ? ' ' : *text);
}

void list_str(struct list *l, const char *text)
{
    struct column *c = &l->col[l->filled];
    if (l->cli->json) {
        if (l->filled == 0)
            l->object = json_new(l->type);
        if (text && c->right)
            json_number(l->object, c->key, text);
        else
            json_str(l->object, c->key, text);
    } else {
        size_t from = l->text.len;
        add_one_line(&l->text, text ? text : NOTHING);
        size_t width = jc_text_width(l->text.p + from, l->text.len - from);
        jc_buf_char(&l->text, '\0');
        if (width > c->width && width <= WIDEST)
            c->width = width;
    }
    if (++l->filled < l->n_cols)
        return;
    l->filled = 0;
    l->rows++;
    if (l->cli->json)
        json_put(l->object);
}

void list_int(struct list *l, int64_t value)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)value);
    list_str(l, digits);
}

size_t list_rows(const struct list *l)
{
    return l->rows;
}

/* On a terminal the widest columns give way until a line fits; a key has to stay whole, to be copied. */
static void fit(struct list *l)
{
    size_t screen = (size_t)screen_width(), total = GAP;
    l->cut = screen > 0;
    for (size_t i = 0; i < l->n_cols; i++)
        total += l->col[i].width + GAP;
    while (screen && total > screen) {
        struct column *widest = &l->col[0];
        for (size_t i = 1; i < l->n_cols; i++)
            if (l->col[i].width > widest->width && strcmp(l->col[i].key, "key") != 0)
                widest = &l->col[i];
        if (widest->width <= NARROWEST)
            return;
        widest->width--;
        total--;
    }
}

/* The text, cut at a character with "…" if it is wider than the column. */
static void add_cut(struct jc_buf *out, const char *text, size_t width)
{
    size_t n = strlen(text);
    if (jc_text_width(text, n) <= width) {
        jc_buf_add(out, text, n);
        return;
    }
    while (n && jc_text_width(text, n) + 1 > width)
        do
            n--;
        while (n && ((unsigned char)text[n] & 0xC0) == 0x80);
    jc_buf_add(out, text, n);
    jc_buf_str(out, "…");
}

static void print_row(const struct list *l, const char *const *cells, enum style style)
{
    struct jc_buf line = {0}, cell = {0};
    for (size_t i = 0; i < l->n_cols; i++) {
        for (int k = 0; k < GAP; k++)
            jc_buf_char(&line, ' ');
        jc_buf_clear(&cell);
        bool whole = !l->cut || strcmp(l->col[i].key, "key") == 0;
        add_cut(&cell, cells[i], whole ? SIZE_MAX : l->col[i].width);
        bool last = i + 1 == l->n_cols && !l->col[i].right;
        add_padded(&line, jc_buf_text(&cell), last ? 0 : l->col[i].width, l->col[i].right);
    }
    while (line.len && line.p[line.len - 1] == ' ')
        line.p[--line.len] = '\0';
    if (style == PLAIN)
        puts(jc_buf_text(&line));
    else
        printf("%s%s%s\n", ink(l->cli, stdout, style), jc_buf_text(&line), ink(l->cli, stdout, PLAIN));
    jc_buf_free(&line);
    jc_buf_free(&cell);
}

static void print_all(struct list *l)
{
    const char *cells[COLS_MAX];
    fit(l);
    for (size_t i = 0; i < l->n_cols; i++)
        cells[i] = l->col[i].head;
    print_row(l, cells, DIM);
    const char *p = jc_buf_text(&l->text);
    for (size_t r = 0; r < l->rows; r++) {
        for (size_t i = 0; i < l->n_cols; i++, p += strlen(p) + 1)
            cells[i] = p;
        print_row(l, cells, PLAIN);
    }
}

void list_end(struct list *l)
{
    if (!l)
        return;
    if (!l->cli->json && l->rows)
        print_all(l);
    for (size_t i = 0; i < l->n_cols; i++) {
        free(l->col[i].key);
        free(l->col[i].head);
    }
    jc_buf_free(&l->text);
    free(l->type);
    free(l);
}

/* "key|中文|English" with an optional "|r". */
static void add_named(struct list *l, const char *name)
{
    const char *part[4] = {name, name, name, ""}, *end[4];
    size_t n = 0;
    for (const char *p = name; n < JC_LEN(part); n++) {
        part[n] = p;
        end[n] = strchrnul(p, '|');
        if (!*end[n])
            break;
        p = end[n] + 1;
    }
    size_t head = n >= 2 && l->cli->lang == JC_EN ? 2 : n >= 1 ? 1 : 0;
    add_column(l, part[0], (size_t)(end[0] - part[0]), part[head], (size_t)(end[head] - part[head]), n == 3);
}

enum jc_status list_stmt(const struct cli *cli, const char *type, struct jc_stmt *stmt, size_t *rows,
                         struct jc_err *err)
{
    struct list *l = list_new(cli, type);
    enum jc_status st;
    int n = jc_col_count(stmt), lang = jc_stmt_index(stmt, ":lang"), json = jc_stmt_index(stmt, ":json");
    for (int i = 0; i < n; i++)
        add_named(l, jc_col_name(stmt, i));
    if (lang)
        jc_stmt_int(stmt, lang, cli->lang);
    if (json)
        jc_stmt_int(stmt, json, cli->json);
    while ((st = jc_stmt_step(stmt, err)) == JC_OK)
        for (int i = 0; i < n; i++)
            list_str(l, jc_col_null(stmt, i) ? NULL : jc_col_text(stmt, i, NULL));
    if (rows)
        *rows = list_rows(l);
    list_end(l);
    return st == JC_END ? JC_OK : st;
}
