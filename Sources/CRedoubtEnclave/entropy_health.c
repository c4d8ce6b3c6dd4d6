#include "redoubt_enclave.h"

// The processor may be short of entropy for a moment; Intel's guide says that ten tries are enough for RDRAND.
#define TRIES 32

enum redoubt_draw redoubt_draw_word(bool (*source)(uint64_t *word), uint64_t *last, uint64_t *word) {
    enum redoubt_draw failure = REDOUBT_DRAW_DRY;
    for (int tries = 0; tries < TRIES; tries++) {
        uint64_t drawn = 0;
        if (source(&drawn)) {
            // Some processors have answered all ones after sleep, with success; and a source that is stuck says the
            // same again, which a sound one does once in 2^64 words: the repetition count test of NIST SP 800-90B,
            // 4.4.1.
            if (drawn != 0 && drawn != ~0ull && __atomic_exchange_n(last, drawn, __ATOMIC_RELAXED) != drawn) {
                *word = drawn;
                return REDOUBT_DRAWN;
            }
            failure = REDOUBT_DRAW_STUCK;
        }
        __builtin_ia32_pause();
    }
    return failure;
}
