#include "crypto_bench.h"

uint64_t crypto_bench_ticks(void) {
    __builtin_ia32_lfence();
    return __builtin_ia32_rdtsc();
}
