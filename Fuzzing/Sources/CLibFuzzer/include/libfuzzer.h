// What libFuzzer offers to a mutator. Why C: the toolchain has the function, and no header for it. It would
// retire when the toolchain brings one.
#ifndef REDOUBT_LIBFUZZER_H
#define REDOUBT_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

// Changes the bytes, of which there may be as many as the limit afterwards; gives their number.
size_t LLVMFuzzerMutate(uint8_t *_Nonnull data, size_t count, size_t limit);

#endif
