/* The chance of a generator: each file that includes this has one of its own, so that the rest of a world is the same with it
   and without. Begin with a `state` that hangs on the seed of the world. */
#ifndef WORLD_CHANCE_H
#define WORLD_CHANCE_H

#include <stdbool.h>

static unsigned long long state;

static inline int rnd(int below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below > 0 ? (int)((state * 0x2545F4914F6CDD1DULL >> 33) % (unsigned)below) : 0;
}

static inline int between(int low, int high)
{
    return low + rnd(high - low + 1);
}

static inline bool chance(int percent)
{
    return rnd(100) < percent;
}

#endif
