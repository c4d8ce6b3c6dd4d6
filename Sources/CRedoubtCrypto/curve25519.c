#include "boringssl.h"
#include "stack.h"

void redoubt_x25519_public(const uint8_t secret[32], uint8_t public_key[32]) {
    X25519_public_from_private(public_key, secret);
    wipe_stack(CURVE_STACK_BYTES);
}

bool redoubt_x25519(const uint8_t secret[32], const uint8_t peer[32], uint8_t shared[32]) {
    bool agreed = X25519(shared, secret, peer) == 1;
    wipe_stack(CURVE_STACK_BYTES);
    return agreed;
}

void redoubt_ed25519_expand(const uint8_t seed[32], uint8_t expanded[64]) {
    uint8_t public_key[32];
    ED25519_keypair_from_seed(public_key, expanded, seed);
    wipe_stack(CURVE_STACK_BYTES);
}

bool redoubt_ed25519_sign(const uint8_t expanded[64], struct redoubt_bytes message, uint8_t signature[64]) {
    bool is_signed = ED25519_sign(signature, message.start, message.count, expanded) == 1;
    wipe_stack(CURVE_STACK_BYTES);
    return is_signed;
}

bool redoubt_ed25519_verify(
    const uint8_t public_key[32], struct redoubt_bytes message, const uint8_t signature[64]) {
    return ED25519_verify(message.start, message.count, signature, public_key) == 1;
}
