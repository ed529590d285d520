/*
 * Private to src/table: a zip container and the parts in it, for .xlsx and .ods. The directory is libzip's; the
 * data is inflated here (ISA-L, else zlib), in a thread of its own where a part is long. CRC-32 and length of a
 * part are always checked: the read that returns the end has compared them.
 */
#ifndef TABLE_PACK_H
#define TABLE_PACK_H

#include "table/format.h"

struct jc_pack;
struct jc_stream;

/* False for anything but a zip that begins with a local file header (or an empty archive). */
bool jc_pack_sniff(const struct jc_source *src);
/* Half a zip, a damaged directory: JC_INPUT. */
enum jc_status jc_pack_open(struct jc_pack **out, const struct jc_source *src, struct jc_err *err) JC_MUST_CHECK;
void jc_pack_free(struct jc_pack *pack);
size_t jc_pack_count(const struct jc_pack *pack);
/* Name as stored, backslashes as slashes, without a leading slash. Borrowed. */
const char *jc_pack_name(const struct jc_pack *pack, size_t i);
/* A file that somebody gave: no folder, and nothing that archivers and office programs leave behind. */
bool jc_pack_is_file(const struct jc_pack *pack, size_t i);
/* Part by name without regard to ASCII case, the last one of those that share it; -1: none. */
int64_t jc_pack_find(const struct jc_pack *pack, const char *name);
/* A whole part appended to `out`, at most `limit` bytes (more: JC_LIMIT). */
enum jc_status jc_pack_read(struct jc_buf *out, struct jc_pack *pack, int64_t part, size_t limit,
                            struct jc_err *err) JC_MUST_CHECK;

/* One stream of a pack may be open at a time. */
enum jc_status jc_stream_open(struct jc_stream **out, struct jc_pack *pack, int64_t part,
                              struct jc_err *err) JC_MUST_CHECK;
/*
 * A window on the part. JC_OK: *data,*n is the next window: the last `keep` bytes of the one before, then new ones; a
 * NUL and JC_STREAM_PAD readable bytes follow. JC_END: no more, CRC-32 and length are right (the kept bytes are
 * still where they were). Else: the part is damaged, or `keep` is beyond JC_MAX_WINDOW (JC_LIMIT, E120).
 */
#define JC_STREAM_PAD 64u
#define JC_MAX_WINDOW (1u << 26)
enum jc_status jc_stream_next(struct jc_stream *s, size_t keep, const char **data, size_t *n,
                              struct jc_err *err) JC_MUST_CHECK;
/* All bytes so far are UTF-8 and characters that XML allows; false sends a fast scanner to the careful parser. */
bool jc_stream_clean(const struct jc_stream *s);
void jc_stream_free(struct jc_stream *s);

#endif
