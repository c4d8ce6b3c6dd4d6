#define _GNU_SOURCE
#include "redoubt_monitor.h"

#include <asm/prctl.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <ucontext.h>
#include <unistd.h>

static struct redoubt_fault_record *fault_record;

// What follows runs while FS belongs to the enclave: no thread-local storage, so no errno and no canary.
#define BARE __attribute__((no_stack_protector, noinline))

BARE static long system_call(long number, long a, long b, long c) {
    long value;
    register long none __asm__("r10") = 0;
    __asm__ volatile("syscall"
                     : "=a"(value)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(none)
                     : "rcx", "r11", "memory");
    return value;
}

BARE static void on_fault(int signal, siginfo_t *info, void *context) {
    const ucontext_t *state = context;
    fault_record->code = (uint32_t)info->si_code;
    fault_record->address = (uint64_t)info->si_addr;
    fault_record->instruction = (uint64_t)state->uc_mcontext.gregs[REG_RIP];
    fault_record->signal = (uint32_t)signal;
    system_call(__NR_exit_group, REDOUBT_EXIT_FAULT, 0, 0);
    __builtin_trap();
}

int redoubt_record_faults(struct redoubt_fault_record *record) {
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
    fault_record = record;
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (sigaction(signals[i], &action, NULL) < 0) {
            return -errno;
        }
    }
    return 0;
}

static uint32_t sealed_threads;

// Waits until all threads are sealed. Only calls that the filter allows.
BARE static void wait_for_all(uint32_t thread_count) {
    uint32_t sealed = __atomic_add_fetch(&sealed_threads, 1, __ATOMIC_SEQ_CST);
    while (sealed < thread_count) {
        system_call(__NR_futex, (long)&sealed_threads, FUTEX_WAIT, sealed);
        sealed = __atomic_load_n(&sealed_threads, __ATOMIC_SEQ_CST);
    }
    system_call(__NR_futex, (long)&sealed_threads, FUTEX_WAKE, 0x7fffffff);
}

BARE int redoubt_enter_process_enclave(
    const void *entry, uint64_t thread_data, void *alternate_stack, size_t alternate_stack_bytes,
    uint32_t thread_count, const struct sock_filter *filter, uint16_t filter_count) {
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = alternate_stack_bytes};
    struct sock_fprog program = {
        .len = filter_count, .filter = (struct sock_filter *)filter};
    sigset_t all;
    sigfillset(&all);
    // Faults are delivered even when blocked, by ending the process; so they stay unblocked, all else is not.
    sigdelset(&all, SIGSEGV);
    sigdelset(&all, SIGBUS);
    sigdelset(&all, SIGILL);
    sigdelset(&all, SIGTRAP);
    sigdelset(&all, SIGFPE);
    if (sigaltstack(&stack, NULL) < 0 || sigprocmask(SIG_SETMASK, &all, NULL) < 0) {
        return -errno;
    }
    long failure = system_call(__NR_arch_prctl, ARCH_SET_FS, (long)thread_data, 0);
    if (failure == 0) {
        failure = system_call(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, (long)&program);
    }
    if (failure != 0) {
        // FS is lost, and with it every way to report: end.
        system_call(__NR_exit_group, REDOUBT_EXIT_SETUP, 0, 0);
    }
    wait_for_all(thread_count);
    __asm__ volatile("jmp *%0" : : "r"(entry) : "memory");
    __builtin_unreachable();
}
