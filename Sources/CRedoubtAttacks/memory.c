#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>

long redoubt_attacks_find(
    const uint8_t *bytes, size_t count, const struct redoubt_attacks_pattern *patterns, size_t pattern_count) {
    // One bit for each pair of bytes that a pattern starts with, so that one pass finds them all.
    static _Thread_local uint8_t starts[8192];
    memset(starts, 0, sizeof starts);
    for (size_t i = 0; i < pattern_count; i++) {
        uint16_t pair;
        memcpy(&pair, patterns[i].bytes, sizeof pair);
        starts[pair >> 3] |= (uint8_t)(1u << (pair & 7));
    }
    for (size_t at = 0; at + 1 < count; at++) {
        uint16_t pair = (uint16_t)(bytes[at] | bytes[at + 1] << 8);
        if ((starts[pair >> 3] >> (pair & 7) & 1) == 0) {
            continue;
        }
        for (size_t i = 0; i < pattern_count; i++) {
            if (patterns[i].count <= count - at &&
                memcmp(bytes + at, patterns[i].bytes, patterns[i].count) == 0) {
                return (long)i;
            }
        }
    }
    return -1;
}

long redoubt_attacks_vm_read(int process, uint64_t address, void *bytes, size_t count) {
    struct iovec own = {bytes, count};
    struct iovec other = {(void *)address, count};
    ssize_t moved = process_vm_readv(process, &own, 1, &other, 1, 0);
    return moved < 0 ? -errno : moved;
}

long redoubt_attacks_vm_write(int process, uint64_t address, const void *bytes, size_t count) {
    struct iovec own = {(void *)bytes, count};
    struct iovec other = {(void *)address, count};
    ssize_t moved = process_vm_writev(process, &own, 1, &other, 1, 0);
    return moved < 0 ? -errno : moved;
}
