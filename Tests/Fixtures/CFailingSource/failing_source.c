#include "failing_source.h"

#include <stdbool.h>

// The enclave is compiled alone: outside of it there is no floor whose functions could be replaced.
static uint8_t rdrand_fault, rdseed_fault;

void failing_source_break_rdrand(uint8_t fault) { __atomic_store_n(&rdrand_fault, fault, __ATOMIC_SEQ_CST); }
void failing_source_break_rdseed(uint8_t fault) { __atomic_store_n(&rdseed_fault, fault, __ATOMIC_SEQ_CST); }

#if !defined(__linux__)
bool redoubt_rdrand(uint64_t *word);
bool redoubt_rdseed(uint64_t *word);

static bool fail(uint8_t fault, uint64_t *word) {
    switch (fault) {
    case FAILING_SOURCE_ZEROS: *word = 0; return true;
    case FAILING_SOURCE_ONES: *word = ~0ull; return true;
    case FAILING_SOURCE_STUCK: *word = 0x0123456789abcdefull; return true;
    default: return false;
    }
}

bool redoubt_rdrand(uint64_t *word) {
    uint8_t fault = __atomic_load_n(&rdrand_fault, __ATOMIC_SEQ_CST);
    if (fault != FAILING_SOURCE_SOUND) {
        return fail(fault, word);
    }
    unsigned char ok;
    __asm__ volatile("rdrand %0; setc %1" : "=r"(*word), "=qm"(ok) : : "cc");
    return ok;
}

// Sound, it is RDRAND's: not every processor that the tests run on has RDSEED.
bool redoubt_rdseed(uint64_t *word) {
    uint8_t fault = __atomic_load_n(&rdseed_fault, __ATOMIC_SEQ_CST);
    return fault != FAILING_SOURCE_SOUND ? fail(fault, word) : redoubt_rdrand(word);
}
#endif
