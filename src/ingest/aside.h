/* aside: the rows of an import whose place another took are kept, so that undo of the other puts them back as they were. */
#ifndef INGEST_ASIDE_H
#define INGEST_ASIDE_H

#include "jicai/store.h"

/* Inside a transaction, while its rows are there: keep those of import `id`. */
enum jc_status jc_aside_lay(struct jc_store *store, int64_t id, struct jc_err *err) JC_MUST_CHECK;
/*
 * Inside a transaction: its files and rows are there again, with the ids they had, and the import counts; *back = false if nothing
 * of it was kept (an older program replaced it). A file that was loaded again meanwhile stays where it is now. Which versions
 * count is to be settled anew.
 */
enum jc_status jc_aside_back(struct jc_store *store, int64_t id, bool *back, struct jc_err *err) JC_MUST_CHECK;

#endif
