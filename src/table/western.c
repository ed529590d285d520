#include "table/western.h"

static void end_run(struct jc_western *w)
{
    if (w->run)
        ++*(w->run & 1 ? &w->odd : &w->even);
    w->run = 0;
    w->hanzi = 0;
}

/* Characters of GB 2312 are pairs of bytes beyond ASCII; hanzi begin with B0 to F7, before them come signs. */
static void take_high(struct jc_western *w, unsigned char b)
{
    if (w->run++ % 2 == 0) {
        w->lead = b;
        return;
    }
    w->hanzi = w->lead >= 0xB0 && w->lead <= 0xF7 && b >= 0xA1 ? w->hanzi + 1 : 0;
    w->words |= w->hanzi >= 2;
}

void jc_western_feed(struct jc_western *w, const void *p, size_t n)
{
    const unsigned char *s = p;

    for (size_t i = 0; i < n && !w->words; i++)
        if (s[i] >= 0x80)
            take_high(w, s[i]);
        else
            end_run(w);
}

bool jc_is_western(const struct jc_western *w)
{
    uint64_t odd = w->odd + (w->run & 1);

    return !w->words && odd > w->even + (w->run && !(w->run & 1));
}
