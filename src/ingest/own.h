/* own: what this program wrote itself, which is no table to be read. */
#ifndef INGEST_OWN_H
#define INGEST_OWN_H

#include "jicai/base.h"

/* Is a row the head of a sheet of a report of ours, or the first object of one in JSON? text: its n cells, "" = empty. */
bool jc_own_row(const char *const *text, size_t n);

#endif
