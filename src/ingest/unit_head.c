/* Which column names the unit of the rows, where none is called by a name that only such a column has. */
#include "ingest/parts.h"

/* 基本单位, 小单位, 最小包装单位, and below it nothing but 片 and 盒; beside hospitals in columns what nobody knows is left out. */
static bool may_be_unit(const struct jc_column *c)
{
    size_t n = strlen(c->head), tail = strlen("单位");
    const uint16_t words = JC_HOLDS_WORDS | JC_HOLDS_UNITS;
    bool unknown = c->field == JC_F_COUNT || (c->field == JC_F_SKIP && c->spare);
    return unknown && c->holds == words && n > tail && strcmp(c->head + n - tail, "单位") == 0;
}

/* Does a quantity leave it to such a column to say what it is counted in? */
static bool needs_unit(const struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct jc_column *c = &m->cols[i];
        if (c->field < JC_F_SKIP && jc_field_info[c->field].type == JC_T_VOLUME && !c->spare && !c->names_unit)
            return true;
    }
    return false;
}

void jc_unit_head_settle(struct jc_mapping *m)
{
    struct jc_column *found = NULL;
    if (!jc_kind_has(m->nearest, JC_F_UNIT) || jc_mapping_column(m, JC_F_UNIT) || !needs_unit(m))
        return;
    for (size_t i = m->n; i-- > 0;) {
        if (!may_be_unit(&m->cols[i]))
            continue;
        if (found) /* 大单位 beside 小单位 */
            jc_copy(m->ask, sizeof m->ask, m->cols[i].head);
        found = &m->cols[i];
    }
    if (found && !m->ask[0]) {
        found->field = JC_F_UNIT;
        found->spare = false;
    }
}
