// Random bytes: each word is the processor's, XORed with a word that SipHash makes of the platform's seed
// and a counter. It is unpredictable as long as either source is.
#if !defined(__linux__)
#include "redoubt_enclave.h"

static uint64_t counter;

// RDSEED may be absent, and RDRAND's failure is visible, so RDRAND is the source that there must be.
__attribute__((weak)) bool redoubt_rdrand(uint64_t *word) {
    unsigned char ok;
    __asm__ volatile("rdrand %0; setc %1" : "=r"(*word), "=qm"(ok) : : "cc");
    return ok;
}

static bool has_rdseed(void) {
    // 0: not asked yet; 1: no; 2: yes. Asking leaves a virtual machine, which takes long.
    static uint32_t known;
    uint32_t answer = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (answer == 0) {
        uint32_t a = 7, b, c = 0, d;
        __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
        answer = (b >> 18 & 1) + 1;
        __atomic_store_n(&known, answer, __ATOMIC_RELAXED);
    }
    return answer == 2;
}

__attribute__((weak)) bool redoubt_rdseed(uint64_t *word) {
    if (!has_rdseed()) {
        return false;
    }
    unsigned char ok;
    __asm__ volatile("rdseed %0; setc %1" : "=r"(*word), "=qm"(ok) : : "cc");
    return ok;
}

void redoubt_random(void *destination, size_t count) {
    uint8_t *out = destination;
    while (count > 0) {
        static uint64_t last;
        uint64_t word;
        if (redoubt_draw_word(redoubt_rdrand, &last, &word) != REDOUBT_DRAWN) {
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

// The seed of a generator: RDSEED's words too, where the processor has them. It runs dry when many ask, which is
// no failure; but one that repeats itself is broken, and who knows what else of the processor is.
int getentropy(void *destination, size_t count) {
    redoubt_random(destination, count);
    uint8_t *out = destination;
    for (size_t done = 0; done < count;) {
        static uint64_t last;
        uint64_t word;
        enum redoubt_draw drawn = redoubt_draw_word(redoubt_rdseed, &last, &word);
        if (drawn == REDOUBT_DRAW_STUCK) {
            redoubt_abort(REDOUBT_ABORT_ENTROPY_FAILURE);
        }
        if (drawn == REDOUBT_DRAW_DRY) {
            break;
        }
        for (int i = 0; i < 8 && done < count; i++, done++) {
            out[done] ^= (uint8_t)(word >> 8 * i);
        }
    }
    return 0;
}
#endif
