// The enclave's heap: thread-safe, within a fixed range, wiped when freed.
//
// Blocks of up to 2 KiB come from one-page slabs, larger ones are runs of pages. All bookkeeping stands
// apart from the blocks, in one descriptor per page, so that an overrun does not reach it, and a wrong or
// repeated free is recognised. Free memory is always zero: it is either untouched or wiped.
#ifndef REDOUBT_HEAP_H
#define REDOUBT_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

#define REDOUBT_HEAP_CLASSES 21

struct redoubt_heap {
    uint32_t lock;
    uint32_t page_count;
    // Pages from here on were never used.
    uint32_t frontier;
    // Heads of lists, as page numbers + 1; 0 ends a list.
    uint32_t free_runs;
    uint32_t partial_slabs[REDOUBT_HEAP_CLASSES];
    uint8_t *_Nullable pages;
    struct redoubt_heap_page *_Nullable descriptors;
};

// Prepares a heap in page-aligned, zeroed memory. False if it is too small to hold anything.
bool redoubt_heap_init(struct redoubt_heap *heap, void *memory, size_t size_bytes);

// Returns zeroed memory, or NULL if none is left or the alignment is not a power of two up to 4096.
void *_Nullable redoubt_heap_allocate(struct redoubt_heap *heap, size_t size, size_t alignment);

// Wipes and frees. False, and nothing changed, if `block` is not the start of an allocated block.
bool redoubt_heap_free(struct redoubt_heap *heap, void *block);

// Bytes that an allocated block holds; 0 if `block` is not the start of one.
size_t redoubt_heap_block_size(struct redoubt_heap *heap, void *block);

#pragma clang assume_nonnull end
#endif
