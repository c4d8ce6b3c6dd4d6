// The C names of the heap. Running out of memory stops the enclave: Swift has no way to go on after a
// failed allocation, and going on without checking would corrupt memory.
#if !defined(__linux__)
#include "redoubt_enclave.h"

static struct redoubt_heap heap;

void redoubt_allocator_init(const struct redoubt_thread *thread) {
    if (!redoubt_heap_init(&heap, (void *)thread->heap_base, thread->heap_size_bytes)) {
        redoubt_abort(REDOUBT_ABORT_OUT_OF_MEMORY);
    }
}

static void *allocate(size_t size, size_t alignment) {
    void *block = redoubt_heap_allocate(&heap, size, alignment);
    if (block == NULL) {
        redoubt_abort(REDOUBT_ABORT_OUT_OF_MEMORY);
    }
    return block;
}

void *malloc(size_t size) { return allocate(size, 16); }

void *calloc(size_t count, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        redoubt_abort(REDOUBT_ABORT_OUT_OF_MEMORY);
    }
    return allocate(total, 16);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (alignment > REDOUBT_PAGE_SIZE || (alignment & (alignment - 1)) != 0) {
        return 22;
    }
    *result = allocate(size, alignment < 16 ? 16 : alignment);
    return 0;
}

void free(void *block) {
    if (block != NULL && !redoubt_heap_free(&heap, block)) {
        redoubt_abort(REDOUBT_ABORT_HEAP_CORRUPTION);
    }
}

size_t redoubt_allocated_bytes(void *block) { return redoubt_heap_block_size(&heap, block); }

void *realloc(void *block, size_t size) {
    if (block == NULL) {
        return malloc(size);
    }
    size_t old = redoubt_allocated_bytes(block);
    if (old == 0) {
        redoubt_abort(REDOUBT_ABORT_HEAP_CORRUPTION);
    }
    if (size <= old && size > old / 2) {
        return block;
    }
    void *moved = malloc(size);
    __builtin_memcpy(moved, block, size < old ? size : old);
    free(block);
    return moved;
}
#endif
