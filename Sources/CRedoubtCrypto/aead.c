#include "boringssl.h"
#include "chacha20_poly1305.h"

static const EVP_AEAD *algorithm(enum redoubt_cipher cipher, size_t key_bytes) {
    if (cipher == REDOUBT_CIPHER_CHACHA20_POLY1305) {
        return EVP_aead_chacha20_poly1305();
    }
    switch (key_bytes) {
    case 16: return EVP_aead_aes_128_gcm();
    case 24: return EVP_aead_aes_192_gcm();
    default: return EVP_aead_aes_256_gcm();
    }
}

// Sets a context up; its key schedule is wiped by `clean`.
static bool prepare(EVP_AEAD_CTX *context, enum redoubt_cipher cipher, struct redoubt_bytes key) {
    const EVP_AEAD *aead = algorithm(cipher, key.count);
    return EVP_AEAD_key_length(aead) == key.count &&
           EVP_AEAD_CTX_init(context, aead, key.start, key.count, EVP_AEAD_DEFAULT_TAG_LENGTH, NULL);
}

static void clean(EVP_AEAD_CTX *context) {
    EVP_AEAD_CTX_cleanup(context);
    OPENSSL_cleanse(context, sizeof *context);
}

// BoringSSL keeps errors for each thread until somebody asks; nobody does.
static bool forget_errors(bool result) {
    if (!result) {
        ERR_clear_error();
    }
    return result;
}

bool redoubt_aead_seal(
    enum redoubt_cipher cipher, struct redoubt_bytes key, struct redoubt_bytes nonce, struct redoubt_bytes message,
    struct redoubt_bytes associated, uint8_t *ciphertext, uint8_t tag[16]) {
    if (cipher == REDOUBT_CIPHER_CHACHA20_POLY1305 && redoubt_chacha20_poly1305_is_there()) {
        return redoubt_chacha20_poly1305_seal(key, nonce, message, associated, ciphertext, tag);
    }
    EVP_AEAD_CTX context;
    if (!prepare(&context, cipher, key)) {
        return forget_errors(false);
    }
    size_t tag_bytes;
    bool sealed = EVP_AEAD_CTX_seal_scatter(
        &context, ciphertext, tag, &tag_bytes, 16, nonce.start, nonce.count, message.start, message.count, NULL, 0,
        associated.start, associated.count);
    clean(&context);
    return forget_errors(sealed && tag_bytes == 16);
}

static bool open_with_boringssl(
    enum redoubt_cipher cipher, struct redoubt_bytes key, struct redoubt_bytes nonce,
    struct redoubt_bytes ciphertext, struct redoubt_bytes tag, struct redoubt_bytes associated, uint8_t *message) {
    EVP_AEAD_CTX context;
    if (!prepare(&context, cipher, key)) {
        return forget_errors(false);
    }
    bool opened = EVP_AEAD_CTX_open_gather(
        &context, message, nonce.start, nonce.count, ciphertext.start, ciphertext.count, tag.start, tag.count,
        associated.start, associated.count);
    clean(&context);
    return forget_errors(opened);
}

bool redoubt_aead_open(
    enum redoubt_cipher cipher, struct redoubt_bytes key, struct redoubt_bytes nonce,
    struct redoubt_bytes ciphertext, struct redoubt_bytes tag, struct redoubt_bytes associated, uint8_t *message) {
    bool opened = cipher == REDOUBT_CIPHER_CHACHA20_POLY1305 && redoubt_chacha20_poly1305_is_there()
                      ? redoubt_chacha20_poly1305_open(key, nonce, ciphertext, tag, associated, message)
                      : open_with_boringssl(cipher, key, nonce, ciphertext, tag, associated, message);
    if (!opened && ciphertext.count > 0) {
        OPENSSL_cleanse(message, ciphertext.count);
    }
    return opened;
}
