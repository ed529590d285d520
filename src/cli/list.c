/* Listings: a table with heads, aligned for a screen or as objects for a program. */
#include "cli/cli.h"

/* A wider cell stands out of line by itself; long lists are written a piece at a time. */
enum { COLS_MAX = 24, GAP = 2, NARROWEST = 10, WIDEST = 60, PIECE = 1 << 16 };
#define NOTHING "—"

struct column {
    char *key, *head;
    bool right, spare, any; /* spare: left out on the screen, where no row has anything in it */
    size_t width;
};

struct list {
    const struct cli *cli;
    char *type;
    struct column col[COLS_MAX];
    size_t n_cols, filled, rows; /* filled = cells of the row being written */
    bool cut;                    /* cells give way to the width of the screen */
    struct jc_buf text;          /* cells one after the other, each a size_t with its width, its text, NUL */
    struct cJSON *object;
};

struct list *list_new(const struct cli *cli, const char *type)
{
    struct list *l = jc_alloc(sizeof *l);
    l->cli = cli;
    l->type = jc_strdup(type);
    l->text.limit = SIZE_MAX / 2; /* as many rows as there are */
    return l;
}

static void add_column(struct list *l, const char *key, size_t key_n, const char *head, size_t head_n, const char *how)
{
    if (l->n_cols == COLS_MAX)
        return;
    l->col[l->n_cols++] = (struct column){.key = jc_strndup(key, key_n),
                                          .head = jc_strndup(head, head_n),
                                          .right = strchr(how, 'r'),
                                          .spare = strchr(how, '?'),
                                          .width = jc_text_width(head, head_n)};
}

void list_col(struct list *l, const char *key, const char *zh, const char *en, bool right)
{
    const char *head = tr(l->cli, zh, en);
    add_column(l, key, strlen(key), head, strlen(head), right ? "r" : "");
}

/* Cells in front of the last column are one line; what a file wrote may hold line ends. */
static void add_one_line(struct jc_buf *out, const char *text)
{
    size_t from = out->len;
    jc_buf_str(out, text);
    for (char *p = out->p + from, *end = out->p + out->len; p < end; p++)
        if ((unsigned char)*p < 0x20)
            *p = ' ';
}

void list_str(struct list *l, const char *text)
{
    struct column *c = &l->col[l->filled];
    c->any |= text && *text;
    if (l->cli->json) {
        if (l->filled == 0)
            l->object = json_new(l->type);
        if (text && c->right)
            json_number(l->object, c->key, text);
        else
            json_str(l->object, c->key, text);
    } else {
        size_t from = l->text.len, width;
        jc_buf_add(&l->text, &from, sizeof width); /* its place: the text comes first */
        add_one_line(&l->text, text ? text : NOTHING);
        jc_buf_char(&l->text, '\0');
        char *cell = l->text.p + from;
        width = jc_text_width(cell + sizeof width, strlen(cell + sizeof width));
        memcpy(cell, &width, sizeof width);
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

static bool is_shown(const struct column *c)
{
    return !c->spare || c->any;
}

/* On a terminal the widest columns give way until a line fits; a key has to stay whole, to be copied. */
static void fit(struct list *l)
{
    size_t screen = (size_t)screen_width(), total = GAP;
    l->cut = screen > 0;
    for (size_t i = 0; i < l->n_cols; i++)
        if (is_shown(&l->col[i]))
            total += l->col[i].width + GAP;
        else
            l->col[i].width = 0;
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

/* A cell that is too wide for its column is cut at a character, with "…". */
static void add_cut(struct jc_buf *out, const char *text, size_t width)
{
    size_t n = strlen(text);
    while (n && jc_text_width(text, n) + 1 > width)
        do
            n--;
        while (n && ((unsigned char)text[n] & 0xC0) == 0x80);
    jc_buf_add(out, text, n);
    jc_buf_str(out, "…");
}

static void add_blanks(struct jc_buf *out, size_t n)
{
    for (; n; n--)
        jc_buf_char(out, ' ');
}

static void add_cell(const struct list *l, struct jc_buf *out, size_t i, const char *text, size_t has)
{
    const struct column *c = &l->col[i];
    bool whole = has <= c->width || !l->cut || strcmp(c->key, "key") == 0;
    struct jc_buf cell = {0};
    if (!whole) {
        add_cut(&cell, text, c->width);
        text = jc_buf_text(&cell);
        has = jc_text_width(text, cell.len);
    }
    size_t blanks = has < c->width ? c->width - has : 0;
    add_blanks(out, GAP + (c->right ? blanks : 0));
    jc_buf_str(out, text);
    add_blanks(out, c->right ? 0 : blanks);
    jc_buf_free(&cell);
}

/* Blanks at its end are of no use to anybody. */
static void end_line(struct jc_buf *out, size_t from, const char *after)
{
    while (out->len > from && out->p[out->len - 1] == ' ')
        out->len--;
    jc_buf_str(out, after);
    jc_buf_char(out, '\n');
    if (out->len < PIECE)
        return;
    fwrite(out->p, 1, out->len, stdout);
    jc_buf_clear(out);
}

static void print_heads(const struct list *l, struct jc_buf *out)
{
    jc_buf_str(out, ink(l->cli, stdout, DIM));
    size_t from = out->len;
    for (size_t i = 0; i < l->n_cols; i++)
        if (is_shown(&l->col[i]))
            add_cell(l, out, i, l->col[i].head, jc_text_width(l->col[i].head, strlen(l->col[i].head)));
    end_line(out, from, ink(l->cli, stdout, PLAIN));
}

static void print_all(struct list *l)
{
    struct jc_buf out = {0};
    fit(l);
    print_heads(l, &out);
    const char *p = jc_buf_text(&l->text);
    for (size_t r = 0; r < l->rows; r++) {
        size_t from = out.len, width;
        for (size_t i = 0; i < l->n_cols; i++, p += strlen(p) + 1) {
            memcpy(&width, p, sizeof width);
            p += sizeof width;
            if (is_shown(&l->col[i]))
                add_cell(l, &out, i, p, width);
        }
        end_line(&out, from, "");
    }
    fwrite(jc_buf_text(&out), 1, out.len, stdout);
    jc_buf_free(&out);
}

void list_end(struct list *l)
{
    if (l && !l->cli->json && l->rows)
        print_all(l);
    list_free(l);
}

void list_free(struct list *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->n_cols; i++) {
        free(l->col[i].key);
        free(l->col[i].head);
    }
    jc_buf_free(&l->text);
    free(l->type);
    free(l);
}

/* "key|中文|English" with an optional "|r", "|?" or "|r?". */
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
    add_column(l, part[0], (size_t)(end[0] - part[0]), part[head], (size_t)(end[head] - part[head]), part[3]);
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
