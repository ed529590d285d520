#include "table/xml.h"

#include <errno.h>
#include <iconv.h>
#include <malloc.h>
#include <strings.h>

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

static void XMLCALL on_start(void *parser, const char *name, const char **atts)
{
    const struct jc_xml_walk *walk = XML_GetUserData(parser);

    walk->start(walk->ctx, jc_xml_local(name), atts);
}

static void XMLCALL on_end(void *parser, const char *name)
{
    const struct jc_xml_walk *walk = XML_GetUserData(parser);

    if (walk->end)
        walk->end(walk->ctx, jc_xml_local(name));
}

static void XMLCALL on_doctype(void *parser, const char *name, const char *sysid, const char *pubid, int internal)
{
    (void)name;
    (void)sysid;
    (void)pubid;
    (void)internal;
    XML_StopParser(parser, XML_FALSE);
}

/*
 * What all parsers hold together. It is counted here, and not depths and lengths where they are met, because expat keeps
 * more than a handler sees: a comment or a tag until it ends, and every name for good.
 */
static size_t held;
static _Thread_local bool making; /* a new parser takes a few KB even where another one has used up everything */

static void *take_again(void *old, size_t n)
{
    size_t had = old ? malloc_usable_size(old) : 0;
    void *p;

    if (!making && (n > JC_MAX_XML_MEMORY || __atomic_load_n(&held, __ATOMIC_RELAXED) - had > JC_MAX_XML_MEMORY - n))
        return NULL;
    p = jc_realloc(old, n);
    __atomic_add_fetch(&held, malloc_usable_size(p) - had, __ATOMIC_RELAXED);
    return p;
}

static void *take(size_t n)
{
    return take_again(NULL, n);
}

static void give_back(void *p)
{
    if (p)
        __atomic_sub_fetch(&held, malloc_usable_size(p), __ATOMIC_RELAXED);
    free(p);
}

XML_Parser jc_xml_bounded(const char *encoding)
{
    static const XML_Memory_Handling_Suite memory = {take, take_again, give_back};
    XML_Parser parser;

    making = true;
    parser = XML_ParserCreate_MM(encoding, &memory, NULL);
    making = false;
    return parser;
}

/* ---- encodings that expat does not know: of one byte, or two --------------------------------------- */

/* The character that n bytes are; -1: none, -2: they want more. */
static int character_of(iconv_t cd, const char *bytes, size_t n)
{
    unsigned char to[4];
    char *from = (char *)bytes, *out = (char *)to;
    size_t room = sizeof to;

    iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &from, &n, &out, &room) == (size_t)-1)
        return errno == EINVAL ? -2 : -1;
    return room == 0 && to[2] == 0 && to[3] == 0 ? to[0] | to[1] << 8 : -1;
}

static int XMLCALL convert(void *cd, const char *bytes)
{
    int c = character_of(cd, bytes, 2);

    return c >= 0 ? c : -1;
}

static void XMLCALL close_encoding(void *cd)
{
    iconv_close(cd);
}

/* LibreOffice and Excel read them: exports that fill in a template of their own write GBK, and say so. */
static int XMLCALL on_encoding(void *ctx, const char *name, XML_Encoding *info)
{
    bool hanzi = strncasecmp(name, "gb", 2) == 0;
    bool plain = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(name);
    iconv_t cd = plain ? iconv_open("UTF-32LE", hanzi ? "GBK" : name) : (iconv_t)-1;

    (void)ctx;
    if (cd == (iconv_t)-1)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        info->map[i] = character_of(cd, &(char){(char)i}, 1);
    info->data = cd;
    info->convert = convert;
    info->release = close_encoding;
    return XML_STATUS_OK;
}

XML_Parser jc_xml_parser(void *ctx, XML_StartElementHandler start, XML_EndElementHandler end,
                         XML_CharacterDataHandler text)
{
    XML_Parser parser = jc_xml_bounded(NULL);

    XML_SetUserData(parser, ctx);
    XML_UseParserAsHandlerArg(parser);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    XML_SetUnknownEncodingHandler(parser, on_encoding, NULL);
    return parser;
}

enum jc_status jc_xml_failed(XML_Parser parser, const char *part, struct jc_err *err)
{
    enum XML_Error error = XML_GetErrorCode(parser);
    char line[32];

    if (error == XML_ERROR_ABORTED)
        return jc_fail(err, JC_INPUT, 115, part, NULL, NULL);
    if (error == XML_ERROR_NO_MEMORY)
        return jc_fail(err, JC_LIMIT, 126, part, NULL, NULL);
    snprintf(line, sizeof line, "%lu", (unsigned long)XML_GetCurrentLineNumber(parser));
    return jc_fail(err, JC_INPUT, 114, part, XML_ErrorString(error), line);
}

enum jc_status jc_xml_walk(const struct jc_xml_walk *walk, struct jc_pack *pack, int64_t part, struct jc_err *err)
{
    struct jc_buf text = {0};
    enum jc_status st = jc_pack_read(&text, pack, part, JC_MAX_PART_BYTES, err);

    if (st == JC_OK) {
        XML_Parser parser = jc_xml_parser((void *)walk, on_start, on_end, NULL);

        if (XML_Parse(parser, jc_buf_text(&text), (int)text.len, 1) != XML_STATUS_OK)
            st = jc_xml_failed(parser, jc_pack_name(pack, (size_t)part), err);
        XML_ParserFree(parser);
    }
    jc_buf_free(&text);
    return st;
}
