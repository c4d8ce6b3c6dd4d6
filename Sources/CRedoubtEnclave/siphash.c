#include "redoubt_enclave.h"

// SipHash-2-4 (Aumasson and Bernstein, 2012), for a message of exactly eight bytes.
#define ROTATE(x, b) (((x) << (b)) | ((x) >> (64 - (b))))
#define ROUND                                                                                              \
    do {                                                                                                   \
        v0 += v1, v1 = ROTATE(v1, 13) ^ v0, v0 = ROTATE(v0, 32);                                           \
        v2 += v3, v3 = ROTATE(v3, 16) ^ v2;                                                                \
        v0 += v3, v3 = ROTATE(v3, 21) ^ v0;                                                                \
        v2 += v1, v1 = ROTATE(v1, 17) ^ v2, v2 = ROTATE(v2, 32);                                           \
    } while (0)

uint64_t redoubt_siphash(const uint8_t key[_Nonnull 16], uint64_t word) {
    uint64_t k0, k1;
    __builtin_memcpy(&k0, key, 8);
    __builtin_memcpy(&k1, key + 8, 8);
    uint64_t v0 = k0 ^ 0x736f6d6570736575, v1 = k1 ^ 0x646f72616e646f6d;
    uint64_t v2 = k0 ^ 0x6c7967656e657261, v3 = k1 ^ 0x7465646279746573;
    const uint64_t length = 8ull << 56;
    v3 ^= word;
    ROUND;
    ROUND;
    v0 ^= word;
    v3 ^= length;
    ROUND;
    ROUND;
    v0 ^= length;
    v2 ^= 0xff;
    ROUND;
    ROUND;
    ROUND;
    ROUND;
    return v0 ^ v1 ^ v2 ^ v3;
}
