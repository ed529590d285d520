/*
 * queue, private: lines handed from the thread that reads them to the one that judges them, in their order. Reading is
 * SQLite's work and judging ours; on two cores they take place at once. Where no thread can be had, lines are judged as
 * they come.
 */
#ifndef RULES_QUEUE_H
#define RULES_QUEUE_H

#include "rules/world.h"

struct queue;
/* Some lines in their order; their texts are valid during the call. Called from one thread only. */
typedef void queue_taken(void *arg, struct line *line, uint32_t n);

struct queue *queue_open(queue_taken *taken, void *arg);
/* Adds a line; its texts are copied. */
void queue_add(struct queue *q, const struct line *line);
/* Waits until every line was taken, and frees. Afterwards all that the other thread wrote can be read. */
void queue_close(struct queue *q);

#endif
