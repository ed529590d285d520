/* base, private: the message table, so that tests can add messages of their own. */
#ifndef JC_BASE_MSG_H
#define JC_BASE_MSG_H

#include <stddef.h>

/* Read the lines of a messages.tsv (header line first); the text must outlive the program. Not thread-safe. */
void jc_msg_read(const char *tsv, size_t n);

#endif
