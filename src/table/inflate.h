/* Private to src/table: raw deflate, by ISA-L (define JC_NO_ISAL for zlib). Checks nothing but the deflate format. */
#ifndef TABLE_INFLATE_H
#define TABLE_INFLATE_H

#include "jicai/base.h"

struct jc_inflate;

enum jc_inflated {
    JC_INFLATED,       /* `out` is full */
    JC_INFLATE_HUNGRY, /* all input is used */
    JC_INFLATE_END,
    JC_INFLATE_BAD
};

struct jc_inflate *jc_inflate_new(void);
void jc_inflate_free(struct jc_inflate *z);
/* The next input; it has to stay until JC_INFLATE_HUNGRY. */
void jc_inflate_feed(struct jc_inflate *z, const void *in, size_t n);
/* Write at out + *made up to out + size. */
enum jc_inflated jc_inflate_run(struct jc_inflate *z, char *out, size_t size, size_t *made);

#endif
