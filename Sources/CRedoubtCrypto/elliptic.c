#include "boringssl.h"
#include "stack.h"

// A redoubt_ec_key is BoringSSL's EC_KEY under a name that the header can give.
static EC_KEY *native(const redoubt_ec_key *key) { return (EC_KEY *)key; }

// BoringSSL keeps errors for each thread until somebody asks; nobody does.
static bool forget_errors(bool result) {
    if (!result) {
        ERR_clear_error();
    }
    return result;
}

static EC_KEY *make(enum redoubt_curve curve) {
    // Not by number: that would link every curve.
    EC_KEY *key = EC_KEY_new();
    const EC_GROUP *group = curve == REDOUBT_CURVE_P256   ? EC_group_p256()
                            : curve == REDOUBT_CURVE_P384 ? EC_group_p384()
                                                          : EC_group_p521();
    if (key != NULL && !EC_KEY_set_group(key, group)) {
        EC_KEY_free(key);
        key = NULL;
    }
    return key;
}

static redoubt_ec_key *finish(EC_KEY *key, bool good) {
    wipe_stack(CURVE_STACK_BYTES);
    if (!forget_errors(good)) {
        EC_KEY_free(key);
        return NULL;
    }
    return (redoubt_ec_key *)key;
}

redoubt_ec_key *redoubt_ec_generate(enum redoubt_curve curve) {
    EC_KEY *key = make(curve);
    return finish(key, key != NULL && EC_KEY_generate_key(key));
}

redoubt_ec_key *redoubt_ec_private(enum redoubt_curve curve, struct redoubt_bytes scalar) {
    EC_KEY *key = make(curve);
    if (key == NULL || !EC_KEY_oct2priv(key, scalar.start, scalar.count)) {
        return finish(key, false);
    }
    const EC_GROUP *group = EC_KEY_get0_group(key);
    EC_POINT *point = EC_POINT_new(group);
    bool good = point != NULL && EC_POINT_mul(group, point, EC_KEY_get0_private_key(key), NULL, NULL, NULL) &&
                EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    return finish(key, good);
}

redoubt_ec_key *redoubt_ec_public(enum redoubt_curve curve, struct redoubt_bytes bytes) {
    EC_KEY *key = make(curve);
    if (key == NULL) {
        return NULL;
    }
    const EC_GROUP *group = EC_KEY_get0_group(key);
    EC_POINT *point = EC_POINT_new(group);
    bool good = point != NULL && EC_POINT_oct2point(group, point, bytes.start, bytes.count, NULL) &&
                EC_KEY_set_public_key(key, point);
    EC_POINT_free(point);
    return finish(key, good);
}

void redoubt_ec_free(redoubt_ec_key *key) { EC_KEY_free(native(key)); }

bool redoubt_ec_get_scalar(const redoubt_ec_key *key, uint8_t *scalar, size_t count) {
    bool written = EC_KEY_priv2oct(native(key), scalar, count) == count;
    wipe_stack(CURVE_STACK_BYTES);
    return forget_errors(written);
}

bool redoubt_ec_get_point(const redoubt_ec_key *key, bool compressed, uint8_t *point, size_t count) {
    point_conversion_form_t form = compressed ? POINT_CONVERSION_COMPRESSED : POINT_CONVERSION_UNCOMPRESSED;
    return forget_errors(
        EC_POINT_point2oct(
            EC_KEY_get0_group(native(key)), EC_KEY_get0_public_key(native(key)), form, point, count, NULL) == count);
}

bool redoubt_ec_sign(const redoubt_ec_key *key, struct redoubt_bytes digest, uint8_t *signature, size_t count) {
    size_t written = 0;
    bool good = ECDSA_sign_p1363(digest.start, digest.count, signature, &written, count, native(key));
    wipe_stack(CURVE_STACK_BYTES);
    return forget_errors(good && written == count);
}

bool redoubt_ec_verify(const redoubt_ec_key *key, struct redoubt_bytes digest, struct redoubt_bytes signature) {
    return forget_errors(
        ECDSA_verify_p1363(digest.start, digest.count, signature.start, signature.count, native(key)) == 1);
}

bool redoubt_ec_agree(const redoubt_ec_key *key, const redoubt_ec_key *peer, uint8_t *shared, size_t count) {
    const EC_POINT *point = EC_KEY_get0_public_key(native(peer));
    bool agreed = ECDH_compute_key(shared, count, point, native(key), NULL) == (int)count;
    wipe_stack(CURVE_STACK_BYTES);
    return forget_errors(agreed);
}
