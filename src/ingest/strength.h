/* strength: amounts of a spec and the one text by which they are compared. */
#ifndef JICAI_INGEST_STRENGTH_H
#define JICAI_INGEST_STRENGTH_H

#include "ingest/unit.h"

enum { STRENGTH_DOSES = 16 }; /* more amounts in one spec are E273 */

struct dose {
    struct jc_dec number;       /* as written */
    const struct measure *unit; /* NULL for a number without a unit */
    int power;                  /* 万: 4 */
    int per;                    /* 每8丸重1.44g: 8; else 1 */
    bool each;                  /* the ml of 10mg/ml: the amount before it is that of each */
    size_t place;               /* where the generic name names what this is an amount of, from 1; 0 = it is not said */
    struct jc_dec amount;       /* in unit->base, set by jc_strength_key */
};
struct strength {
    struct dose dose[STRENGTH_DOSES];
    int n;
    bool times; /* a times sign stood between two amounts: 200mg×100ml */
    bool over;  /* more than STRENGTH_DOSES */
    bool apart; /* a bracket names a fill and says otherwise: 100mg(5ml:50mg) */
};

/* Where the generic name holds the ingredient that words [p, end) end in (含苯磺酸氨氯地平), from 1; 0 = nowhere. */
size_t jc_strength_place(struct jc_span name, const char *p, const char *end);
void jc_strength_add(struct strength *s, struct dose d);
/* How many amounts are of that class (MEASURE_NONE: without a unit). */
int jc_strength_count(const struct strength *s, enum measure_class class);
/* The last two amounts, apart by a times sign, say how strong and how much: 0.9%×100ml, 0.1%×10g, 100iu/ml×3ml. Of others nobody knows. */
bool jc_strength_filled(const struct strength *s);
/* Take what the note, a bracket, says of s, if anything; plain: it begins with a number. */
bool jc_strength_note(struct strength *s, const struct strength *note, bool plain);
/* The key of norm.h into dst of JC_STRENGTH_MAX bytes; "" and a reason (269-273) where it has none; "" and 0 for no
 * amount. */
int jc_strength_key(char *dst, struct strength *s);

#endif
