#include "redoubt_enclave.h"

// The processor may be short of entropy for a moment; Intel's guide says that ten tries are enough for RDRAND.
#define TRIES 32

bool redoubt_draw_word(bool (*source)(uint64_t *word), uint64_t *last, uint64_t *word) {
    for (int tries = 0; tries < TRIES; tries++) {
        uint64_t drawn = 0;
        // Some processors have answered all ones after sleep, with success; and a source that is stuck says the
        // same again, which a sound one does once in 2^64 words.
        if (source(&drawn) && drawn != 0 && drawn != ~0ull &&
            __atomic_exchange_n(last, drawn, __ATOMIC_RELAXED) != drawn) {
            *word = drawn;
            return true;
        }
        __builtin_ia32_pause();
    }
    return false;
}
