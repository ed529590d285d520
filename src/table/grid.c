#include "table/grid.h"

struct cell {
    uint32_t text; /* its number among the texts */
    uint16_t col;
    uint8_t kind, style;
};

struct row {
    uint32_t number, first; /* its cells go on to the first of the next row */
};

struct table {
    struct cell *cells;
    struct row *rows;
    struct jc_merge *merges;
    size_t n_cells, cap_cells, n_rows, cap_rows, n_merges, cap_merges;
};

struct jc_grid {
    struct table *tables;
    size_t n_tables, cap_tables;
    struct jc_intern *texts; /* most cells repeat others */
    size_t bytes;
    bool date1904;
};

struct jc_grid_sheet {
    const struct jc_grid *grid;
    const struct table *table;
    size_t at;
    struct jc_line line;
};

struct jc_grid *jc_grid_new(void)
{
    struct jc_grid *g = jc_alloc(sizeof *g);

    g->texts = jc_intern_new();
    return g;
}

void jc_grid_free(struct jc_grid *g)
{
    if (!g)
        return;
    for (size_t i = 0; i < g->n_tables; i++) {
        free(g->tables[i].cells);
        free(g->tables[i].rows);
        free(g->tables[i].merges);
    }
    free(g->tables);
    jc_intern_free(g->texts);
    free(g);
}

size_t jc_grid_add_table(struct jc_grid *g)
{
    g->tables = jc_grow(g->tables, &g->cap_tables, g->n_tables + 1, sizeof *g->tables);
    g->tables[g->n_tables] = (struct table){0};
    return g->n_tables++;
}

size_t jc_grid_count(const struct jc_grid *g)
{
    return g->n_tables;
}

enum jc_status jc_grid_add_cell(struct jc_grid *g, size_t table, uint32_t row, uint32_t col, enum jc_grid_kind kind,
                                enum jc_style style, const char *s, size_t n, struct jc_err *err)
{
    struct table *t = &g->tables[table];
    bool is_new;

    if (n == 0)
        return JC_OK;
    if (t->n_rows == 0 || t->rows[t->n_rows - 1].number != row) {
        t->rows = jc_grow(t->rows, &t->cap_rows, t->n_rows + 1, sizeof *t->rows);
        t->rows[t->n_rows++] = (struct row){row, (uint32_t)t->n_cells};
    }
    t->cells = jc_grow(t->cells, &t->cap_cells, t->n_cells + 1, sizeof *t->cells);
    t->cells[t->n_cells++] =
        (struct cell){jc_intern_put(g->texts, s, n, &is_new), (uint16_t)col, (uint8_t)kind, (uint8_t)style};
    g->bytes += is_new ? n : 0;
    return g->bytes > JC_MAX_STRINGS_BYTES ? jc_fail(err, JC_LIMIT, 116, NULL, NULL, NULL) : JC_OK;
}

void jc_grid_add_merge(struct jc_grid *g, size_t table, struct jc_merge merge)
{
    struct table *t = &g->tables[table];

    t->merges = jc_grow(t->merges, &t->cap_merges, t->n_merges + 1, sizeof *t->merges);
    t->merges[t->n_merges++] = merge;
}

void jc_grid_set_1904(struct jc_grid *g)
{
    g->date1904 = true;
}

bool jc_grid_empty(const struct jc_grid *g, size_t table)
{
    return g->tables[table].n_cells == 0;
}

struct jc_grid_sheet *jc_grid_open(const struct jc_grid *g, size_t table)
{
    struct jc_grid_sheet *sheet = jc_alloc(sizeof *sheet);

    sheet->grid = g;
    sheet->table = &g->tables[table];
    return sheet;
}

/* A number that is none stays the text it is; all texts are borrowed from the grid. */
static void put_cell(struct jc_cell *cell, const struct cell *from, const struct jc_grid *g)
{
    size_t n;
    const char *s = jc_intern_text(g->texts, from->text, &n);

    if (from->kind == JC_GRID_NUMBER && jc_cell_parse(cell, s, n, (enum jc_style)from->style, g->date1904))
        return;
    *cell = (struct jc_cell){.type = JC_CELL_TEXT, .text = s, .len = (uint32_t)n, .str = (int32_t)from->text};
    if (from->kind == JC_GRID_ERROR) {
        cell->type = JC_CELL_ERROR;
        cell->str = -1;
    } else if (from->kind == JC_GRID_BOOL) {
        *cell = (struct jc_cell){.type = JC_CELL_BOOL, .num = *s == '1' || *s == 't' || *s == 'T', .str = -1};
    }
}

enum jc_status jc_grid_next(struct jc_grid_sheet *sheet, const struct jc_row **row)
{
    const struct table *t = sheet->table;
    size_t end;

    if (sheet->at == t->n_rows)
        return JC_END;
    jc_line_start(&sheet->line, t->rows[sheet->at].number + 1);
    end = sheet->at + 1 < t->n_rows ? t->rows[sheet->at + 1].first : t->n_cells;
    for (size_t i = t->rows[sheet->at].first; i < end; i++)
        put_cell(jc_line_cell(&sheet->line, t->cells[i].col), &t->cells[i], sheet->grid);
    sheet->at++;
    *row = jc_line_row(&sheet->line);
    return JC_OK;
}

const struct jc_merge *jc_grid_merges(const struct jc_grid_sheet *sheet, size_t *n)
{
    *n = sheet->table->n_merges;
    return sheet->table->merges;
}

void jc_grid_close(struct jc_grid_sheet *sheet)
{
    if (!sheet)
        return;
    jc_line_free(&sheet->line);
    free(sheet);
}
