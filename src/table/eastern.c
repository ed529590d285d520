#include "table/eastern.h"

enum { FEW = 8, ENOUGH = 4096 }; /* pairs */

static void end_pair(struct jc_eastern_count *c, bool valid, bool common)
{
    c->pairs++;
    c->bad += !valid;
    c->common += valid && common;
    c->runs += c->behind;
    c->behind = true;
    c->lead = 0;
}

/* A1 to A3 are signs, A4 to C6 the hanzi of every day. In GB 2312 no second byte is ASCII, and nothing begins with AA to AF. */
static void take_big5(struct jc_eastern_count *c, unsigned char b)
{
    if (c->lead) {
        c->alien += b < 0x80 || (c->lead >= 0xAA && c->lead <= 0xAF);
        end_pair(c, (b >= 0x40 && b <= 0x7E) || (b >= 0xA1 && b <= 0xFE), c->lead >= 0xA1 && c->lead <= 0xC6);
        return;
    }
    c->bad += b == 0x80 || b == 0xFF;
    c->lead = b > 0x80 && b < 0xFF ? b : 0;
    c->behind = c->behind && c->lead;
}

/* 81 to 84 are signs and kana, 88 to 97 the kanji of every day; in GB 2312 nothing begins so. */
static void take_sjis(struct jc_eastern_count *c, unsigned char b)
{
    if (c->lead) {
        const bool kana = c->lead <= 0x84, kanji = c->lead >= 0x88 && c->lead <= 0x97;
        end_pair(c, b >= 0x40 && b <= 0xFC && b != 0x7F, kana || kanji);
        return;
    }
    c->half += b >= 0xA1 && b <= 0xDF;
    c->bad += b == 0x80 || b == 0xA0 || b > 0xFC;
    c->lead = (b > 0x80 && b < 0xA0) || (b > 0xDF && b <= 0xFC) ? b : 0;
    c->behind = c->behind && c->lead;
}

void jc_eastern_feed(struct jc_eastern *e, const void *p, size_t n)
{
    const unsigned char *s = p;

    for (size_t i = 0; i < n && e->big5.pairs < ENOUGH; i++) {
        take_big5(&e->big5, s[i]);
        take_sjis(&e->sjis, s[i]);
    }
}

/* Words, and hardly a byte that is none; ’s of English in Windows-1252 is a pair as well, but none is right behind another. */
static bool is_text(const struct jc_eastern_count *c)
{
    return c->pairs >= FEW && c->bad * 100 <= c->pairs && c->runs * 2 >= c->pairs &&
           c->common * 5 >= (c->pairs + c->half) * 4;
}

const char *jc_eastern_name(const struct jc_eastern *e)
{
    if (is_text(&e->big5) && e->big5.alien * 7 >= e->big5.pairs)
        return "Big5 (traditional Chinese)";
    return is_text(&e->sjis) ? "Shift-JIS (Japanese)" : NULL;
}
