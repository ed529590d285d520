/* Bytes to a file, however many times the system has to be asked. */
#include "jicai/base.h"

#include <errno.h>
#include <unistd.h>

bool jc_write_all(int fd, const void *bytes, size_t n)
{
    for (const char *p = bytes; n > 0;) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno != EINTR)
            return false;
        p += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
    }
    return true;
}
