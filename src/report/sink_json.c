/* JSON: one array of objects per sheet, one object a line, named by the heads; null where there is nothing to show. */
#include "report/folder.h"

#include <cjson/cJSON.h>

struct sink {
    struct folder *folder;
    enum jc_lang lang;
    const struct sheet *sheet;
    bool first;
};

static enum jc_status json_open(struct sink **out, const struct sink_info *info, struct jc_err *err)
{
    struct sink *s = jc_alloc(sizeof *s);
    s->lang = info->lang;
    enum jc_status st = folder_open(&s->folder, info, "json", err);
    if (st == JC_OK)
        *out = s;
    else
        free(s);
    return st;
}

static enum jc_status json_add(struct sink *sink, const struct sheet *sheet, size_t *place, struct jc_err *err)
{
    (void)sink;
    (void)sheet;
    (void)err;
    *place = 0;
    return JC_OK;
}

static enum jc_status json_begin(struct sink *sink, const struct sheet *sheet, size_t place, struct jc_err *err)
{
    (void)place;
    sink->sheet = sheet;
    sink->first = true;
    enum jc_status st = folder_begin(sink->folder, sheet, err);
    if (st == JC_OK)
        jc_buf_char(folder_buf(sink->folder), '[');
    return st;
}

/* cJSON gives NULL only for want of memory. */
static cJSON *had(cJSON *item)
{
    if (!item)
        jc_oom();
    return item;
}

static cJSON *cell_json(const struct cell *c, struct jc_buf *scratch)
{
    char text[CELL_TEXT_MAX];
    switch (c->kind) {
    case CELL_EMPTY:
        return had(cJSON_CreateNull());
    case CELL_TEXT:
        jc_buf_clear(scratch);
        jc_buf_add(scratch, c->s, c->n);
        return had(cJSON_CreateString(jc_buf_text(scratch)));
    case CELL_DAY:
        cell_number_text(text, c);
        return had(cJSON_CreateString(text));
    default: /* raw: the exact decimal, not a double */
        cell_number_text(text, c);
        return had(cJSON_CreateRaw(text));
    }
}

static const char *head_of(const struct table *t, size_t shown, enum jc_lang lang)
{
    for (size_t i = 0;; i++) {
        if (column_hidden(&t->col[i]))
            continue;
        if (shown-- == 0)
            return t->col[i].head[lang];
    }
}

static enum jc_status json_row(struct sink *sink, const struct cell *cells, size_t n, bool below, struct jc_err *err)
{
    (void)below;
    struct jc_buf scratch = {0};
    cJSON *row = had(cJSON_CreateObject());
    for (size_t i = 0; i < n; i++)
        (void)cJSON_AddItemToObject(row, head_of(&sink->sheet->main, i, sink->lang), cell_json(&cells[i], &scratch));
    char *text = cJSON_PrintUnformatted(row);
    if (!text)
        jc_oom();
    struct jc_buf *b = folder_buf(sink->folder);
    jc_buf_str(b, sink->first ? "\n" : ",\n");
    jc_buf_str(b, text);
    sink->first = false;
    cJSON_free(text);
    cJSON_Delete(row);
    jc_buf_free(&scratch);
    return folder_flush(sink->folder, err);
}

static enum jc_status json_end(struct sink *sink, struct jc_err *err)
{
    jc_buf_str(folder_buf(sink->folder), "\n]\n");
    return folder_end(sink->folder, err);
}

static enum jc_status json_commit(struct sink *sink, struct jc_err *err)
{
    return folder_commit(sink->folder, err);
}

static void json_path(struct sink *sink, const struct sheet *sheet, struct jc_buf *out)
{
    folder_path(sink->folder, sheet, out);
}

static bool json_forget(struct sink *sink, const struct sheet *sheet)
{
    return folder_forget(sink->folder, sheet);
}

static void json_free(struct sink *sink)
{
    if (!sink)
        return;
    folder_free(sink->folder);
    free(sink);
}

const struct sink_ops sink_json = {"json",      json_open, json_add,    json_begin, json_row, json_end,
                                   json_commit, json_path, json_forget, json_free,  false,    NULL};
