// CRC-32C (RFC 9260, appendix A), by the processor's own instruction.
#ifndef REDOUBT_CHECKSUM_H
#define REDOUBT_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

// Goes on from the checksum of what came before; 0 at the start.
uint32_t redoubt_crc32c(uint32_t before, const void *bytes, size_t count);

#endif
