// The symbols of a C library that BoringSSL names and an enclave has not.
#if !defined(__linux__)
#include <stddef.h>
#include <stdint.h>

#include "redoubt_enclave.h"

// The enclave's heap, which wipes what is freed. BoringSSL names these weakly, and a weak symbol that is not there
// does not reach from where an enclave lies.
void *malloc(size_t size);
void free(void *block);

void *OPENSSL_memory_alloc(size_t size) { return malloc(size); }
void OPENSSL_memory_free(void *block) { free(block); }
size_t OPENSSL_memory_get_size(void *block) { return redoubt_allocated_bytes(block); }

// There is no environment, so nothing below reads a number from it.
char *getenv(const char *name) {
    (void)name;
    return NULL;
}

unsigned long long strtoull(const char *text, char **end, int base) {
    (void)base;
    *end = (char *)text;
    return 0;
}

char *strchr(const char *text, int character) {
    for (; *text != (char)character; text++) {
        if (*text == 0) {
            return NULL;
        }
    }
    return (char *)text;
}

// Written before an abort only.
static int last_error;
int *__errno_location(void) { return &last_error; }
void perror(const char *text) { (void)text; }

int bcmp(const void *a, const void *b, size_t count) { return __builtin_memcmp(a, b, count); }
#endif
