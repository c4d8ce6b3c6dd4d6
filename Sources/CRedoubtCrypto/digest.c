#include "boringssl.h"

_Static_assert(sizeof(struct redoubt_sha256) == sizeof(SHA256_CTX), "the same bytes");
_Static_assert(sizeof(struct redoubt_sha512) == sizeof(SHA512_CTX), "the same bytes");
_Static_assert(_Alignof(struct redoubt_sha256) >= _Alignof(SHA256_CTX), "the same place");
_Static_assert(_Alignof(struct redoubt_sha512) >= _Alignof(SHA512_CTX), "the same place");

void redoubt_sha256_init(struct redoubt_sha256 *context) { SHA256_Init((SHA256_CTX *)context); }

void redoubt_sha256_update(struct redoubt_sha256 *context, const void *bytes, size_t count) {
    SHA256_Update((SHA256_CTX *)context, bytes, count);
}

void redoubt_sha256_final(struct redoubt_sha256 *context, uint8_t digest[32]) {
    SHA256_Final(digest, (SHA256_CTX *)context);
}

void redoubt_sha384_init(struct redoubt_sha512 *context) { SHA384_Init((SHA512_CTX *)context); }

void redoubt_sha512_init(struct redoubt_sha512 *context) { SHA512_Init((SHA512_CTX *)context); }

void redoubt_sha512_update(struct redoubt_sha512 *context, const void *bytes, size_t count) {
    SHA512_Update((SHA512_CTX *)context, bytes, count);
}

void redoubt_sha512_final(struct redoubt_sha512 *context, uint8_t *digest) {
    SHA512_Final(digest, (SHA512_CTX *)context);
}
