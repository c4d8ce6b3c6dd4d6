// What Swift's print() calls. The runtime gathers lines and hands them to the host.
#if !defined(__linux__)
#include "redoubt_enclave.h"

int putchar(int character) {
    uint8_t byte = (uint8_t)character;
    redoubt_log_bytes(&byte, 1);
    return character;
}
#endif
