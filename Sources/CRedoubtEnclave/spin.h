// A spinlock that gives the processor away when it has to wait long: its holder may be a thread that the
// host's scheduler has taken off the processor.
#ifndef REDOUBT_SPIN_H
#define REDOUBT_SPIN_H

#include <stdint.h>

#if defined(__linux__)
#include <sched.h>
static inline void redoubt_lock_wait(uint32_t *step) {
    if (++*step % 64 == 0) {
        sched_yield();
    }
}
#else
#include "redoubt_enclave.h"
static inline void redoubt_lock_wait(uint32_t *step) { redoubt_spin_step(step); }
#endif

static inline void redoubt_lock(uint32_t *lock) {
    uint32_t step = 0;
    while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0) {
        redoubt_lock_wait(&step);
    }
}

static inline void redoubt_unlock(uint32_t *lock) { __atomic_store_n(lock, 0, __ATOMIC_RELEASE); }

#endif
