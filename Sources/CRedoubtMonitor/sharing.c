#define _GNU_SOURCE
#include "redoubt_monitor.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

// Debian 12's headers are older than some kernels that Redoubt runs on.
#ifndef PR_SET_MEMORY_MERGE
#define PR_SET_MEMORY_MERGE 67
#endif
// PIDTYPE_TGID of the kernel: all threads of the process, and those to come.
#define WHOLE_PROCESS 1
#ifndef MADV_DONTNEED_LOCKED
#define MADV_DONTNEED_LOCKED 24
#endif

int redoubt_take_core(void) {
    return prctl(PR_SCHED_CORE, PR_SCHED_CORE_CREATE, 0, WHOLE_PROCESS, 0) < 0 ? -errno : 0;
}

// 0 as well where the processor has not got the weakness, or the kernel is this strict with everybody.
static int control(unsigned long speculation, unsigned long wanted, int enough) {
    int state = prctl(PR_GET_SPECULATION_CTRL, speculation, 0, 0, 0);
    if (state == PR_SPEC_NOT_AFFECTED || (state > 0 && (state & enough) != 0)) {
        return 0;
    }
    return prctl(PR_SET_SPECULATION_CTRL, speculation, wanted, 0, 0) < 0 ? -errno : 0;
}

static int restrict_speculation(unsigned long speculation) {
    return control(speculation, PR_SPEC_FORCE_DISABLE, PR_SPEC_DISABLE | PR_SPEC_FORCE_DISABLE);
}

int redoubt_restrict_branches(void) { return restrict_speculation(PR_SPEC_INDIRECT_BRANCH); }

int redoubt_restrict_stores(void) { return restrict_speculation(PR_SPEC_STORE_BYPASS); }

int redoubt_flush_cache(void) { return control(PR_SPEC_L1D_FLUSH, PR_SPEC_ENABLE, PR_SPEC_ENABLE); }

int redoubt_forbid_merging(void) {
    // A kernel without merging for whole processes merges only what asks for it.
    return prctl(PR_SET_MEMORY_MERGE, 0, 0, 0, 0) < 0 && errno != EINVAL ? -errno : 0;
}

void redoubt_release_memory(void *start, size_t size_bytes) {
    // From Linux 5.18; before, locked pages have to be zeroed in place.
    if (madvise(start, size_bytes, MADV_DONTNEED_LOCKED) < 0 &&
        madvise(start, size_bytes, MADV_DONTNEED) < 0) {
        memset(start, 0, size_bytes);
    }
}

void redoubt_keep_memory(void *start, size_t size_bytes) {
    madvise(start, size_bytes, MADV_DONTDUMP);
    madvise(start, size_bytes, MADV_DONTFORK);
    madvise(start, size_bytes, MADV_UNMERGEABLE);
    mlock2(start, size_bytes, MLOCK_ONFAULT);
}
