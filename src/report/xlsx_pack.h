/*
 * Private to the xlsx sink: bytes -> raw deflate in a file, by a thread of its own, so that rows are made from the database
 * in the meantime. A stream that is not the last of its entry ends on a byte, so that another can stand behind it.
 */
#ifndef REPORT_XLSX_PACK_H
#define REPORT_XLSX_PACK_H

#include "jicai/base.h"

#define PACK_CHUNK (1u << 18)

struct packed {
    uint64_t plain, packed; /* bytes before and after */
    uint32_t crc;           /* of the bytes before */
};

/* All of p as one stream; `final`: it ends the entry. */
enum jc_status pack_once(struct packed *out, FILE *file, const char *p, size_t n, bool final,
                         struct jc_err *err) JC_MUST_CHECK;

struct packer;
struct packer *packer_new(FILE *file);
void packer_free(struct packer *p);
/* Takes the bytes of buf, which comes back empty. A failure of the thread is told by the next call. */
enum jc_status packer_put(struct packer *p, struct jc_buf *buf, struct jc_err *err) JC_MUST_CHECK;
/* The rest, then the end of a stream that is not final. */
enum jc_status packer_end(struct packer *p, struct jc_buf *buf, struct packed *sum, struct jc_err *err) JC_MUST_CHECK;

#endif
