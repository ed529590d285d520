/* The columns of a table, once it is known what they mean. */
#include "ingest/header.h"

void jc_mapping_free(struct jc_mapping *m)
{
    free(m->cols);
    *m = (struct jc_mapping){0};
}

void jc_mapping_copy(struct jc_mapping *to, const struct jc_mapping *from)
{
    *to = *from;
    to->cols = jc_alloc((from->n + 1) * sizeof *to->cols);
    memcpy(to->cols, from->cols, from->n * sizeof *to->cols);
}

const struct jc_column *jc_mapping_column(const struct jc_mapping *m, enum jc_field field)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == field && !m->cols[i].spare && !m->cols[i].hospital)
            return &m->cols[i];
    return NULL;
}

bool jc_mapping_states(const struct jc_mapping *m)
{
    bool found = false;
    for (size_t i = 0; i < m->n; i++)
        found = found || m->cols[i].field == JC_F_STATUS || jc_field_is_standing(m->cols[i].field);
    return found;
}

bool jc_mapping_is_spare(const struct jc_mapping *m, const struct jc_column *c)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].col == c->col && m->cols[i].field < JC_F_SKIP && !m->cols[i].spare)
            return false;
    return c->spare && c->field < JC_F_SKIP;
}

bool jc_mapping_settle_again(struct jc_mapping *m, const struct jc_title *title)
{
    struct jc_mapping old;
    bool changed = false;
    jc_mapping_copy(&old, m);
    m->ask[0] = 0;
    m->stand_ins = false;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].decided) {
            m->cols[i].field = m->cols[i].asked;
            m->cols[i].asks = m->cols[i].spare = true;
            m->cols[i].stands_in = false;
        }
    jc_header_settle(m, title);
    jc_header_find_stand_ins(m);
    for (size_t i = 0; i < m->n; i++)
        changed = changed || m->cols[i].field != old.cols[i].field || m->cols[i].spare != old.cols[i].spare;
    jc_mapping_free(&old);
    return changed;
}

/* How many heads of the row are those of their columns; *others = known columns in which another text stands. */
static int count_same(const struct jc_mapping *m, const struct jc_row *row, int *others)
{
    int same = 0;
    struct jc_buf b = {0};
    *others = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct jc_column *c = &m->cols[i];
        if (c->col >= row->n || row->cells[c->col].type != JC_CELL_TEXT)
            continue;
        jc_buf_clear(&b);
        jc_text_clean(&b, row->cells[c->col].text, row->cells[c->col].len);
        bool equal = strcmp(jc_buf_text(&b), c->head) == 0;
        same += equal;
        *others += !equal && c->field < JC_F_SKIP && !c->hospital;
    }
    jc_buf_free(&b);
    return same;
}

/* The lower line of a head of two: nothing but the hospitals, each over its column. */
static bool repeats_hospitals(const struct jc_mapping *m, const struct jc_row *row)
{
    uint32_t filled = 0, same = 0;
    struct jc_buf b = {0};
    for (uint32_t i = 0; i < row->n && m->wide; i++)
        filled += row->cells[i].type != JC_CELL_EMPTY;
    for (size_t i = 0; i < m->n && filled; i++) {
        const struct jc_column *c = &m->cols[i];
        if (!c->hospital || c->col >= row->n || row->cells[c->col].type != JC_CELL_TEXT)
            continue;
        jc_buf_clear(&b);
        jc_text_clean(&b, row->cells[c->col].text, row->cells[c->col].len);
        same += strcmp(jc_buf_text(&b), c->inst) == 0;
    }
    jc_buf_free(&b);
    return filled > 0 && same == filled;
}

/* Every head of a known column that stands in it is the same: one that is another begins a table of something else. */
bool jc_mapping_repeats(const struct jc_mapping *m, const struct jc_row *row)
{
    int others, same = count_same(m, row, &others);
    return (others == 0 && (same >= 3 || (same > 0 && (size_t)same == m->n))) || repeats_hospitals(m, row);
}

bool jc_mapping_resembles(const struct jc_mapping *m, const struct jc_row *row)
{
    int others, same = count_same(m, row, &others);
    return others > 0 && same >= 3;
}

bool jc_header_from_title(const struct jc_kind *kind, enum jc_field f)
{
    bool dated = strcmp(kind->id, "agreement") == 0, listed = dated || strcmp(kind->id, "award") == 0;
    switch (f) {
    case JC_F_INST_CODE:
    case JC_F_INST_NAME:
        return strcmp(kind->id, "institution") != 0;
    case JC_F_ROUND:
    case JC_F_ROUND_NAME:
        return listed;
    case JC_F_DAY_FROM:
    case JC_F_DAY_TO:
        return dated;
    default:
        return false;
    }
}
