// Random bytes: each word is the processor's, XORed with a word that SipHash makes of the platform's seed
// and a counter. It is unpredictable as long as either source is.
#if !defined(__linux__)
#include "redoubt_enclave.h"

static uint64_t counter;

// The processor may be short of entropy for a moment (Intel's guide: ten tries for RDRAND); RDSEED may be
// absent, and CPUID is the monitor's word, so RDRAND, whose failure is visible, is the source.
static int processor_word(uint64_t *word) {
    for (int tries = 0; tries < 32; tries++) {
        unsigned char ok;
        __asm__ volatile("rdrand %0; setc %1" : "=r"(*word), "=qm"(ok) : : "cc");
        // Some processors have answered all ones after sleep, with success.
        if (ok && *word != 0 && *word != ~0ull) {
            return 1;
        }
        __builtin_ia32_pause();
    }
    return 0;
}

void redoubt_random(void *destination, size_t count) {
    uint8_t *out = destination;
    while (count > 0) {
        uint64_t word;
        if (!processor_word(&word)) {
            redoubt_abort(REDOUBT_ABORT_ENTROPY_FAILURE);
        }
        uint64_t index = __atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
        word ^= redoubt_siphash(redoubt_platform()->seed + 16 * (index % 4), index);
        size_t part = count < 8 ? count : 8;
        __builtin_memcpy(out, &word, part);
        out += part;
        count -= part;
    }
}

void arc4random_buf(void *destination, size_t count) { redoubt_random(destination, count); }

int getentropy(void *destination, size_t count) {
    redoubt_random(destination, count);
    return 0;
}
#endif
