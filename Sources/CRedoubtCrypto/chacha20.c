#include "chacha20.h"

// What redoubt_chacha20_poly1305_is_there asks for.
#define WIDE __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define INLINE static inline __attribute__((always_inline)) WIDE

enum { LANES = 16, DOUBLE_ROUNDS = 10 };

// One word of each of sixteen blocks, or all words of one block.
typedef uint32_t words __attribute__((vector_size(CHACHA20_BLOCK)));
typedef words unaligned_words __attribute__((aligned(1), may_alias));
typedef uint64_t pairs __attribute__((vector_size(CHACHA20_BLOCK)));

static const words lane_numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

INLINE words rotate(words x, int count) { return x << count | x >> (32 - count); }

// Half of a double round: the quarter rounds of one direction, step by step in all groups, so that each step has as
// many independent parts as possible.
#define QUARTERS for (size_t g = 0; g < groups; g++) for (size_t i = 0; i < 4; i++)
INLINE void half(words *s, size_t groups, size_t b, size_t c, size_t d) {
#define A s[g * LANES + i]
#define B s[g * LANES + 4 + (i + b) % 4]
#define C s[g * LANES + 8 + (i + c) % 4]
#define D s[g * LANES + 12 + (i + d) % 4]
    _Pragma("unroll") QUARTERS { A += B; }
    _Pragma("unroll") QUARTERS { D = rotate(D ^ A, 16); }
    _Pragma("unroll") QUARTERS { C += D; }
    _Pragma("unroll") QUARTERS { B = rotate(B ^ C, 12); }
    _Pragma("unroll") QUARTERS { A += B; }
    _Pragma("unroll") QUARTERS { D = rotate(D ^ A, 8); }
    _Pragma("unroll") QUARTERS { C += D; }
    _Pragma("unroll") QUARTERS { B = rotate(B ^ C, 7); }
#undef A
#undef B
#undef C
#undef D
}
#undef QUARTERS

#define LOW_WORDS(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define HIGH_WORDS(a, b) __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define LOW_PAIRS(a, b) (words)__builtin_shufflevector((pairs)(a), (pairs)(b), 0, 8, 2, 10, 4, 12, 6, 14)
#define HIGH_PAIRS(a, b) (words)__builtin_shufflevector((pairs)(a), (pairs)(b), 1, 9, 3, 11, 5, 13, 7, 15)
#define LOW_HALVES(a, b) (words)__builtin_shufflevector((pairs)(a), (pairs)(b), 0, 1, 2, 3, 8, 9, 10, 11)
#define HIGH_HALVES(a, b) (words)__builtin_shufflevector((pairs)(a), (pairs)(b), 4, 5, 6, 7, 12, 13, 14, 15)
#define EVEN_QUARTERS(a, b) (words)__builtin_shufflevector((pairs)(a), (pairs)(b), 0, 1, 4, 5, 8, 9, 12, 13)
#define ODD_QUARTERS(a, b) (words)__builtin_shufflevector((pairs)(a), (pairs)(b), 2, 3, 6, 7, 10, 11, 14, 15)

// From word i of all blocks to all words of block i.
INLINE void transpose(words x[LANES]) {
    words y[LANES];
    _Pragma("unroll") for (size_t q = 0; q < LANES; q += 4) {
        words low0 = LOW_WORDS(x[q], x[q + 1]), high0 = HIGH_WORDS(x[q], x[q + 1]);
        words low2 = LOW_WORDS(x[q + 2], x[q + 3]), high2 = HIGH_WORDS(x[q + 2], x[q + 3]);
        y[q] = LOW_PAIRS(low0, low2);
        y[q + 1] = HIGH_PAIRS(low0, low2);
        y[q + 2] = LOW_PAIRS(high0, high2);
        y[q + 3] = HIGH_PAIRS(high0, high2);
    }
    // Quarter l of y[q + r] is now words q to q + 3 of block 4 l + r.
    _Pragma("unroll") for (size_t r = 0; r < 4; r++) {
        words low0 = LOW_HALVES(y[r], y[4 + r]), high0 = HIGH_HALVES(y[r], y[4 + r]);
        words low8 = LOW_HALVES(y[8 + r], y[12 + r]), high8 = HIGH_HALVES(y[8 + r], y[12 + r]);
        x[r] = EVEN_QUARTERS(low0, low8);
        x[4 + r] = ODD_QUARTERS(low0, low8);
        x[8 + r] = EVEN_QUARTERS(high0, high8);
        x[12 + r] = ODD_QUARTERS(high0, high8);
    }
}

