#include "redoubt_heap.h"

#include "spin.h"

#define PAGE 4096u
#define NONE 0u

enum page_kind { PAGE_INTERIOR = 0, PAGE_FREE, PAGE_RUN, PAGE_SLAB };

// One per page. For a run, free or not, the first page's holds; a free run's last page repeats its length.
struct redoubt_heap_page {
    uint8_t kind;
    uint8_t size_class;
    uint16_t used_slots;
    uint32_t run_pages;
    uint32_t next;
    uint32_t previous;
    uint64_t used[4];
};
_Static_assert(sizeof(struct redoubt_heap_page) == 48, "1.2 % of the heap");

static const uint16_t class_size[REDOUBT_HEAP_CLASSES] = {
    16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024, 1344, 2048};

static void wipe(uint8_t *bytes, size_t count) {
    // The assembly says that memory is read afterwards: without it the compiler may leave the wipe out.
    __builtin_memset(bytes, 0, count);
    __asm__ volatile("" : : "r"(bytes) : "memory");
}

bool redoubt_heap_init(struct redoubt_heap *heap, void *memory, size_t size_bytes) {
    size_t pages = size_bytes / PAGE;
    size_t descriptor_bytes = pages * sizeof(struct redoubt_heap_page);
    size_t descriptor_pages = (descriptor_bytes + PAGE - 1) / PAGE;
    *heap = (struct redoubt_heap){0};
    if (pages <= descriptor_pages || pages > UINT32_MAX / 2) {
        return false;
    }
    heap->descriptors = memory;
    heap->pages = (uint8_t *)memory + descriptor_pages * PAGE;
    heap->page_count = (uint32_t)(pages - descriptor_pages);
    return true;
}

// Lists are doubly linked through descriptors, by page number + 1.
static void list_push(struct redoubt_heap *heap, uint32_t *head, uint32_t page) {
    struct redoubt_heap_page *d = &heap->descriptors[page];
    d->previous = NONE;
    d->next = *head;
    if (*head != NONE) {
        heap->descriptors[*head - 1].previous = page + 1;
    }
    *head = page + 1;
}

static void list_remove(struct redoubt_heap *heap, uint32_t *head, uint32_t page) {
    struct redoubt_heap_page *d = &heap->descriptors[page];
    if (d->previous != NONE) {
        heap->descriptors[d->previous - 1].next = d->next;
    } else {
        *head = d->next;
    }
    if (d->next != NONE) {
        heap->descriptors[d->next - 1].previous = d->previous;
    }
    d->next = d->previous = NONE;
}

static void mark_free_run(struct redoubt_heap *heap, uint32_t page, uint32_t count) {
    heap->descriptors[page + count - 1].run_pages = count;
    heap->descriptors[page + count - 1].kind = PAGE_FREE;
    heap->descriptors[page].run_pages = count;
    heap->descriptors[page].kind = PAGE_FREE;
    list_push(heap, &heap->free_runs, page);
}

static void clear_free_run(struct redoubt_heap *heap, uint32_t page) {
    uint32_t count = heap->descriptors[page].run_pages;
    list_remove(heap, &heap->free_runs, page);
    heap->descriptors[page + count - 1].kind = PAGE_INTERIOR;
    heap->descriptors[page].kind = PAGE_INTERIOR;
}

// First fit, then untouched pages. Returns page_count if there is no such run.
static uint32_t take_run(struct redoubt_heap *heap, uint32_t count, enum page_kind kind) {
    uint32_t page = heap->page_count;
    for (uint32_t at = heap->free_runs; at != NONE; at = heap->descriptors[at - 1].next) {
        uint32_t found = heap->descriptors[at - 1].run_pages;
        if (found < count) {
            continue;
        }
        page = at - 1;
        clear_free_run(heap, page);
        if (found > count) {
            mark_free_run(heap, page + count, found - count);
        }
        break;
    }
    if (page == heap->page_count) {
        if (count > heap->page_count - heap->frontier) {
            return heap->page_count;
        }
        page = heap->frontier;
        heap->frontier += count;
    }
    heap->descriptors[page].kind = (uint8_t)kind;
    heap->descriptors[page].run_pages = count;
    return page;
}

static void give_run(struct redoubt_heap *heap, uint32_t page) {
    uint32_t count = heap->descriptors[page].run_pages;
    heap->descriptors[page].kind = PAGE_INTERIOR;
    uint32_t after = page + count;
    if (after < heap->frontier && heap->descriptors[after].kind == PAGE_FREE) {
        count += heap->descriptors[after].run_pages;
        clear_free_run(heap, after);
    }
    if (page > 0 && heap->descriptors[page - 1].kind == PAGE_FREE) {
        uint32_t before = heap->descriptors[page - 1].run_pages;
        clear_free_run(heap, page - before);
        page -= before;
        count += before;
    }
    if (page + count == heap->frontier) {
        heap->frontier = page;
        return;
    }
    mark_free_run(heap, page, count);
}

