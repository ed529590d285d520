/* feedback: answers of institutions, in workbooks of `jicai split`, as facts of kind reason that nobody has accepted yet. */
#ifndef INGEST_FEEDBACK_H
#define INGEST_FEEDBACK_H

#include "ingest/load.h"

/* Every sheet with a key column and a column of reasons. JC_NOTFOUND: there is none (E380). */
enum jc_status jc_feedback_book(struct jc_file_load *f, struct jc_err *err) JC_MUST_CHECK;

#endif
