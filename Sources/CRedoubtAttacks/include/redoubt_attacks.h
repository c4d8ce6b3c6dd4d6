// System calls of an attacker: those that look into other processes, and those that start them.
//
// Why C: most are variadic or have no wrapper, and what runs between fork and exec must not be Swift.
// Each returns what the call returns, or the negated errno. None is used by host, monitor or enclave.
#ifndef REDOUBT_ATTACKS_H
#define REDOUBT_ATTACKS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma clang assume_nonnull begin

// ---- start.c: processes of the suite's own.

struct redoubt_attacks_start {
    const char *path;
    char *_Nullable const *_Nonnull arguments;
    char *_Nullable const *_Nonnull environment;
    const char *directory;
    // Become standard input, output and error.
    int input, output, errors;
    // The user to become; -1 stays.
    int64_t user;
    // Bound over /dev/kvm in a mount namespace of the process's own; none if NULL.
    const char *_Nullable kvm_device;
    // A file system of one page is mounted over this folder in that namespace; none if NULL.
    const char *_Nullable small_disk;
};
int redoubt_attacks_start(const struct redoubt_attacks_start *start);
// pipe2(2), close-on-exec: the end to read from first.
int redoubt_attacks_pipe(int *ends);
// mknod(2): a character device that every user may use, with the numbers of another one.
int redoubt_attacks_copy_device(const char *from, const char *to);
// Lets any process of the same user attach a debugger, where Yama asks for it.
void redoubt_attacks_allow_debugger(void);
// PR_SET_CHILD_SUBREAPER: processes whose parents have ended become children of this one.
void redoubt_attacks_adopt_orphans(void);
// fork(2): a child that waits to be killed, for a minute at most.
int redoubt_attacks_fork_idle(void);
// Keeps 32 bytes in registers and on the stack, and sleeps a millisecond at a time. Does not return.
_Noreturn void redoubt_attacks_hold(const uint64_t *secret);

// ---- memory.c: memory of other processes.

struct redoubt_attacks_pattern {
    const uint8_t *bytes;
    size_t count;
};
// The index of a pattern that occurs in the bytes, or -1. Patterns have at least 2 bytes.
long redoubt_attacks_find(
    const uint8_t *bytes, size_t count, const struct redoubt_attacks_pattern *patterns, size_t pattern_count);
// process_vm_readv(2) and process_vm_writev(2).
long redoubt_attacks_vm_read(int process, uint64_t address, void *bytes, size_t count);
long redoubt_attacks_vm_write(int process, uint64_t address, const void *bytes, size_t count);

// ---- trace.c: the debugger's interface.

// PTRACE_SEIZE and PTRACE_INTERRUPT of a thread, or PTRACE_ATTACH, and its stop; PTRACE_DETACH.
int redoubt_attacks_seize(int thread);
int redoubt_attacks_detach(int thread);
// PTRACE_PEEKDATA, word by word; the bytes that could be read.
long redoubt_attacks_peek(int thread, uint64_t address, void *bytes, size_t count);
// PTRACE_POKEDATA of the word that is there already: 0 if it can be written.
int redoubt_attacks_poke(int thread, uint64_t address);
// PTRACE_GETREGSET of general and of vector registers, one after the other; their bytes.
long redoubt_attacks_registers(int thread, void *bytes, size_t capacity);
// Has a thread that is stopped in a system call make an ioctl(2), and returns what it returned.
long redoubt_attacks_inject_ioctl(int thread, int descriptor, uint64_t request, uint64_t argument);
// The stack pointer of a stopped thread.
uint64_t redoubt_attacks_stack_pointer(int thread);

// ---- descriptors.c

// pidfd_open(2) and pidfd_getfd(2) in one.
int redoubt_attacks_steal_descriptor(int process, int descriptor);
// prlimit(2): lets a process write core files.
int redoubt_attacks_raise_core_limit(int process);
// memfd_create(2).
int redoubt_attacks_memory_file(void);
// mmap(2) of a descriptor, copied out without a fault; the bytes that could be read.
long redoubt_attacks_read_mapping(int descriptor, void *bytes, size_t count);
// userfaultfd(2) over a mapping of a descriptor, pages mapped with UFFDIO_CONTINUE; the bytes that could
// be read. -ENOSYS if there is no userfaultfd.
long redoubt_attacks_read_by_fault(int descriptor, void *bytes, size_t count);
// setrlimit(2) of this process: how many descriptors, and how much locked memory, it may have.
int redoubt_attacks_limit_descriptors(uint64_t limit);
int redoubt_attacks_limit_locked_memory(uint64_t limit_bytes);
// prlimit(2): leaves a process no memory, no stack and no descriptor more than it has.
int redoubt_attacks_starve(int process);
// Whether any process of this user may write a core file, as far as its limit goes: 1 or 0.
int redoubt_attacks_may_write_core(void);

// ---- machine.c: KVM.

// A virtual machine without memory. Its descriptor.
int redoubt_attacks_make_machine(void);
// A virtual processor whose registers hold a secret of 32 bytes. Its descriptor.
int redoubt_attacks_make_processor(const uint64_t *secret);
// A page of guest_memfd that its owner has not kept private, with a secret of 32 bytes in it. Its descriptor.
int redoubt_attacks_make_private_memory(const uint64_t *secret);
// Adds a processor to a stolen machine: 0 if KVM lets it.
int redoubt_attacks_take_machine(int machine);
// What KVM_GET_REGS, _SREGS, _XSAVE and _FPU give of a processor, one after the other; the bytes.
long redoubt_attacks_machine_state(int processor, void *bytes, size_t capacity);
// Binds stolen memory to a machine of the attacker's own: 0 if the kernel lets it.
int redoubt_attacks_bind_private_memory(int memory);
// KVM_GET_REGS as a number, and the size of what it writes.
uint64_t redoubt_attacks_get_registers_request(void);
size_t redoubt_attacks_get_registers_bytes(void);

// ---- observe.c

// perf_event_open(2): samples of a thread's user registers, or of its user stack, over a time. The bytes of
// the samples.
long redoubt_attacks_sample(
    int thread, int of_stack, int milliseconds, void *bytes, size_t capacity);

#pragma clang assume_nonnull end
#endif
