// ChaCha20 (RFC 8439, section 2.4) with AVX-512.
//
// Why our own: the chains of a ChaCha20 round are as long as what a processor holds in flight, so sixteen blocks side
// by side, which is what OpenSSL's assembly computes, leave half of its units idle. Thirty-two fill them, in just the
// 32 registers that there are.
#ifndef REDOUBT_CHACHA20_H
#define REDOUBT_CHACHA20_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum { CHACHA20_BLOCK = 64, CHACHA20_STACK_BYTES = 4096 };

struct redoubt_chacha20 {
    uint32_t key[8];
    // The number of the next block, and the nonce.
    uint32_t counter[4];
};

// Encrypts or decrypts, from the next block of the key stream on. With `first`, the next block is written there, and
// the one after it is the first for the bytes. What `count` leaves of its last block is not used again.
//
// Leaves parts of the stream in the vector registers and on the stack, up to CHACHA20_STACK_BYTES of it.
void redoubt_chacha20(
    struct redoubt_chacha20 *stream, uint8_t *_Nullable first, uint8_t *_Nullable out, const uint8_t *_Nullable in,
    size_t count);

#pragma clang assume_nonnull end
#endif
