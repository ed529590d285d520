/*
 * XML in which a handler may stop at the end of a row and go on later: expat, suspended. For the formats that are one
 * XML document with all their sheets (.ods, XML Spreadsheet 2003).
 */
#ifndef TABLE_XMLROWS_H
#define TABLE_XMLROWS_H

#include "table/format.h"

struct jc_xmlrows;

/* Names come without their prefix; handlers may be NULL. */
struct jc_xml_handlers {
    void (*start)(void *ctx, const char *name, const char **attributes);
    void (*end)(void *ctx, const char *name);
    void (*text)(void *ctx, const char *s, size_t n);
};

/* The next bytes of the document, borrowed until the next call; JC_END after the last. */
typedef enum jc_status jc_xml_more(void *source, const char **data, size_t *n, struct jc_err *err);

/* utf8: the bytes are UTF-8 whatever the document says. */
struct jc_xmlrows *jc_xmlrows_new(const struct jc_xml_handlers *handlers, void *ctx, jc_xml_more *more, void *source,
                                  bool utf8);
/* JC_OK: a handler paused; JC_END: the document is whole and well-formed; else its error or a handler's. */
enum jc_status jc_xmlrows_next(struct jc_xmlrows *x, struct jc_err *err) JC_MUST_CHECK;
void jc_xmlrows_free(struct jc_xmlrows *x);

/* For handlers. */
void jc_xmlrows_pause(struct jc_xmlrows *x);
/* The status of a jc_fail(jc_xmlrows_err(x), ...); ends the reading. */
void jc_xmlrows_fail(struct jc_xmlrows *x, enum jc_status status);
struct jc_err *jc_xmlrows_err(struct jc_xmlrows *x);
/* The value of an attribute by its name without prefix, or NULL. */
const char *jc_xml_attribute(const char **attributes, const char *name);
/* The same as a count: `none` where it is missing or no number; at most INT32_MAX. */
uint32_t jc_xml_count(const char **attributes, const char *name, uint32_t none);

#endif
