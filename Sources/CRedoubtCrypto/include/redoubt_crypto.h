// BoringSSL, as far as RedoubtCrypto uses it.
//
// Why C: BoringSSL's headers need a C library, which an enclave has not; its macros and struct layouts are C's;
// and contexts that hold key material live here on the stack, where they are wiped before a function returns.
// It would retire when swift-crypto's own module compiles for an enclave.
//
// Functions that return bool return false for input that does not fit and change nothing then, unless it says
// otherwise. A count of 0 may come with NULL.
#ifndef REDOUBT_CRYPTO_H
#define REDOUBT_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Overwrites memory with zeros, in a way that no compiler leaves out.
void redoubt_crypto_wipe(void *bytes, size_t count);

// The same for the context of a hash function, and in an enclave for what hashing left on the stack.
void redoubt_crypto_wipe_hash(void *context, size_t count);

// Compares in a time that depends on the count alone.
bool redoubt_crypto_equal(const void *_Nullable a, const void *_Nullable b, size_t count);

// Fills memory from BoringSSL's generator (CTR_DRBG), which the enclave's entropy seeds. A source of entropy that
// fails stops the enclave.
void redoubt_crypto_random(void *_Nullable bytes, size_t count);

// Makes a nonce of 12 random bytes, which is no secret. Several are drawn from the generator at a time; what RDRAND
// says is added to each when it is taken, so that memory that is copied does not repeat them. A process that has forked
// draws new ones.
void redoubt_crypto_nonce(uint8_t nonce[_Nonnull 12]);

// What BoringSSL found by CPUID: OPENSSL_ia32cap_P[index], 0 to 3.
uint32_t redoubt_crypto_processor_features(int index);

// Hashing. A context is a value: a copy goes on by itself.
struct redoubt_sha256 {
    uint32_t words[28];
};
struct redoubt_sha512 {
    uint64_t words[26];
};
void redoubt_sha256_init(struct redoubt_sha256 *context);
void redoubt_sha256_update(struct redoubt_sha256 *context, const void *_Nullable bytes, size_t count);
void redoubt_sha256_final(struct redoubt_sha256 *context, uint8_t digest[_Nonnull 32]);
void redoubt_sha384_init(struct redoubt_sha512 *context);
void redoubt_sha512_init(struct redoubt_sha512 *context);
void redoubt_sha512_update(struct redoubt_sha512 *context, const void *_Nullable bytes, size_t count);
// Writes 48 bytes if the context was set up for SHA-384, else 64.
void redoubt_sha512_final(struct redoubt_sha512 *context, uint8_t *digest);

// Authenticated encryption with a 16-byte tag. AES-GCM takes keys of 16, 24 or 32 bytes and nonces of 12 or more,
// ChaCha20-Poly1305 keys of 32 and nonces of 12.
enum redoubt_cipher { REDOUBT_CIPHER_AES_GCM = 1, REDOUBT_CIPHER_CHACHA20_POLY1305 = 2 };
struct redoubt_bytes {
    const uint8_t *_Nullable start;
    size_t count;
};
// Writes as many bytes as the message has to `ciphertext`.
bool redoubt_aead_seal(
    enum redoubt_cipher cipher, struct redoubt_bytes key, struct redoubt_bytes nonce, struct redoubt_bytes message,
    struct redoubt_bytes associated, uint8_t *_Nullable ciphertext, uint8_t tag[_Nonnull 16]);
// On failure `message` holds nothing of the plaintext.
bool redoubt_aead_open(
    enum redoubt_cipher cipher, struct redoubt_bytes key, struct redoubt_bytes nonce,
    struct redoubt_bytes ciphertext, struct redoubt_bytes tag, struct redoubt_bytes associated,
    uint8_t *_Nullable message);

// Curve25519.
void redoubt_x25519_public(const uint8_t secret[_Nonnull 32], uint8_t public_key[_Nonnull 32]);
// False if the point has a small order, so that the result would be no secret.
bool redoubt_x25519(
    const uint8_t secret[_Nonnull 32], const uint8_t peer[_Nonnull 32], uint8_t shared[_Nonnull 32]);
// The expanded key is the seed, then the public key.
void redoubt_ed25519_expand(const uint8_t seed[_Nonnull 32], uint8_t expanded[_Nonnull 64]);
bool redoubt_ed25519_sign(
    const uint8_t expanded[_Nonnull 64], struct redoubt_bytes message, uint8_t signature[_Nonnull 64]);
bool redoubt_ed25519_verify(
    const uint8_t public_key[_Nonnull 32], struct redoubt_bytes message, const uint8_t signature[_Nonnull 64]);

// The curves of NIST. A key is immutable, and may be used by several threads.
enum redoubt_curve { REDOUBT_CURVE_P256 = 1, REDOUBT_CURVE_P384 = 2, REDOUBT_CURVE_P521 = 3 };
typedef struct redoubt_ec_key redoubt_ec_key;
redoubt_ec_key *_Nullable redoubt_ec_generate(enum redoubt_curve curve);
// Takes a big-endian scalar of the curve's length; NULL unless it is within 1 and the order less 1.
redoubt_ec_key *_Nullable redoubt_ec_private(enum redoubt_curve curve, struct redoubt_bytes scalar);
// Takes a point as in X9.62, compressed or not; NULL if it is not on the curve or is infinity.
redoubt_ec_key *_Nullable redoubt_ec_public(enum redoubt_curve curve, struct redoubt_bytes point);
void redoubt_ec_free(redoubt_ec_key *key);
bool redoubt_ec_get_scalar(const redoubt_ec_key *key, uint8_t *scalar, size_t count);
bool redoubt_ec_get_point(const redoubt_ec_key *key, bool compressed, uint8_t *point, size_t count);
// A signature is r, then s, each of the curve's length.
bool redoubt_ec_sign(
    const redoubt_ec_key *key, struct redoubt_bytes digest, uint8_t *signature, size_t count);
bool redoubt_ec_verify(
    const redoubt_ec_key *key, struct redoubt_bytes digest, struct redoubt_bytes signature);
// Writes the shared point's x coordinate.
bool redoubt_ec_agree(
    const redoubt_ec_key *key, const redoubt_ec_key *peer, uint8_t *shared, size_t count);

#pragma clang assume_nonnull end
#endif
