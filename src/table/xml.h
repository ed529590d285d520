/*
 * Private to src/table: small parts of a container through expat. Names come without their prefix, a document type
 * is refused, and what is not well-formed is refused with the parser's reason and line.
 */
#ifndef TABLE_XML_H
#define TABLE_XML_H

#include "table/pack.h"

#include <expat.h>

#define JC_MAX_PART_BYTES (1u << 26) /* of a part that is read as a whole */
#define JC_MAX_XML_MEMORY (1u << 26) /* what expat may hold */

struct jc_xml_walk {
    void (*start)(void *ctx, const char *name, const char **atts);
    void (*end)(void *ctx, const char *name); /* may be NULL */
    void *ctx;
};
enum jc_status jc_xml_walk(const struct jc_xml_walk *walk, struct jc_pack *pack, int64_t part,
                           struct jc_err *err) JC_MUST_CHECK;

/*
 * A parser that holds at most JC_MAX_XML_MEMORY, whatever the document does: open elements, one tag, one comment and
 * the names that were met are what expat keeps. Beyond it parsing ends with XML_ERROR_NO_MEMORY. There always is one:
 * where the machine has no memory the program ends as in base.h.
 */
XML_Parser jc_xml_bounded(const char *encoding);
/* The same with `ctx` as its user data; it gives itself to the handlers (XML_GetUserData) and refuses a document type. */
XML_Parser jc_xml_parser(void *ctx, XML_StartElementHandler start, XML_EndElementHandler end,
                         XML_CharacterDataHandler text);
/* What to say when such a parser has stopped. */
enum jc_status jc_xml_failed(XML_Parser parser, const char *part, struct jc_err *err);

/* "x:row" -> "row" */
const char *jc_xml_local(const char *name);
/* Value of an attribute by its local name (without a prefix goes first), or NULL. */
const char *jc_xml_attr(const char **atts, const char *name);
/* "1", "true", "on" */
bool jc_xml_true(const char *value);

#endif
