// Keeps a secret where only a debugger would look: in registers, and on a stack.
//
// Why C: neither Swift nor C says which register holds a value; inline assembly does.
#ifndef HOLD_H
#define HOLD_H

#include <stdint.h>

// Never returns. Leaves the enclave for a millisecond again and again, so that it costs little.
_Noreturn void attack_hold(const uint64_t *_Nonnull secret);

#endif
