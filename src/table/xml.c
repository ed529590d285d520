#include "table/xml.h"

#include <expat.h>
#include <strings.h>

struct walker {
    const struct jc_xml_walk *walk;
    XML_Parser parser;
    bool doctype;
};

const char *jc_xml_local(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon ? colon + 1 : name;
}

const char *jc_xml_attr(const char **atts, const char *name)
{
    for (size_t i = 0; atts[i]; i += 2)
        if (strcmp(atts[i], name) == 0)
            return atts[i + 1];
    for (size_t i = 0; atts[i]; i += 2)
        if (strcmp(jc_xml_local(atts[i]), name) == 0)
            return atts[i + 1];
    return NULL;
}

bool jc_xml_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcasecmp(value, "true") == 0 || strcasecmp(value, "on") == 0);
}

static void XMLCALL on_start(void *data, const char *name, const char **atts)
{
    struct walker *w = data;

    w->walk->start(w->walk->ctx, jc_xml_local(name), atts);
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct walker *w = data;

    if (w->walk->end)
        w->walk->end(w->walk->ctx, jc_xml_local(name));
}

static void XMLCALL on_doctype(void *data, const char *name, const char *sysid, const char *pubid, int internal)
{
    struct walker *w = data;

    (void)name;
    (void)sysid;
    (void)pubid;
    (void)internal;
    w->doctype = true;
    XML_StopParser(w->parser, XML_FALSE);
}

enum jc_status jc_xml_walk(const struct jc_xml_walk *walk, struct jc_pack *pack, int64_t part, struct jc_err *err)
{
    struct walker w = {.walk = walk};
    struct jc_buf text = {0};
    const char *name = jc_pack_name(pack, (size_t)part);
    enum jc_status st = jc_pack_read(&text, pack, part, JC_MAX_PART_BYTES, err);

    if (st != JC_OK)
        goto out;
    w.parser = XML_ParserCreate(NULL);
    if (!w.parser)
        jc_oom();
    XML_SetUserData(w.parser, &w);
    XML_SetElementHandler(w.parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(w.parser, on_doctype);
    if (XML_Parse(w.parser, jc_buf_text(&text), (int)text.len, 1) != XML_STATUS_OK) {
        char line[32];

        snprintf(line, sizeof line, "%lu", (unsigned long)XML_GetCurrentLineNumber(w.parser));
        if (w.doctype)
            st = jc_fail(err, JC_INPUT, 115, name, NULL, NULL);
        else
            st = jc_fail(err, JC_INPUT, 114, name, XML_ErrorString(XML_GetErrorCode(w.parser)), line);
    }
    XML_ParserFree(w.parser);
out:
    jc_buf_free(&text);
    return st;
}
