#define _GNU_SOURCE
#include "redoubt_monitor.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int redoubt_install_filter(const struct sock_filter *instructions, uint16_t count) {
    struct sock_fprog program = {.len = count, .filter = (struct sock_filter *)instructions};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0 ? -errno : 0;
}

int redoubt_enter_empty_namespaces(void) {
    // No network namespace: making one takes longer than all else here, and a monitor has no system call
    // left that makes a socket.
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS) < 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        // Any directory will do; this one is everywhere.
        mount("none", "/proc", "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
              "size=4k,nr_inodes=1,mode=555") < 0 ||
        chdir("/proc") < 0 || syscall(SYS_pivot_root, ".", ".") < 0 || umount2(".", MNT_DETACH) < 0) {
        return -errno;
    }
    return 0;
}

// struct landlock_ruleset_attr of the sixth version. The header's own is as long as the headers are new.
struct landlock_rules {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

int redoubt_deny_files(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 0) {
        return -errno;
    }
    // Every right that the kernel's version knows, and no rule that gives one back.
    int file_rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    struct landlock_rules rules = {
        .files = (1ull << file_rights) - 1,
        .network = 3, // to bind and to connect TCP sockets
        // Abstract Unix sockets. Not signals (2): what the monitor has jailed is outside of this domain and
        // must end with it, and the kernel asks Landlock about the signal of a parent's death as well.
        .scopes = 1,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int set = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (set < 0) {
        return -errno;
    }
    int result = syscall(SYS_landlock_restrict_self, set, 0) < 0 ? -errno : 0;
    close(set);
    return result;
}

int redoubt_drop_capabilities(void) {
    // Those of a user namespace that was just made, or of root; fails where there are none to give up.
    for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++) {
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}, {0}};
    return syscall(SYS_capset, &header, none) < 0 ? -errno : 0;
}

int redoubt_limit_resources(void) {
    // poll(2) takes as many descriptors as may be open; those that are open stay so.
    struct rlimit descriptors = {2, 2};
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_NOFILE, &descriptors) < 0 || setrlimit(RLIMIT_FSIZE, &none) < 0 ||
        setrlimit(RLIMIT_NPROC, &none) < 0) {
        return -errno;
    }
    return 0;
}

int redoubt_try_in_child(int (*attempt)(void)) {
    int status = 0;
    // Nothing between fork and _exit but system calls: the caller may have other threads.
    pid_t child = fork();
    if (child == 0) {
        _exit(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ? errno : -attempt());
    }
    if (child < 0) {
        return -errno;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? -WEXITSTATUS(status) : -ECANCELED;
}
