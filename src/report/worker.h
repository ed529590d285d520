/*
 * Private to src/report: a thread that works through buffers while its owner fills the next ones. The order is kept, and a
 * failure is told by a later call. It is started when the first buffer comes: what never fills one never gets a thread.
 */
#ifndef REPORT_WORKER_H
#define REPORT_WORKER_H

#include "jicai/base.h"

/* Works on the bytes of a buffer. Called by one thread at a time; never again after a failure. */
typedef enum jc_status worker_fn(void *arg, const struct jc_buf *work, struct jc_err *err);

struct worker;
/* At most `most` buffers wait for the thread; 0 = there is none, and the owner does everything at once. */
struct worker *worker_new(worker_fn *fn, void *arg, size_t most);
void worker_free(struct worker *w); /* takes NULL; waits for the thread */
/* Takes the bytes of buf, which comes back empty. */
enum jc_status worker_put(struct worker *w, struct jc_buf *buf, struct jc_err *err) JC_MUST_CHECK;
/* The last bytes, done at once; after it nothing is under way, and what the work has left may be read. */
enum jc_status worker_end(struct worker *w, struct jc_buf *buf, struct jc_err *err) JC_MUST_CHECK;

#endif
