// The processor's clock, which is there in an enclave too. Why C: it is an instruction.
#ifndef CRYPTO_BENCH_H
#define CRYPTO_BENCH_H

#include <stdint.h>

// Ticks of the time stamp counter, read when all that came before is done.
uint64_t crypto_bench_ticks(void);

#endif
