#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

// Between fork and exec: system calls only, because other threads may hold locks.
static int prepare_child(const struct redoubt_attacks_start *start) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (start->kvm_device != NULL &&
        (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
         mount(start->kvm_device, "/dev/kvm", NULL, MS_BIND, NULL) < 0)) {
        return -1;
    }
    if (start->small_disk != NULL &&
        (unshare(CLONE_NEWNS) < 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
         mount("none", start->small_disk, "tmpfs", MS_NOSUID | MS_NODEV, "size=4k,mode=777") < 0)) {
        return -1;
    }
    if (start->user >= 0 &&
        (syscall(SYS_setgroups, 0, NULL) < 0 || syscall(SYS_setgid, start->user) < 0 ||
         syscall(SYS_setuid, start->user) < 0)) {
        return -1;
    }
    if (chdir(start->directory) < 0 || dup2(start->input, 0) < 0 || dup2(start->output, 1) < 0 ||
        dup2(start->errors, 2) < 0) {
        return -1;
    }
    return (int)syscall(SYS_close_range, 3, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */);
}

int redoubt_attacks_start(const struct redoubt_attacks_start *start) {
    pid_t child = fork();
    if (child == 0) {
        if (prepare_child(start) == 0) {
            execve(start->path, start->arguments, start->environment);
        }
        _exit(126);
    }
    return child < 0 ? -errno : child;
}

int redoubt_attacks_pipe(int *ends) { return pipe2(ends, O_CLOEXEC) < 0 ? -errno : 0; }

int redoubt_attacks_copy_device(const char *from, const char *to) {
    struct stat status;
    if (stat(from, &status) < 0 || mknod(to, S_IFCHR | 0666, status.st_rdev) < 0 ||
        chmod(to, 0666) < 0) {
        return -errno;
    }
    // A file system without devices lets the node be made, and not be used.
    int device = open(to, O_RDWR | O_CLOEXEC);
    if (device < 0) {
        return -errno;
    }
    close(device);
    return 0;
}

void redoubt_attacks_allow_debugger(void) {
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
}

void redoubt_attacks_adopt_orphans(void) { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

int redoubt_attacks_fork_idle(void) {
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        for (;;) {
            pause();
        }
    }
    return child < 0 ? -errno : child;
}

_Noreturn void redoubt_attacks_hold(const uint64_t *secret) {
    static const struct timespec millisecond = {0, 1000000};
    __asm__ volatile("movq 0(%[secret]), %%r12\n\t"
                     "movq 8(%[secret]), %%r13\n\t"
                     "movq 16(%[secret]), %%r14\n\t"
                     "movq 24(%[secret]), %%r15\n\t"
                     "movq %[time], %%rbx\n\t"
                     "subq $64, %%rsp\n\t"
                     "andq $-16, %%rsp\n\t"
                     "movq %%r12, 0(%%rsp)\n\t"
                     "movq %%r13, 8(%%rsp)\n\t"
                     "movq %%r14, 16(%%rsp)\n\t"
                     "movq %%r15, 24(%%rsp)\n\t"
                     "1: movq %%rbx, %%rdi\n\t"
                     "xorl %%esi, %%esi\n\t"
                     "movl %[call], %%eax\n\t"
                     "syscall\n\t"
                     "jmp 1b\n\t"
                     :
                     : [secret] "r"(secret), [time] "r"(&millisecond), [call] "i"(SYS_nanosleep)
                     : "r12", "r13", "r14", "r15", "rbx", "rdi", "rsi", "rax", "rcx", "r11", "memory");
    __builtin_unreachable();
}
