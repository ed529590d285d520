/* round: how a round is named in a line of a title: 第三批, and the words around it that tell which third. */
#ifndef INGEST_ROUND_H
#define INGEST_ROUND_H

#include "ingest/title.h"

/* What stands before 第三批: 浙江省 of 云溪县人民医院2024年浙江省第三批. Hospitals, days and what tables are called are no part of it. */
struct jc_round_front {
    struct jc_buf text; /* "": nothing that tells it from others */
    const char *from;   /* the first of it in the line, or NULL */
    bool national;      /* 国家, 国采, 全国, 4+7 */
    bool renewed;       /* text holds 续约, 耗材 or the like, which no area explains */
};
/* Free out->text. */
void jc_round_front(struct jc_round_front *out, struct jc_span before);

/*
 * The province or alliance whose purchases a line speaks of without a number: 浙江省 of 浙江省药品集采约定采购量; a city or county
 * may just as well be the one that reports. False, and nothing appended: there is none.
 */
bool jc_round_area(struct jc_buf *out, struct jc_span line);

/* What follows it: 药品集采 says nothing, 续约 or 胰岛素集采 that it is another. */
struct jc_round_back {
    struct jc_span text; /* from where the round ends to the last word that matters; n = 0: none does */
    size_t len;          /* bytes of all that belongs to its name */
    bool national;
};
struct jc_round_back jc_round_back(struct jc_span behind);

/* 续约, 续签, 接续 anywhere in a line; NULL: in none. */
const char *jc_round_renewal(struct jc_span line);
/* 集采, 带量采购 …: bytes of the word at s by which the name of a round ends, 0: there is none. */
size_t jc_round_ending(struct jc_span s);
/* Does it hold 国家, 国采, 全国 or 4+7? */
bool jc_round_is_national(struct jc_span s);
/* Bytes of the character with which s begins. */
size_t jc_round_char(struct jc_span s);

#endif
