#define _GNU_SOURCE
#include "memory_search.h"

#include <string.h>

size_t memory_count(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
    size_t found = 0;
    const char *at = bytes, *end = at + count;
    while ((at = memmem(at, (size_t)(end - at), wanted, wanted_count)) != NULL) {
        found++;
        at++;
    }
    return found;
}
