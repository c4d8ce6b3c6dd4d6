// Machine code that the monitor places outside of the enclave, and the last steps into a jailed process.
//
// Why C: position-independent assembly, a seccomp filter, a signal handler and a jump that must not use
// thread-local storage cannot be written in Swift.
#ifndef REDOUBT_MONITOR_H
#define REDOUBT_MONITOR_H

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/kvm.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include "redoubt_abi.h"

#pragma clang assume_nonnull begin

struct redoubt_code {
    const uint8_t *start;
    size_t size_bytes;
};

// Code to be copied to the gate page: how an enclave leaves a virtual machine, and a jailed process.
struct redoubt_code redoubt_kvm_gate(void);
struct redoubt_code redoubt_process_gate(void);

// Code that runs in the virtual machine before the enclave: it copies the image into place. RDI is the
// address of an array of redoubt_launch_copy that ends with a count of 0.
struct redoubt_code redoubt_launch_stub(void);
struct redoubt_launch_copy {
    // 0: the words are set to zero.
    uint64_t from;
    uint64_t to;
    uint64_t word_count;
};
// The port that the stub writes to when it is done.
#define REDOUBT_LAUNCH_DONE 0x5240

// What a jailed process leaves behind when it faults: a page that it shares with its monitor.
struct redoubt_fault_record {
    // The signal; 0 if there was no fault.
    uint32_t signal;
    uint32_t code;
    uint64_t address;
    uint64_t instruction;
};
// The exit status of a jailed process that faulted. Smaller ones are a redoubt_abort.
#define REDOUBT_EXIT_FAULT 200
// The exit status of a jailed process that could not be set up.
#define REDOUBT_EXIT_SETUP 201
// The exit status of a jailed process that has loaded something else than the image's author signed.
#define REDOUBT_EXIT_MEASUREMENT 202

// Has faults of this thread, and of those started later, recorded in `record` before the process ends.
int redoubt_record_faults(struct redoubt_fault_record *record);

// Macros that Swift does not import.
enum { REDOUBT_ARCHITECTURE = AUDIT_ARCH_X86_64 };
enum {
    REDOUBT_IOCTL_KVM_RUN = KVM_RUN,
    REDOUBT_IOCTL_KVM_GET_REGS = KVM_GET_REGS,
    REDOUBT_IOCTL_KVM_GET_SREGS = KVM_GET_SREGS,
    REDOUBT_IOCTL_KVM_SET_REGS = KVM_SET_REGS,
    REDOUBT_IOCTL_KVM_SET_SREGS = KVM_SET_SREGS,
    REDOUBT_IOCTL_KVM_SET_XSAVE = KVM_SET_XSAVE,
};

// What follows gives something up, for good, and returns 0 or the negated errno.

// seccomp(2): a filter for the calling thread. No new privileges must have been given up before.
int redoubt_install_filter(const struct sock_filter *instructions, uint16_t count);
// unshare(2), mount(2), pivot_root(2): a user namespace, and an empty, read-only root. One thread only.
int redoubt_enter_empty_namespaces(void);
// landlock(7): for the calling thread, no right to any file, and none to TCP where the kernel knows it.
int redoubt_deny_files(void);
// capset(2) and prctl(2): no capabilities, and no way to get them.
int redoubt_drop_capabilities(void);
// setrlimit(2): no new descriptors, threads or file contents.
int redoubt_limit_resources(void);
// prctl(2) PR_SCHED_CORE: no thread of another process on the same core at the same time.
int redoubt_take_core(void);
// prctl(2) PR_SET_SPECULATION_CTRL: no speculation by what others have trained, and none past older stores.
int redoubt_restrict_branches(void);
int redoubt_restrict_stores(void);
// The same: the first cache is emptied before another process runs on the core.
int redoubt_flush_cache(void);
// prctl(2) PR_SET_MEMORY_MERGE: no page is shared with an equal one, even if whoever started us had asked for it.
int redoubt_forbid_merging(void);
// madvise(2), mlock2(2): leaves memory out of core files and forks, and keeps it from being merged with equal
// pages and from being swapped out. Pages are locked as they come into use. How much of it a user without
// CAP_IPC_LOCK may lock, RLIMIT_MEMLOCK says; beyond it the memory works the same and may be swapped out.
void redoubt_keep_memory(void *start, size_t size_bytes);
// madvise(2): gives the pages back, locked ones too. They are zero when they are next used.
void redoubt_release_memory(void *start, size_t size_bytes);
// What one of those that return a number returns, found out in a child, so that this process keeps what it has.
int redoubt_try_in_child(int (*attempt)(void));

// Gives up every system call that `filter` does not allow, and enters the enclave. `alternate_stack`
// is where the kernel puts the registers, which may hold secrets, when the thread faults. No thread enters
// before all `thread_count` threads have given up their system calls: they share an address space.
// Returns the negated errno if it could not.
int redoubt_enter_process_enclave(
    const void *entry, uint64_t thread_data, void *alternate_stack, size_t alternate_stack_bytes,
    uint32_t thread_count, const struct sock_filter *filter, uint16_t filter_count);

#pragma clang assume_nonnull end
#endif