static uint32_t class_for(size_t size) {
    uint32_t i = 0;
    while (class_size[i] < size) {
        i++;
    }
    return i;
}

static void *take_slot(struct redoubt_heap *heap, uint32_t size_class) {
    uint32_t *list = &heap->partial_slabs[size_class];
    uint32_t slots = PAGE / class_size[size_class];
    if (*list == NONE) {
        uint32_t page = take_run(heap, 1, PAGE_SLAB);
        if (page == heap->page_count) {
            return NULL;
        }
        struct redoubt_heap_page *d = &heap->descriptors[page];
        d->size_class = (uint8_t)size_class;
        d->used_slots = 0;
        for (int i = 0; i < 4; i++) {
            d->used[i] = 0;
        }
        list_push(heap, list, page);
    }
    uint32_t page = *list - 1;
    struct redoubt_heap_page *d = &heap->descriptors[page];
    uint32_t word = 0;
    while (d->used[word] == ~0ull) {
        word++;
    }
    uint32_t slot = word * 64 + (uint32_t)__builtin_ctzll(~d->used[word]);
    d->used[word] |= 1ull << (slot % 64);
    if (++d->used_slots == slots) {
        list_remove(heap, list, page);
    }
    return heap->pages + (size_t)page * PAGE + (size_t)slot * class_size[size_class];
}

static void give_slot(struct redoubt_heap *heap, uint32_t page, uint32_t slot) {
    struct redoubt_heap_page *d = &heap->descriptors[page];
    uint32_t *list = &heap->partial_slabs[d->size_class];
    uint32_t slots = PAGE / class_size[d->size_class];
    d->used[slot / 64] &= ~(1ull << (slot % 64));
    if (d->used_slots == slots) {
        list_push(heap, list, page);
    }
    if (--d->used_slots == 0) {
        list_remove(heap, list, page);
        give_run(heap, page);
    }
}

void *redoubt_heap_allocate(struct redoubt_heap *heap, size_t size, size_t alignment) {
    if (alignment == 0 || (alignment & (alignment - 1)) != 0 || alignment > PAGE) {
        return NULL;
    }
    if (size == 0) {
        size = 1;
    }
    if (alignment > 16) {
        // Slots of a power of two are aligned to it, because slabs are aligned to a page.
        size_t rounded = alignment;
        while (rounded < size && rounded < PAGE) {
            rounded *= 2;
        }
        size = rounded < size ? size : rounded;
    }
    if (size > (size_t)heap->page_count * PAGE) {
        return NULL;
    }
    void *block = NULL;
    redoubt_lock(&heap->lock);
    if (size <= class_size[REDOUBT_HEAP_CLASSES - 1]) {
        block = take_slot(heap, class_for(size));
    } else {
        uint32_t page = take_run(heap, (uint32_t)((size + PAGE - 1) / PAGE), PAGE_RUN);
        if (page != heap->page_count) {
            block = heap->pages + (size_t)page * PAGE;
        }
    }
    redoubt_unlock(&heap->lock);
    return block;
}

struct block {
    uint32_t page;
    uint32_t slot;
    size_t size;
};

// The lock is held. A size of 0 says that nothing allocated starts there.
static struct block find_block(struct redoubt_heap *heap, void *address) {
    struct block none = {0};
    uintptr_t offset = (uintptr_t)address - (uintptr_t)heap->pages;
    if ((uintptr_t)address < (uintptr_t)heap->pages || offset / PAGE >= heap->frontier) {
        return none;
    }
    uint32_t page = (uint32_t)(offset / PAGE), within = (uint32_t)(offset % PAGE);
    struct redoubt_heap_page *d = &heap->descriptors[page];
    if (d->kind == PAGE_RUN && within == 0) {
        return (struct block){.page = page, .size = (size_t)d->run_pages * PAGE};
    }
    if (d->kind != PAGE_SLAB) {
        return none;
    }
    uint32_t size = class_size[d->size_class], slot = within / size;
    if (within % size != 0 || slot >= PAGE / size || !(d->used[slot / 64] >> (slot % 64) & 1)) {
        return none;
    }
    return (struct block){.page = page, .slot = slot, .size = size};
}

bool redoubt_heap_free(struct redoubt_heap *heap, void *address) {
    redoubt_lock(&heap->lock);
    struct block block = find_block(heap, address);
    if (block.size != 0) {
        wipe(address, block.size);
        if (heap->descriptors[block.page].kind == PAGE_RUN) {
            give_run(heap, block.page);
        } else {
            give_slot(heap, block.page, block.slot);
        }
    }
    redoubt_unlock(&heap->lock);
    return block.size != 0;
}

size_t redoubt_heap_block_size(struct redoubt_heap *heap, void *address) {
    redoubt_lock(&heap->lock);
    size_t size = find_block(heap, address).size;
    redoubt_unlock(&heap->lock);
    return size;
}
