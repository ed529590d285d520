/* One object a line. Integers are written as they are: a double would lose their last digits. */
#include "cli/cli.h"

#include <cjson/cJSON.h>

static cJSON *have(cJSON *item)
{
    if (!item)
        jc_oom(); /* the only reason why cJSON gives nothing here */
    return item;
}

static void add(cJSON *o, const char *key, cJSON *item)
{
    if (!cJSON_AddItemToObject(o, key, have(item)))
        jc_oom();
}

struct cJSON *json_new(const char *type)
{
    cJSON *o = have(cJSON_CreateObject());
    json_int(o, "schema", 1);
    json_str(o, "type", type);
    return o;
}

/* A path is given in any bytes; JSON is UTF-8. */
static cJSON *new_string(const char *value)
{
    struct jc_buf text = {0};
    jc_text_name(&text, value, strlen(value));
    cJSON *o = cJSON_CreateString(jc_buf_text(&text));
    jc_buf_free(&text);
    return o;
}

void json_str(struct cJSON *o, const char *key, const char *value)
{
    add(o, key, value ? new_string(value) : cJSON_CreateNull());
}

void json_int(struct cJSON *o, const char *key, int64_t value)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)value);
    add(o, key, cJSON_CreateRaw(digits));
}

void json_number(struct cJSON *o, const char *key, const char *text)
{
    size_t digits = strspn(text, "-0123456789.");
    struct jc_dec d;
    if (text[digits] == '\0' && jc_dec_parse(&d, text, digits))
        add(o, key, cJSON_CreateRaw(text));
    else
        json_str(o, key, text);
}

void json_bool(struct cJSON *o, const char *key, bool value)
{
    add(o, key, cJSON_CreateBool(value));
}

void json_append(struct cJSON *o, const char *key, const char *value)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(o, key);
    if (!array) {
        array = have(cJSON_CreateArray());
        add(o, key, array);
    }
    if (value && !cJSON_AddItemToArray(array, have(new_string(value))))
        jc_oom();
}

void json_put(struct cJSON *o)
{
    char *text = cJSON_PrintUnformatted(o);
    if (!text)
        jc_oom();
    puts(text);
    cJSON_free(text);
    cJSON_Delete(o);
}

struct cJSON *json_summary(void)
{
    cJSON *o = json_new("summary");
    json_int(o, "exit", 0);
    return o;
}

void json_set_exit(struct cJSON *summary, int code)
{
    char digits[12];
    snprintf(digits, sizeof digits, "%d", code);
    if (!cJSON_ReplaceItemInObjectCaseSensitive(summary, "exit", have(cJSON_CreateRaw(digits))))
        jc_oom();
}

void json_message(struct cJSON *o, const struct jc_err *m, enum jc_lang lang)
{
    char code[8];
    snprintf(code, sizeof code, "E%03d", m->code);
    json_str(o, "severity", severity_id(jc_msg_severity(m->code)));
    json_str(o, "code", code);
    json_str(o, "file", m->file);
    json_str(o, "sheet", m->sheet);
    json_str(o, "cell", m->cell);
    json_str(o, "field", m->field);
    json_str(o, "value", m->value);
    struct jc_buf b = {0};
    jc_msg_problem(&b, m->code, m->value, m->arg[0], m->arg[1], lang);
    json_str(o, "problem", jc_buf_text(&b));
    jc_buf_clear(&b);
    jc_msg_cure(&b, m->code, m->value, m->arg[0], m->arg[1], lang);
    json_str(o, "cure", jc_buf_text(&b));
    jc_buf_free(&b);
}
