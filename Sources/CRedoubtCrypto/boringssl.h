// The parts of BoringSSL that this module wraps.
#ifndef REDOUBT_BORINGSSL_H
#define REDOUBT_BORINGSSL_H

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#include <CCryptoBoringSSL_aead.h>
#include <CCryptoBoringSSL_bn.h>
#include <CCryptoBoringSSL_curve25519.h>
#include <CCryptoBoringSSL_ec.h>
#include <CCryptoBoringSSL_ec_key.h>
#include <CCryptoBoringSSL_ecdh.h>
#include <CCryptoBoringSSL_ecdsa.h>
#include <CCryptoBoringSSL_err.h>
#include <CCryptoBoringSSL_mem.h>
#include <CCryptoBoringSSL_nid.h>
#include <CCryptoBoringSSL_rand.h>
#include <CCryptoBoringSSL_sha2.h>
#pragma clang diagnostic pop

#include "redoubt_crypto.h"

#endif
