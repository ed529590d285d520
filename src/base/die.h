/* base, private: the one way in which this module ends the program. */
#ifndef JC_BASE_DIE_H
#define JC_BASE_DIE_H

enum { JC_MSG_MEMORY = 1, JC_MSG_BUG = 2 };

/* Write message `code` with {1} = detail in both languages to descriptor 2 and end with 70. Allocates nothing. */
_Noreturn void jc_die(int code, const char *detail);

#endif
