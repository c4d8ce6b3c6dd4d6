// Wipes what functions have left on the stack.
//
// BoringSSL keeps copies of scalars in local variables and does not overwrite all of them. In an enclave the
// shim that called it does, for the part of the stack that it can have used.
#ifndef REDOUBT_STACK_H
#define REDOUBT_STACK_H

#include <stddef.h>
#include <stdint.h>

// What a curve's arithmetic needs at most, with the tables that it computes, and what hashing needs.
#define CURVE_STACK_BYTES 16384
#define HASH_STACK_BYTES 4096

#if defined(__linux__)
static inline void wipe_stack(size_t count) { (void)count; }
#else
#include "redoubt_enclave.h"

// stack.S: what lies below the caller's frame, down to `bottom`.
void redoubt_wipe_stack(size_t count, uintptr_t bottom);

static inline void wipe_stack(size_t count) {
    redoubt_wipe_stack(count, redoubt_thread_self()->stack_bottom);
}
#endif

#endif
