// What BoringSSL asks of a thread library, made of the enclave's own threads. The types are those of the C
// library whose headers BoringSSL was compiled with; all are zero at first, and larger than what is used here.
#if !defined(__linux__)
#include <stddef.h>
#include <stdint.h>

#include "redoubt_enclave.h"

#define MAXIMUM_KEYS 2
#define WRITER 0x80000000u

// Readers, or WRITER.
int pthread_rwlock_init(uint32_t *lock, const void *attributes) {
    (void)attributes;
    __atomic_store_n(lock, 0, __ATOMIC_RELAXED);
    return 0;
}

int pthread_rwlock_destroy(uint32_t *lock) {
    (void)lock;
    return 0;
}

int pthread_rwlock_rdlock(uint32_t *lock) {
    uint32_t step = 0;
    while (1) {
        uint32_t readers = __atomic_load_n(lock, __ATOMIC_RELAXED);
        if (readers != WRITER &&
            __atomic_compare_exchange_n(lock, &readers, readers + 1, 1, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            return 0;
        }
        redoubt_spin_step(&step);
    }
}

int pthread_rwlock_wrlock(uint32_t *lock) {
    uint32_t step = 0, nobody = 0;
    while (!__atomic_compare_exchange_n(lock, &nobody, WRITER, 1, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
        nobody = 0;
        redoubt_spin_step(&step);
    }
    return 0;
}

int pthread_rwlock_unlock(uint32_t *lock) {
    if (__atomic_load_n(lock, __ATOMIC_RELAXED) == WRITER) {
        __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
    } else {
        __atomic_fetch_sub(lock, 1, __ATOMIC_RELEASE);
    }
    return 0;
}

int pthread_mutex_lock(uint32_t *lock) { return pthread_rwlock_wrlock(lock); }

int pthread_mutex_unlock(uint32_t *lock) { return pthread_rwlock_unlock(lock); }

// 0: not begun; 1: a thread is in `body`; 2: done.
int pthread_once(int *once, void (*body)(void)) {
    if (__atomic_load_n(once, __ATOMIC_ACQUIRE) == 2) {
        return 0;
    }
    int not_begun = 0;
    if (__atomic_compare_exchange_n(once, &not_begun, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)) {
        body();
        __atomic_store_n(once, 2, __ATOMIC_RELEASE);
        return 0;
    }
    for (uint32_t step = 0; __atomic_load_n(once, __ATOMIC_ACQUIRE) != 2;) {
        redoubt_spin_step(&step);
    }
    return 0;
}

// Threads live as long as the enclave, so no destructor is ever called.
static uint32_t keys;
static void *values[MAXIMUM_KEYS][REDOUBT_MAXIMUM_THREADS];

int pthread_key_create(uint32_t *key, void (*destructor)(void *)) {
    (void)destructor;
    uint32_t made = __atomic_fetch_add(&keys, 1, __ATOMIC_RELAXED);
    if (made >= MAXIMUM_KEYS) {
        return 11;
    }
    *key = made;
    return 0;
}

void *pthread_getspecific(uint32_t key) { return values[key][redoubt_thread_self()->index]; }

int pthread_setspecific(uint32_t key, const void *value) {
    values[key][redoubt_thread_self()->index] = (void *)value;
    return 0;
}
#endif
