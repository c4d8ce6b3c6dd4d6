#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <elf.h>
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>

// Waits for a stop of a thread, for a second at most: one that does not stop must not hold the suite.
static int wait_for_stop(int thread) {
    for (int i = 0; i < 1000; i++) {
        int status;
        pid_t stopped = waitpid(thread, &status, __WALL | WNOHANG);
        if (stopped == thread) {
            return WIFSTOPPED(status) ? 0 : -ESRCH;
        }
        if (stopped < 0 && errno != EINTR) {
            return -errno;
        }
        struct timespec millisecond = {0, 1000000};
        nanosleep(&millisecond, NULL);
    }
    return -ETIMEDOUT;
}

int redoubt_attacks_seize(int thread) {
    if (ptrace(PTRACE_SEIZE, thread, NULL, NULL) < 0) {
        int failure = -errno;
        return ptrace(PTRACE_ATTACH, thread, NULL, NULL) < 0 ? failure : wait_for_stop(thread);
    }
    if (ptrace(PTRACE_INTERRUPT, thread, NULL, NULL) < 0) {
        int failure = -errno;
        ptrace(PTRACE_DETACH, thread, NULL, NULL);
        return failure;
    }
    return wait_for_stop(thread);
}

int redoubt_attacks_detach(int thread) {
    return ptrace(PTRACE_DETACH, thread, NULL, NULL) < 0 ? -errno : 0;
}

long redoubt_attacks_peek(int thread, uint64_t address, void *bytes, size_t count) {
    size_t done = 0;
    while (done + sizeof(long) <= count) {
        errno = 0;
        long word = ptrace(PTRACE_PEEKDATA, thread, (void *)(address + done), NULL);
        if (errno != 0) {
            return done > 0 ? (long)done : -errno;
        }
        memcpy((char *)bytes + done, &word, sizeof word);
        done += sizeof word;
    }
    return (long)done;
}

int redoubt_attacks_poke(int thread, uint64_t address) {
    errno = 0;
    long word = ptrace(PTRACE_PEEKDATA, thread, (void *)address, NULL);
    if (errno != 0 || ptrace(PTRACE_POKEDATA, thread, (void *)address, (void *)word) < 0) {
        return -errno;
    }
    return 0;
}

long redoubt_attacks_registers(int thread, void *bytes, size_t capacity) {
    struct iovec general = {bytes, capacity};
    if (ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &general) < 0) {
        return -errno;
    }
    struct iovec vectors = {(char *)bytes + general.iov_len, capacity - general.iov_len};
    if (ptrace(PTRACE_GETREGSET, thread, (void *)NT_X86_XSTATE, &vectors) < 0) {
        vectors.iov_len = 0;
    }
    return (long)(general.iov_len + vectors.iov_len);
}

uint64_t redoubt_attacks_stack_pointer(int thread) {
    struct user_regs_struct state;
    return ptrace(PTRACE_GETREGS, thread, NULL, &state) < 0 ? 0 : state.rsp;
}

long redoubt_attacks_inject_ioctl(int thread, int descriptor, uint64_t request, uint64_t argument) {
    struct user_regs_struct before;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &before) < 0) {
        return -errno;
    }
    // A thread that sleeps in a system call stands behind its `syscall` instruction, which has two bytes.
    errno = 0;
    long code = ptrace(PTRACE_PEEKTEXT, thread, (void *)(before.rip - 2), NULL);
    if (errno != 0 || (code & 0xffff) != 0x050f) {
        return -ENOEXEC;
    }
    struct user_regs_struct call = before;
    call.rip -= 2;
    call.rax = SYS_ioctl;
    call.orig_rax = ~0ul;
    call.rdi = (uint64_t)descriptor;
    call.rsi = request;
    call.rdx = argument;
    if (ptrace(PTRACE_SETREGS, thread, NULL, &call) < 0 ||
        ptrace(PTRACE_SINGLESTEP, thread, NULL, NULL) < 0) {
        return -errno;
    }
    int stopped = wait_for_stop(thread);
    if (stopped < 0) {
        return stopped;
    }
    struct user_regs_struct after;
    if (ptrace(PTRACE_GETREGS, thread, NULL, &after) < 0 ||
        ptrace(PTRACE_SETREGS, thread, NULL, &before) < 0) {
        return -errno;
    }
    return (long)after.rax;
}
