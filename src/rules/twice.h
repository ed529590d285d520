/*
 * twice, private: what stands in two sheets. A platform and a hospital know the same purchase under different numbers, a
 * bank and an accountant the same payment: nothing makes their rows one, and each counts. But where most of what a sheet has
 * of an institution stands in another one too, on the same day and for the same amount, it is probably written twice. That
 * is told (rule book 13); no row is left out for it.
 */
#ifndef RULES_TWICE_H
#define RULES_TWICE_H

#include "rules/world.h"

enum twice_kind { TWICE_LINES, TWICE_PAYMENTS };

struct twice;
struct twice *twice_new(void);
void twice_free(struct twice *t);

/* A number for the rows of a sheet in a month of an institution. month: its first day. */
uint32_t twice_part(struct twice *t, enum twice_kind kind, int64_t sheet, uint32_t inst, jc_day month);
/* A row that counts, on a day of the month of its part; id: purchase.id or payment.id, in the order of the rows. Amounts up
 * to 0 are passed over. */
void twice_add(struct twice *t, uint32_t part, jc_day day, int64_t amount, int64_t id);
/* ind_twice, and a note for each institution; before notes_emit. */
enum jc_status twice_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;

#endif
