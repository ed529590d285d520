/* Any bytes as a file: every format, from the container to the cell. Seeds: tests/data. */
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jc_buf out = {.limit = 1 << 24};
    char path[64];
    int fd = fuzz_file(path, data, size);

    fuzz_dump(&out, path);
    jc_buf_free(&out);
    close(fd);
    return 0;
}
