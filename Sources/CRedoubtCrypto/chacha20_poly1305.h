// ChaCha20-Poly1305 (RFC 8439) with AVX-512, for which BoringSSL has no code: chacha20.h, and OpenSSL's assembly for
// Poly1305 (openssl/README.md).
#ifndef REDOUBT_CHACHA20_POLY1305_H
#define REDOUBT_CHACHA20_POLY1305_H

#include "redoubt_crypto.h"

// Whether this processor has what the functions below need.
bool redoubt_chacha20_poly1305_is_there(void);

// As redoubt_aead_seal and redoubt_aead_open, for keys of 32 bytes and nonces of 12: false for others, and for a
// message of more than 2^38 - 64 bytes.
bool redoubt_chacha20_poly1305_seal(
    struct redoubt_bytes key, struct redoubt_bytes nonce, struct redoubt_bytes message,
    struct redoubt_bytes associated, uint8_t *_Nullable ciphertext, uint8_t tag[_Nonnull 16]);
bool redoubt_chacha20_poly1305_open(
    struct redoubt_bytes key, struct redoubt_bytes nonce, struct redoubt_bytes ciphertext, struct redoubt_bytes tag,
    struct redoubt_bytes associated, uint8_t *_Nullable message);

#endif
