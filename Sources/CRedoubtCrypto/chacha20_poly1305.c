#include "chacha20_poly1305.h"

#include "chacha20.h"
#include "stack.h"

enum { BLOCK = 16, CHUNK = 32768 };

// CPUID leaf 1, ECX: SSSE3, AVX. Leaf 7, EBX: AVX2, AVX-512 F, DQ, IFMA, BW, VL.
#define LEAF_1 (1u << 9 | 1u << 28)
#define LEAF_7 (1u << 5 | 1u << 16 | 1u << 17 | 1u << 21 | 1u << 30 | 1u << 31)

// Where OpenSSL's assembly looks for them: OPENSSL_ia32cap_P. A constant, because nobody comes here without them.
extern const uint32_t redoubt_chacha20_poly1305_features[4] __attribute__((visibility("hidden")));
const uint32_t redoubt_chacha20_poly1305_features[4] = {0, LEAF_1, LEAF_7, 0};

typedef void blocks_function(void *state, const uint8_t *bytes, size_t count, unsigned int pad_bit);
typedef void emit_function(void *state, uint8_t tag[16], const uint32_t nonce[4]);

// OpenSSL's assembly: crypto/poly1305/asm.
int redoubt_poly1305_init(void *state, const uint8_t key[16], void *functions);
blocks_function redoubt_poly1305_blocks;
emit_function redoubt_poly1305_emit;

// All of one message's secrets, so that one wipe is enough.
struct conversation {
    // Poly1305's state: as large as OpenSSL's own.
    uint64_t state[24];
    struct {
        blocks_function *blocks;
        emit_function *emit;
    } functions;
    struct redoubt_chacha20 stream;
    // ChaCha20's first block: Poly1305's key, and the words that are added to its sum.
    uint32_t first[CHACHA20_BLOCK / 4];
};

bool redoubt_chacha20_poly1305_is_there(void) {
    return (redoubt_crypto_processor_features(1) & LEAF_1) == LEAF_1 &&
           (redoubt_crypto_processor_features(2) & LEAF_7) == LEAF_7;
}

static bool accepts(struct redoubt_bytes key, struct redoubt_bytes nonce, size_t message_count) {
    // The counter has 32 bits, and its first value makes the key.
    return key.count == 32 && nonce.count == 12 &&
           message_count <= ((uint64_t)CHACHA20_BLOCK << 32) - CHACHA20_BLOCK;
}

// Makes Poly1305's key, and encrypts or decrypts bytes with the blocks that follow.
static void begin(
    struct conversation *c, struct redoubt_bytes key, struct redoubt_bytes nonce, uint8_t *out, const uint8_t *in,
    size_t count) {
    __builtin_memset(c, 0, sizeof *c);
    __builtin_memcpy(c->stream.key, key.start, sizeof c->stream.key);
    __builtin_memcpy(c->stream.counter + 1, nonce.start, 12);
    redoubt_chacha20(&c->stream, (uint8_t *)c->first, out, in, count);
    if (!redoubt_poly1305_init(c->state, (const uint8_t *)c->first, &c->functions)) {
        c->functions.blocks = redoubt_poly1305_blocks;
        c->functions.emit = redoubt_poly1305_emit;
    }
}

// Adds bytes to the sum, and zeros up to a whole block.
static void authenticate(struct conversation *c, const uint8_t *bytes, size_t count) {
    size_t whole = count / BLOCK * BLOCK;
    if (whole > 0) {
        c->functions.blocks(c->state, bytes, whole, 1);
    }
    if (count > whole) {
        uint8_t last[BLOCK] = {0};
        __builtin_memcpy(last, bytes + whole, count - whole);
        c->functions.blocks(c->state, last, BLOCK, 1);
    }
}

static void finish(struct conversation *c, size_t associated_count, size_t message_count, uint8_t tag[16]) {
    uint64_t counts[2] = {associated_count, message_count};
    c->functions.blocks(c->state, (const uint8_t *)counts, BLOCK, 1);
    c->functions.emit(c->state, tag, c->first + 4);
}

// The last instruction changes no value. Without it instructions of before AVX are a seventh slower from here on, SHA-256
// among them: the processor takes the upper halves for used, although they are zero (seen on AMD Zen 5).
__attribute__((target("avx512f"))) static void wipe_registers(void) {
    __asm__ volatile(
        ".irp n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31\n"
        "vpxord %%zmm\\n, %%zmm\\n, %%zmm\\n\n"
        ".endr\n"
        "vzeroall\n"
        "vzeroupper" ::
            : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11",
              "xmm12", "xmm13", "xmm14", "xmm15", "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22",
              "xmm23", "xmm24", "xmm25", "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31");
}

// Wipes the keys, and what is left of the stream.
static void end(struct conversation *c) {
    redoubt_crypto_wipe(c, sizeof *c);
    wipe_stack(CHACHA20_STACK_BYTES);
    wipe_registers();
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

bool redoubt_chacha20_poly1305_seal(
    struct redoubt_bytes key, struct redoubt_bytes nonce, struct redoubt_bytes message,
    struct redoubt_bytes associated, uint8_t *ciphertext, uint8_t tag[16]) {
    if (!accepts(key, nonce, message.count)) {
        return false;
    }
    struct conversation c;
    // By parts that are still in the cache when they are added up. The first block of the stream is no part's.
    size_t part = smaller(message.count, CHUNK - CHACHA20_BLOCK);
    begin(&c, key, nonce, ciphertext, message.start, part);
    authenticate(&c, associated.start, associated.count);
    authenticate(&c, ciphertext, part);
    for (size_t done = part; done < message.count; done += part) {
        part = smaller(message.count - done, CHUNK);
        redoubt_chacha20(&c.stream, NULL, ciphertext + done, message.start + done, part);
        authenticate(&c, ciphertext + done, part);
    }
    finish(&c, associated.count, message.count, tag);
    end(&c);
    return true;
}

bool redoubt_chacha20_poly1305_open(
    struct redoubt_bytes key, struct redoubt_bytes nonce, struct redoubt_bytes ciphertext, struct redoubt_bytes tag,
    struct redoubt_bytes associated, uint8_t *message) {
    if (!accepts(key, nonce, ciphertext.count) || tag.count != 16) {
        return false;
    }
    struct conversation c;
    begin(&c, key, nonce, NULL, NULL, 0);
    authenticate(&c, associated.start, associated.count);
    authenticate(&c, ciphertext.start, ciphertext.count);
    uint8_t expected[16];
    finish(&c, associated.count, ciphertext.count, expected);
    // Nothing is decrypted that is not authentic.
    bool is_authentic = redoubt_crypto_equal(expected, tag.start, 16);
    redoubt_crypto_wipe(expected, sizeof expected);
    if (is_authentic) {
        redoubt_chacha20(&c.stream, NULL, message, ciphertext.start, ciphertext.count);
    }
    end(&c);
    return is_authentic;
}