INLINE void exclusive_or(uint8_t *out, const uint8_t *in, words block) {
    *(unaligned_words *)out = *(const unaligned_words *)in ^ block;
}

struct cursor {
    uint8_t *first;
    uint8_t *out;
    const uint8_t *in;
    size_t count;
};

// Takes up to 64 bytes a block from the key stream.
INLINE void take(struct cursor *c, const words *blocks, size_t block_count) {
    for (size_t b = 0; b < block_count; b++) {
        if (c->first != NULL) {
            *(unaligned_words *)c->first = blocks[b];
            c->first = NULL;
        } else if (c->count >= CHACHA20_BLOCK) {
            exclusive_or(c->out, c->in, blocks[b]);
            c->out += CHACHA20_BLOCK;
            c->in += CHACHA20_BLOCK;
            c->count -= CHACHA20_BLOCK;
        } else {
            const uint8_t *bytes = (const uint8_t *)(blocks + b);
            for (size_t i = 0; i < c->count; i++) {
                c->out[i] = c->in[i] ^ bytes[i];
            }
            c->count = 0;
            return;
        }
    }
}

// The next 16 blocks of each group, as far as they are wanted.
INLINE void batch(uint32_t initial[16], struct cursor *c, size_t groups) {
    words s[2 * LANES];
    _Pragma("unroll") for (size_t g = 0; g < groups; g++) {
        _Pragma("unroll") for (size_t i = 0; i < LANES; i++) { s[g * LANES + i] = (words){} + initial[i]; }
        s[g * LANES + 12] += lane_numbers + (uint32_t)(g * LANES);
    }
    _Pragma("nounroll") for (size_t round = 0; round < DOUBLE_ROUNDS; round++) {
        half(s, groups, 0, 0, 0);
        half(s, groups, 1, 2, 3);
    }
    _Pragma("unroll") for (size_t g = 0; g < groups; g++) {
        _Pragma("unroll") for (size_t i = 0; i < LANES; i++) { s[g * LANES + i] += initial[i]; }
        s[g * LANES + 12] += lane_numbers + (uint32_t)(g * LANES);
        transpose(s + g * LANES);
    }
    size_t block_count = groups * LANES;
    initial[12] += (uint32_t)block_count;
    if (c->first != NULL || c->count < block_count * CHACHA20_BLOCK) {
        take(c, s, block_count);
        return;
    }
    _Pragma("unroll") for (size_t g = 0; g < groups; g++) {
        _Pragma("unroll") for (size_t b = 0; b < LANES; b++) {
            size_t block = g * LANES + b;
            exclusive_or(c->out + block * CHACHA20_BLOCK, c->in + block * CHACHA20_BLOCK, s[block]);
        }
    }
    c->out += block_count * CHACHA20_BLOCK;
    c->in += block_count * CHACHA20_BLOCK;
    c->count -= block_count * CHACHA20_BLOCK;
}

WIDE void redoubt_chacha20(
    struct redoubt_chacha20 *stream, uint8_t *first, uint8_t *out, const uint8_t *in, size_t count) {
    uint32_t initial[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    __builtin_memcpy(initial + 4, stream->key, sizeof stream->key);
    __builtin_memcpy(initial + 12, stream->counter, sizeof stream->counter);
    struct cursor c = {first, out, in, count};
    size_t block_count = (first != NULL) + count / CHACHA20_BLOCK + (count % CHACHA20_BLOCK != 0);
    stream->counter[0] += (uint32_t)block_count;
    for (; block_count > LANES; block_count -= block_count < 2 * LANES ? block_count : 2 * LANES) {
        batch(initial, &c, 2);
    }
    if (block_count > 0) {
        batch(initial, &c, 1);
    }
}
