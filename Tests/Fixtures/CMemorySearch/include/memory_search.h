// Counts where bytes occur. Why C: memmem(3) is an extension of glibc's that Swift does not import, and a search
// in Swift's debug builds takes minutes.
#ifndef MEMORY_SEARCH_H
#define MEMORY_SEARCH_H

#include <stddef.h>

#pragma clang assume_nonnull begin

// Places in `bytes` where `wanted` begins, which has one byte or more.
size_t memory_count(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

#pragma clang assume_nonnull end
#endif
