#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define RING_PAGES 256

long redoubt_attacks_sample(int thread, int of_stack, int milliseconds, void *bytes, size_t capacity) {
    struct perf_event_attr event = {
        .type = PERF_TYPE_SOFTWARE,
        .size = sizeof event,
        .config = PERF_COUNT_SW_TASK_CLOCK,
        .sample_period = 10000,
        .sample_type = of_stack ? PERF_SAMPLE_STACK_USER : PERF_SAMPLE_REGS_USER,
        .sample_regs_user = of_stack ? 0 : 0xff0fff, // All general registers but ds, es, fs and gs.
        .sample_stack_user = of_stack ? 4096 : 0,
        .exclude_kernel = 1,
        .exclude_hv = 1};
    int counter = (int)syscall(SYS_perf_event_open, &event, thread, -1, -1, 8 /* CLOEXEC */);
    if (counter < 0) {
        return -errno;
    }
    size_t page = 4096, ring_bytes = RING_PAGES * page;
    void *ring = mmap(NULL, ring_bytes + page, PROT_READ | PROT_WRITE, MAP_SHARED, counter, 0);
    if (ring == MAP_FAILED) {
        int failure = -errno;
        close(counter);
        return failure;
    }
    struct timespec wait = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    nanosleep(&wait, NULL);
    ioctl(counter, PERF_EVENT_IOC_DISABLE, 0);
    const struct perf_event_mmap_page *head = ring;
    uint64_t written = __atomic_load_n(&head->data_head, __ATOMIC_ACQUIRE);
    size_t count = written < ring_bytes ? (size_t)written : ring_bytes;
    count = count < capacity ? count : capacity;
    memcpy(bytes, (const char *)ring + page, count);
    munmap(ring, ring_bytes + page);
    close(counter);
    return (long)count;
}
