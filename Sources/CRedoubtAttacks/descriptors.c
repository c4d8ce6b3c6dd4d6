#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int redoubt_attacks_steal_descriptor(int process, int descriptor) {
    int handle = (int)syscall(SYS_pidfd_open, process, 0);
    if (handle < 0) {
        return -errno;
    }
    int stolen = (int)syscall(SYS_pidfd_getfd, handle, descriptor, 0);
    int failure = -errno;
    close(handle);
    return stolen < 0 ? failure : stolen;
}

int redoubt_attacks_raise_core_limit(int process) {
    struct rlimit limits = {RLIM_INFINITY, RLIM_INFINITY};
    if (prlimit(process, RLIMIT_CORE, &limits, NULL) == 0) {
        return 0;
    }
    // Not everybody may go beyond the hard limit, nor every root.
    if (prlimit(process, RLIMIT_CORE, NULL, &limits) < 0) {
        return -errno;
    }
    limits.rlim_cur = limits.rlim_max;
    return prlimit(process, RLIMIT_CORE, &limits, NULL) < 0 ? -errno : 0;
}

int redoubt_attacks_memory_file(void) {
    int file = memfd_create("redoubt-attack", MFD_CLOEXEC);
    return file < 0 ? -errno : file;
}

// Copies out of a mapping of this process. A page that cannot be read is an error here, and no signal.
static long copy_out(const void *mapping, void *bytes, size_t count) {
    return redoubt_attacks_vm_read(getpid(), (uint64_t)mapping, bytes, count);
}

long redoubt_attacks_read_mapping(int descriptor, void *bytes, size_t count) {
    void *mapping = mmap(NULL, count, PROT_READ, MAP_SHARED, descriptor, 0);
    if (mapping == MAP_FAILED) {
        mapping = mmap(NULL, count, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    if (mapping == MAP_FAILED) {
        return -errno;
    }
    long copied = copy_out(mapping, bytes, count);
    munmap(mapping, count);
    return copied;
}

long redoubt_attacks_read_by_fault(int descriptor, void *bytes, size_t count) {
    // Without the flag for user mode only where this user may have it: faults in the kernel count too.
    int faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    if (faults < 0) {
        faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
    }
    if (faults < 0) {
        return -ENOSYS;
    }
    long copied;
    struct uffdio_api api = {.api = UFFD_API, .features = UFFD_FEATURE_MINOR_SHMEM};
    void *mapping = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (mapping == MAP_FAILED) {
        copied = -errno;
        close(faults);
        return copied;
    }
    struct uffdio_register area = {
        .range = {(uint64_t)mapping, count}, .mode = UFFDIO_REGISTER_MODE_MINOR};
    struct uffdio_continue map = {.range = {(uint64_t)mapping, count}};
    if (ioctl(faults, UFFDIO_API, &api) < 0 || ioctl(faults, UFFDIO_REGISTER, &area) < 0 ||
        ioctl(faults, UFFDIO_CONTINUE, &map) < 0) {
        copied = -errno;
    } else {
        copied = copy_out(mapping, bytes, count);
    }
    munmap(mapping, count);
    close(faults);
    return copied;
}

static int limit(int resource, uint64_t value) {
    struct rlimit limits;
    if (getrlimit((__rlimit_resource_t)resource, &limits) < 0) {
        return -errno;
    }
    limits.rlim_cur = value < limits.rlim_max ? value : limits.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &limits) < 0 ? -errno : 0;
}

int redoubt_attacks_limit_descriptors(uint64_t value) { return limit(RLIMIT_NOFILE, value); }
int redoubt_attacks_limit_locked_memory(uint64_t value) { return limit(RLIMIT_MEMLOCK, value); }

int redoubt_attacks_starve(int process) {
    static const int resources[] = {RLIMIT_AS, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_MEMLOCK, RLIMIT_NOFILE};
    int result = 0;
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        struct rlimit none = {0, 0};
        if (prlimit(process, (__rlimit_resource_t)resources[i], &none, NULL) < 0) {
            result = -errno;
        }
    }
    return result;
}

int redoubt_attacks_may_write_core(void) {
    struct rlimit limits;
    return getrlimit(RLIMIT_CORE, &limits) == 0 && limits.rlim_max > 0;
}
