#include "boringssl.h"

#if !defined(__linux__)
#include "redoubt_enclave.h"
#endif

enum { NONCE_BYTES = 12, NONCES = 32 };

// Nonces that nobody has had yet. To draw one takes the generator as long as to encrypt some kilobytes.
struct nonces {
    uint8_t bytes[NONCES][NONCE_BYTES];
    size_t count;
    // The process that they were drawn in: see CRYPTO_get_fork_generation.
    uint64_t generation;
};

// In no header that BoringSSL installs; its name has the prefix that the headers give to all. A number that changes
// when the process has forked; 0 where a fork is not noticed.
uint64_t CRYPTO_get_fork_generation(void);

// CPUID leaf 1, ECX.
#define RDRAND (1u << 30)

__attribute__((target("rdrnd"))) static void add_randomness_of_the_processor(uint8_t nonce[NONCE_BYTES]) {
    unsigned long long random;
    if ((redoubt_crypto_processor_features(1) & RDRAND) && __builtin_ia32_rdrand64_step(&random)) {
        for (size_t i = 0; i < sizeof random; i++) {
            nonce[i] ^= (uint8_t)(random >> 8 * i);
        }
    }
}

static struct nonces *nonces_of_thread(void) {
#if defined(__linux__)
    static _Thread_local struct nonces own;
    return &own;
#else
    static struct nonces *own[REDOUBT_MAXIMUM_THREADS];
    struct nonces **mine = own + redoubt_thread_self()->index;
    if (*mine == NULL) {
        *mine = OPENSSL_zalloc(sizeof **mine);
    }
    return *mine;
#endif
}

void redoubt_crypto_nonce(uint8_t nonce[NONCE_BYTES]) {
    uint64_t generation = CRYPTO_get_fork_generation();
    struct nonces *nonces = nonces_of_thread();
    if (nonces == NULL || generation == 0) {
        RAND_bytes(nonce, NONCE_BYTES);
        return;
    }
    if (nonces->count == 0 || nonces->generation != generation) {
        RAND_bytes(nonces->bytes[0], sizeof nonces->bytes);
        nonces->count = NONCES;
        nonces->generation = generation;
    }
    nonces->count--;
    __builtin_memcpy(nonce, nonces->bytes[nonces->count], NONCE_BYTES);
    add_randomness_of_the_processor(nonce);
}
