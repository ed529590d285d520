/*
 * A catalogue with a column for each province, in which a mark says whether the winner supplies it: read as its supply areas, as if
 * they stood in one cell. A number above 0, that of a volume there, is such a mark as well.
 */
#include "ingest/row.h"
#include "ingest/word.h"

enum {
    E_NOT_YES = 249,
    E_REQUIRED = 318,
    E_PROVINCES = 939,
    E_AS_BACKUP = 993,
    AT_LEAST = 2 /* such columns: one alone may be anything */
};

/* The province or city that a head names as a whole, below a caption or not; NULL: none. */
static const char *province_of(const char *head)
{
    static const char *const captions[] = {"供应地区", "供应省份", "供应区域", "供应范围", "中选地区", "中选省份"};
    struct jc_region r;
    for (size_t i = 0; i < JC_LEN(captions); i++)
        if (strncmp(head, captions[i], strlen(captions[i])) == 0)
            head += strlen(captions[i]);
    if (!jc_region_parse(&r, head, strlen(head)) || r.below)
        return NULL;
    return r.city ? r.city : r.province;
}

void jc_provinces_settle(struct jc_mapping *m)
{
    size_t n = 0;
    for (int mark = 0; mark < 2 && (!mark || n >= AT_LEAST); mark++)
        for (size_t i = 0; i < m->n && !jc_mapping_column(m, JC_F_REGIONS); i++) {
            struct jc_column *c = &m->cols[i];
            const char *province = c->field == JC_F_COUNT ? province_of(c->head) : NULL;
            if (!province)
                continue;
            n += !mark;
            c->province = mark ? province : NULL;
            c->field = mark ? JC_F_SKIP : c->field;
        }
}

/* What a mark says: that it supplies the province, as the main winner or the backup, or that it does not. */
enum mark { UNKNOWN = -1, NO, MAIN, BACKUP };

static enum mark mark_of(const struct jc_cell *cell)
{
    static const char *const signs[] = {"●", "○", "◎", "★", "☆", "▲", "■", "供应", "v", "√√", "✔"};
    struct jc_number num;
    struct jc_buf key = {0}, folded = {0};
    int yes = -1;
    if (jc_value_number(&num, cell) == 0)
        return !(num.flags & JC_NUM_BLANK) && num.scaled > 0 ? MAIN : NO;
    if (jc_value_yes(&yes, cell) == 0 && yes >= 0)
        return yes ? MAIN : NO;
    jc_cell_text(&key, cell);
    jc_text_key(&folded, jc_buf_text(&key), key.len);
    for (size_t i = 0; i < JC_LEN(signs) && yes < 0; i++)
        yes = strcmp(jc_buf_text(&folded), signs[i]) == 0 ? 1 : yes;
    const int role = yes < 0 ? jc_word_role((struct jc_span){jc_buf_text(&folded), folded.len}) : JC_WORD_UNKNOWN;
    jc_buf_free(&key);
    jc_buf_free(&folded);
    return role == 1 ? BACKUP : role == 0 ? MAIN : yes < 0 ? UNKNOWN : yes ? MAIN : NO;
}

static void tell_once(struct jc_load *l, const struct jc_column *first)
{
    if (l->provinces_told)
        return;
    l->provinces_told = true;
    jc_load_tell(l, E_PROVINCES, first->head, NULL, NULL);
}

static void refuse_mark(struct jc_load *l, const struct jc_column *c, const struct jc_cell *cell)
{
    struct jc_buf text = {0};
    jc_cell_text(&text, cell);
    jc_load_issue(l, E_NOT_YES, c->col, JC_F_REGIONS, (struct jc_span){jc_buf_text(&text), text.len}, NULL, NULL, true);
    jc_buf_free(&text);
}

/* Where it is the backup: told by the first of these cells. */
static void tell_backup(struct jc_load *l, const struct jc_column *c)
{
    struct jc_buf text = {0};
    if (l->backups_told)
        return;
    l->backups_told = true;
    jc_cell_text(&text, jc_value_at(l->current, c->col));
    jc_load_issue(l, E_AS_BACKUP, c->col, JC_F_REGIONS, (struct jc_span){jc_buf_text(&text), text.len}, NULL, NULL,
                  false);
    jc_buf_free(&text);
}

/* The provinces of the main winner and those of the backup; *first: the first of their columns, NULL = there is none. */
static bool read_marks(struct jc_load *l, struct jc_buf regions[2], const struct jc_column **first)
{
    *first = NULL;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const struct jc_cell *cell = c->province ? jc_value_at(l->current, c->col) : NULL;
        const enum mark mark = cell ? mark_of(cell) : NO;
        *first = c->province && !*first ? c : *first;
        if (mark == UNKNOWN) {
            refuse_mark(l, c, cell);
            return false;
        }
        if (mark == NO)
            continue;
        struct jc_buf *to = &regions[mark == BACKUP];
        jc_buf_fmt(to, "%s%s", to->len ? "、" : "", c->province);
        if (mark == BACKUP)
            tell_backup(l, c);
    }
    return true;
}

bool jc_row_take_provinces(struct jc_load *l)
{
    struct jc_buf regions[2] = {{0}, {0}};
    const struct jc_column *first;
    bool ok = read_marks(l, regions, &first);
    if (first && ok)
        tell_once(l, first);
    if (first && ok && !regions[0].len && !regions[1].len) {
        jc_load_issue(l, E_REQUIRED, first->col, JC_F_REGIONS, jc_no_span, jc_field_info[JC_F_REGIONS].zh,
                      jc_field_info[JC_F_REGIONS].en, true);
        ok = false;
    }
    if (first && ok) {
        l->as_backup = l->backups_follow || !regions[0].len;
        l->backups_follow = !l->as_backup && regions[1].len;
        const struct jc_buf *names = &regions[l->as_backup];
        jc_field_lend(l, JC_F_REGIONS)->text =
            (struct jc_span){jc_arena_copy(&l->arena, names->p, names->len), names->len};
    }
    jc_buf_free(&regions[0]);
    jc_buf_free(&regions[1]);
    return ok;
}
