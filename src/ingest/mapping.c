/* The columns of a table, once it is known what they mean. */
#include "ingest/header.h"
#include "ingest/titled.h"

#include "ingest/value.h"

static size_t texts_of(const struct jc_mapping *m)
{
    return m->line ? (size_t)m->rows * m->width : 0;
}

void jc_mapping_free(struct jc_mapping *m)
{
    for (size_t i = 0; i < texts_of(m); i++)
        free(m->line[i]);
    free(m->line);
    free(m->cols);
    *m = (struct jc_mapping){0};
}

void jc_mapping_copy(struct jc_mapping *to, const struct jc_mapping *from)
{
    *to = *from;
    to->cols = jc_alloc((from->n + 1) * sizeof *to->cols);
    memcpy(to->cols, from->cols, from->n * sizeof *to->cols);
    to->line = from->line ? jc_alloc(texts_of(from) * sizeof *to->line) : NULL;
    for (size_t i = 0; i < texts_of(from); i++)
        to->line[i] = jc_strdup(from->line[i]);
}

void jc_mapping_keep_head(struct jc_mapping *m, const struct jc_head_row *const *row)
{
    m->width = 1;
    for (int i = 0; i < m->rows; i++)
        m->width = row[i]->n > m->width ? row[i]->n : m->width;
    m->line = jc_alloc((size_t)m->rows * m->width * sizeof *m->line);
    for (int i = 0; i < m->rows; i++)
        for (uint32_t col = 0; col < m->width; col++)
            m->line[(size_t)i * m->width + col] = jc_strdup(jc_head_text(row[i], col));
    for (size_t i = 0; i < texts_of(m) && m->wide; i++) {
        struct jc_span code, name;
        jc_title_split_institution(&code, &name, jc_span(m->line[i]));
        m->halves = m->halves || (code.n && name.n);
    }
}

const struct jc_column *jc_mapping_column(const struct jc_mapping *m, enum jc_field field)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == field && !m->cols[i].spare && !m->cols[i].hospital && !m->cols[i].lane)
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
    return c->spare && c->field < JC_F_SKIP && !jc_field_is_heard(c->field);
}

static bool is_name(enum jc_field f)
{
    enum jc_type t = f < JC_F_SKIP ? jc_field_info[f].type : JC_T_SKIP;
    return t == JC_T_TEXT || t == JC_T_ID || t == JC_T_CODE || t == JC_T_INSTCODE || t == JC_T_LIST;
}

/* How many heads from the i-th on name what a head left of it names. */
static int count_again(const struct jc_mapping *m, size_t i)
{
    int n = 0;
    for (size_t k = i; k < m->n; k++) {
        bool again = false;
        for (size_t j = 0; j < i && !again && is_name(m->cols[k].field); j++)
            again = strcmp(m->cols[j].head, m->cols[k].head) == 0;
        n += again;
    }
    return n;
}

const struct jc_column *jc_mapping_beside(const struct jc_mapping *m)
{
    for (size_t i = 1; i < m->n; i++) {
        bool gap = m->cols[i].col > m->cols[i - 1].col + 1;
        bool same = m->cols[i].col != m->cols[0].col && strcmp(m->cols[i].head, m->cols[0].head) == 0;
        if ((gap || same) && count_again(m, i) >= 3)
            return &m->cols[i];
    }
    return NULL;
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

static bool is_known(const struct jc_mapping *m, uint32_t col)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].col == col && m->cols[i].field < JC_F_SKIP && !m->cols[i].hospital)
            return true;
    return false;
}

struct sameness {
    uint32_t same, all; /* texts of the row that are those of the line, and how many it has */
    bool others;        /* another text stands in a known column */
};

static struct sameness compare(const struct jc_mapping *m, const struct jc_row *row, char *const *line)
{
    struct sameness s = {0};
    struct jc_buf b = {0};
    for (uint32_t col = 0; col < m->width; col++)
        s.all += *line[col] != '\0';
    for (uint32_t col = 0; col < row->n; col++) {
        const struct jc_cell *c = &row->cells[col];
        if (c->type != JC_CELL_TEXT)
            continue;
        jc_buf_clear(&b);
        jc_text_clean(&b, c->text, c->len);
        bool equal = b.len && col < m->width && strcmp(jc_buf_text(&b), line[col]) == 0;
        s.same += equal;
        s.others = s.others || (b.len && !equal && is_known(m, col));
    }
    jc_buf_free(&b);
    return s;
}

/*
 * One of the two lines in which a head calls hospitals by their names and by their codes, and which became one: each text is a
 * half of the head of its column, that head itself or the label of the line.
 */
static bool is_half_line(const struct jc_mapping *m, const struct jc_row *row, char *const *line)
{
    struct jc_buf b = {0};
    int halves = 0;
    bool other = false;
    for (uint32_t col = 0; col < row->n && !other; col++) {
        const struct jc_cell *c = &row->cells[col];
        if (jc_value_blank(c))
            continue;
        jc_buf_clear(&b);
        if (c->type == JC_CELL_TEXT)
            jc_text_clean(&b, c->text, c->len);
        const char *text = jc_buf_text(&b), *head = col < m->width ? line[col] : "";
        bool half = b.len && jc_head_is_half(head, text);
        halves += half;
        other = !b.len || !(half || strcmp(head, text) == 0 || jc_head_is_label(text));
    }
    jc_buf_free(&b);
    return halves >= 2 && !other;
}

/* Every head of a known column that stands in it is the same: one that is another begins a table of something else. */
bool jc_mapping_repeats(const struct jc_mapping *m, const struct jc_row *row)
{
    for (int i = 0; m->line && i < m->rows; i++) {
        struct sameness s = compare(m, row, m->line + (size_t)i * m->width);
        if (!s.others && s.same > 0 && (s.same >= 3 || s.same == s.all))
            return true;
        if (m->halves && is_half_line(m, row, m->line + (size_t)i * m->width))
            return true;
    }
    return false;
}

bool jc_mapping_resembles(const struct jc_mapping *m, const struct jc_row *row)
{
    for (int i = 0; m->line && i < m->rows; i++) {
        struct sameness s = compare(m, row, m->line + (size_t)i * m->width);
        if (s.others && s.same >= 3)
            return true;
    }
    return false;
}

/* A head may begin with the code, and a line of names does with the name, or with what it is called. */
static bool may_be_half(const char *head, const struct jc_cell *c)
{
    struct jc_buf b = {0};
    jc_text_clean(&b, c->text, c->len);
    bool may = jc_head_is_half(head, jc_buf_text(&b)) || jc_head_is_label(jc_buf_text(&b));
    jc_buf_free(&b);
    return may;
}

bool jc_mapping_may_repeat(const struct jc_mapping *m, const struct jc_cell *c, uint32_t col)
{
    for (int i = 0; m->line && m->halves && i < m->rows && col < m->width && c->len; i++)
        if (may_be_half(m->line[(size_t)i * m->width + col], c))
            return true;
    for (int i = 0; m->line && i < m->rows && col < m->width && c->len; i++)
        if (strncmp(c->text, m->line[(size_t)i * m->width + col], c->len < 3 ? c->len : 3) == 0)
            return true;
    return false;
}

bool jc_header_from_title(const struct jc_kind *kind, enum jc_field f)
{
    bool dated = strcmp(kind->id, "agreement") == 0, listed = dated || strcmp(kind->id, "award") == 0 ||
                                                              strcmp(kind->id, "substitute") == 0 ||
                                                              strcmp(kind->id, "assessment") == 0;
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
        return f == jc_titled_field(kind);
    }
}
