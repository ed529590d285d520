#include "table/xmlrows.h"

#include "table/xml.h"

struct jc_xmlrows {
    XML_Parser parser;
    const struct jc_xml_handlers *handlers;
    void *ctx;
    jc_xml_more *more;
    void *source;
    bool suspended, ended;
    enum jc_status failed;
    struct jc_err err;
};

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon ? colon + 1 : name;
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct jc_xmlrows *x = data;

    if (x->failed == JC_OK)
        x->handlers->start(x->ctx, local_name(name), attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct jc_xmlrows *x = data;

    if (x->failed == JC_OK)
        x->handlers->end(x->ctx, local_name(name));
}

static void XMLCALL on_text(void *data, const XML_Char *s, int n)
{
    struct jc_xmlrows *x = data;

    if (x->failed == JC_OK)
        x->handlers->text(x->ctx, s, (size_t)n);
}

/* No program writes entities into a spreadsheet; who does means no good. */
static void XMLCALL on_entity(void *data, const XML_Char *name, int is_parameter, const XML_Char *value, int length,
                              const XML_Char *base, const XML_Char *system, const XML_Char *public,
                              const XML_Char *notation)
{
    struct jc_xmlrows *x = data;
    char line[24];

    (void)is_parameter, (void)value, (void)length, (void)base, (void)system, (void)public, (void)notation;
    snprintf(line, sizeof line, "%lu", (unsigned long)XML_GetCurrentLineNumber(x->parser));
    jc_xmlrows_fail(x, jc_fail(&x->err, JC_INPUT, 161, name, line, "<!ENTITY"));
}

struct jc_xmlrows *jc_xmlrows_new(const struct jc_xml_handlers *handlers, void *ctx, jc_xml_more *more, void *source,
                                  bool utf8)
{
    struct jc_xmlrows *x = jc_alloc(sizeof *x);

    x->parser = jc_xml_bounded(utf8 ? "UTF-8" : NULL);
    x->handlers = handlers;
    x->ctx = ctx;
    x->more = more;
    x->source = source;
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, handlers->start ? on_start : NULL, handlers->end ? on_end : NULL);
    XML_SetCharacterDataHandler(x->parser, handlers->text ? on_text : NULL);
    XML_SetEntityDeclHandler(x->parser, on_entity);
    return x;
}

void jc_xmlrows_free(struct jc_xmlrows *x)
{
    if (!x)
        return;
    XML_ParserFree(x->parser);
    free(x);
}

void jc_xmlrows_pause(struct jc_xmlrows *x)
{
    XML_StopParser(x->parser, XML_TRUE);
}

void jc_xmlrows_fail(struct jc_xmlrows *x, enum jc_status status)
{
    if (x->failed != JC_OK)
        return;
    x->failed = status;
    XML_StopParser(x->parser, XML_FALSE);
}

struct jc_err *jc_xmlrows_err(struct jc_xmlrows *x)
{
    return &x->err;
}

static enum jc_status give_up(struct jc_xmlrows *x, struct jc_err *err)
{
    enum XML_Error error = XML_GetErrorCode(x->parser);
    char line[24];

    if (x->failed == JC_OK && error == XML_ERROR_NO_MEMORY) {
        x->failed = jc_fail(&x->err, JC_LIMIT, 126, "XML", NULL, NULL);
    } else if (x->failed == JC_OK) {
        snprintf(line, sizeof line, "%lu", (unsigned long)XML_GetCurrentLineNumber(x->parser));
        x->failed = jc_fail(&x->err, JC_INPUT, 161, NULL, line, XML_ErrorString(error));
    }
    if (err)
        *err = x->err;
    return x->failed;
}

/* One more step of the parser: from where it was stopped, or with new bytes. */
static enum XML_Status step(struct jc_xmlrows *x)
{
    const char *data = "";
    size_t n = 0;
    enum jc_status status;

    if (x->suspended)
        return XML_ResumeParser(x->parser);
    status = x->more(x->source, &data, &n, &x->err);
    if (status != JC_OK && status != JC_END) {
        x->failed = status;
        return XML_STATUS_ERROR;
    }
    x->ended = status == JC_END;
    return XML_Parse(x->parser, data, x->ended ? 0 : (int)n, x->ended);
}

enum jc_status jc_xmlrows_next(struct jc_xmlrows *x, struct jc_err *err)
{
    XML_ParsingStatus now;

    if (x->failed != JC_OK)
        return give_up(x, err);
    for (;;) {
        enum XML_Status status = step(x);

        x->suspended = status == XML_STATUS_SUSPENDED;
        if (x->suspended)
            return JC_OK;
        if (status != XML_STATUS_OK || x->failed != JC_OK)
            return give_up(x, err);
        XML_GetParsingStatus(x->parser, &now);
        if (now.parsing == XML_FINISHED)
            return JC_END;
    }
}

const char *jc_xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

uint32_t jc_xml_count(const char **attributes, const char *name, uint32_t none)
{
    const char *value = jc_xml_attribute(attributes, name);
    char *end;
    long x = value ? strtol(value, &end, 10) : 0;

    if (!value || end == value || *end || x < 0)
        return none;
    return x > INT32_MAX ? INT32_MAX : (uint32_t)x;
}
