#include "checksum.h"

__attribute__((target("sse4.2"))) uint32_t redoubt_crc32c(uint32_t before, const void *bytes, size_t count) {
    const unsigned char *at = bytes;
    uint64_t crc = ~before;
    for (; count >= 8; count -= 8, at += 8) {
        uint64_t word;
        __builtin_memcpy(&word, at, 8);
        crc = __builtin_ia32_crc32di(crc, word);
    }
    for (; count > 0; count--, at++) {
        crc = __builtin_ia32_crc32qi((uint32_t)crc, *at);
    }
    return ~(uint32_t)crc;
}
