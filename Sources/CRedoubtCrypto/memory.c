#include "boringssl.h"
#include "stack.h"

void redoubt_crypto_wipe(void *bytes, size_t count) { OPENSSL_cleanse(bytes, count); }

void redoubt_crypto_wipe_hash(void *context, size_t count) {
    OPENSSL_cleanse(context, count);
    wipe_stack(HASH_STACK_BYTES);
}

bool redoubt_crypto_equal(const void *a, const void *b, size_t count) {
    return count == 0 || CRYPTO_memcmp(a, b, count) == 0;
}

void redoubt_crypto_random(void *bytes, size_t count) {
    if (count > 0) {
        RAND_bytes(bytes, count);
    }
}

// In no header that BoringSSL installs; its name has the prefix that the headers give to all.
uint32_t OPENSSL_get_ia32cap(int index);

uint32_t redoubt_crypto_processor_features(int index) { return OPENSSL_get_ia32cap(index); }
