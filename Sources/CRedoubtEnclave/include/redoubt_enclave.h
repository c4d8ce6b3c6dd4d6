// The floor that freestanding Swift stands on inside an enclave.
//
// Why C: the compiler emits calls to these symbols, and entry, doorbell and entropy are instructions that
// Swift cannot express. Functions that need no enclave (heap, entropy mixing) are compiled for the host
// too, so that they are tested there.
#ifndef REDOUBT_ENCLAVE_H
#define REDOUBT_ENCLAVE_H

#include <stddef.h>
#include <stdint.h>

#include "redoubt_abi.h"
#include "redoubt_heap.h"

#pragma clang assume_nonnull begin

// SipHash-2-4 of one 64-bit word, the pseudo-random function that spreads the platform's seed.
uint64_t redoubt_siphash(const uint8_t key[_Nonnull 16], uint64_t word);

// What came of drawing a random word.
enum redoubt_draw {
    REDOUBT_DRAWN,
    // The source gave nothing, as often as it was asked.
    REDOUBT_DRAW_DRY,
    // The source gave nothing but zeros, ones, or the word before: it is broken.
    REDOUBT_DRAW_STUCK,
};

// Draws a word from a source of random words, and keeps it in `last`.
enum redoubt_draw redoubt_draw_word(bool (*source)(uint64_t *word), uint64_t *last, uint64_t *word);

#if !defined(__linux__)

// What the monitor said at launch: a private copy, taken before anything else ran.
const struct redoubt_platform *redoubt_platform(void);

// The enclave's identity and keys: a private copy, taken at the same time, and wiped where they came from.
const struct redoubt_keys *redoubt_keys(void);

// The most threads that an enclave has (docs/ENCLAVE_JSON.md).
#define REDOUBT_MAXIMUM_THREADS 64

// The calling thread.
const struct redoubt_thread *redoubt_thread_self(void);

// Leaves the enclave. `address` is the word that a backend without a monitor in the path waits on.
void redoubt_doorbell(enum redoubt_doorbell operation, uint32_t argument, const void *_Nullable address);

// Stops the enclave for good.
_Noreturn void redoubt_abort(enum redoubt_abort reason);

// A hint to the processor that this is a spin.
static inline void redoubt_relax(void) { __builtin_ia32_pause(); }

// One step of a spin: a hint to the processor, and from the 200th step on a pause in the host.
void redoubt_spin_step(uint32_t *step);

// A word of RDRAND and of RDSEED; false if the processor has none now. Weak: tests link an enclave with functions in
// their place that fail. That is another image with another measurement; a host can choose nothing here.
bool redoubt_rdrand(uint64_t *word);
bool redoubt_rdseed(uint64_t *word);

// Fills memory with random bytes, or stops the enclave if the processor has none.
void redoubt_random(void *destination, size_t count);

// Bytes that a block of malloc's holds; 0 if it is none.
size_t redoubt_allocated_bytes(void *block);

// Given by the Swift runtime: serves calls on this thread for ever.
_Noreturn void redoubt_serve_thread(void);

// Given by the Swift runtime: takes what was printed, up to a line's end.
void redoubt_log_bytes(const uint8_t *bytes, size_t count);

#endif

#pragma clang assume_nonnull end
#endif
