/* own: what this program wrote itself, which is no table to be read. */
#ifndef INGEST_OWN_H
#define INGEST_OWN_H

#include "jicai/base.h"

/* Is a row the head of a sheet of a report of ours, or the first object of one in JSON? text: its n cells, "" = empty. */
bool jc_own_row(const char *const *text, size_t n);

/* The names of file and sheet of our own 平台格式报表, whose heads are those of the platform. */
bool jc_own_form_name(const char *names);

#endif
