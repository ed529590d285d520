/*
 * returns, private: rows that return something, and the lines that they are of (rule book 4.3, 15). They are few and known before
 * the lines: each is put aside, every line is asked once whether one of them means it, and when the lines have ended the
 * returns take off what went back.
 */
#ifndef RULES_RETURNS_H
#define RULES_RETURNS_H

#include "rules/count.h"

struct returns;
/* `seen` is told of each part of a return that a line takes, and of each return that none takes; or NULL. */
struct returns *returns_new(struct world *w, line_seen *seen, void *arg);
void returns_free(struct returns *r);
/* A return of a known institution and item, worked out; `order`, "" = none, is that of its goods where it says so. Texts are copied. */
void returns_take(struct returns *r, const struct line *line, const char *order, size_t order_len);
/* A line that is no return, once all returns are taken: kept if one of them may mean it. */
void returns_offer(struct returns *r, const struct line *line);
/* All lines have been offered, and counted: each return takes off what it is of, or counts by itself, and is tallied. */
void returns_finish(struct returns *r);

#endif
