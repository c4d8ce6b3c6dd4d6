// System calls that glibc does not wrap, or whose wrappers Swift cannot call (variadic, macros).
//
// Each returns what the call returns, or the negated errno.
#ifndef REDOUBT_SYSTEM_H
#define REDOUBT_SYSTEM_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// futex(2) on memory that processes share. A timeout of -1 waits for ever.
int redoubt_futex_wait(const void *word, uint32_t expected, int64_t timeout_nanoseconds);
int redoubt_futex_wake(const void *word, int count);

// memfd_create(2), sized, zeroed, and sealed so that it never changes its size again.
int redoubt_sealed_memory(const char *name, size_t size_bytes);
// Whether a descriptor is such memory of at least this size: 1 or 0.
int redoubt_is_sealed_memory(int descriptor, size_t size_bytes);
// memfd_secret(2).
int redoubt_secret_memory(size_t size_bytes);

// pidfd_open(2) and pidfd_send_signal(2).
int redoubt_process_descriptor(int process);
int redoubt_process_signal(int process_descriptor, int signal);
// waitid(2) for a process descriptor: its wait status, once it has ended.
int redoubt_process_wait(int process_descriptor, int *code, int *status);

// getcpu(2): the processor that the calling thread is on.
int redoubt_current_processor(void);
// sched_setaffinity(2): keeps a thread on one processor; 0 is the calling thread.
int redoubt_stay_on_processor(int thread, int processor);

// pipe2(2), closed on exec: the end to read from, then the one to write to.
int redoubt_pipe(int *ends);

// close_range(2).
int redoubt_close_range(unsigned int first, unsigned int last);
int redoubt_close_from(unsigned int first);
// fcntl(2) with F_DUPFD_CLOEXEC: a copy with this number or a higher one.
int redoubt_duplicate_above(int descriptor, int minimum);

// sendmsg(2) and recvmsg(2) of one packet with up to 8 descriptors, which arrive close-on-exec.
long redoubt_send_packet(
    int socket, const void *bytes, size_t count, const int *_Nullable descriptors, size_t descriptor_count);
long redoubt_receive_packet(
    int socket, void *bytes, size_t capacity, int *descriptors, size_t *descriptor_count);

// Local sockets with packets, for the platform service. A timeout of 0 waits for ever.
// connect(2): -EAGAIN if the service took no connection in time.
int redoubt_connect(const char *path, int64_t timeout_milliseconds);
// bind(2), chmod(2), listen(2).
int redoubt_listen(const char *path, unsigned int mode, int backlog);
// Whether a descriptor is a socket of this kind that listens: 1 or 0.
int redoubt_is_listening(int descriptor);
// accept4(2): sending over the socket, and receiving, ends with -EAGAIN after the timeout.
int redoubt_accept(int listener, int64_t timeout_milliseconds);
// SO_PEERCRED: the process that made the connection.
int redoubt_peer_credentials(int socket, int *process, unsigned int *user);
// SO_PEERPIDFD (Linux 6.5): its descriptor; -ENOPROTOOPT where the kernel has it not.
int redoubt_peer_process(int socket);
// flock(2): -EWOULDBLOCK if another process has the lock.
int redoubt_lock_file(int descriptor);
// open(2) with O_TMPFILE: a file without a name, which its owner may read (mode 400), of this size, its memory
// taken already, and locked as redoubt_lock_file does.
int redoubt_locked_file(int directory, size_t size_bytes);
// linkat(2): gives such a file a name.
int redoubt_name_file(int file, int directory, const char *name);
// setrlimit(2): as many descriptors as may be had.
int redoubt_raise_descriptor_limit(void);
// explicit_bzero(3).
void redoubt_wipe(void *bytes, size_t count);
// The same for the part of the stack below the caller's frame: what functions that have returned left there.
void redoubt_wipe_stack_below(void);

// getrandom(2): 0 once all bytes are random.
int redoubt_system_random(void *bytes, size_t count);
// getrlimit(2) of RLIMIT_MEMLOCK.
uint64_t redoubt_locked_memory_limit(void);

// dladdr(3): the file that this code was loaded from.
int redoubt_image_path(char *buffer, size_t capacity);

// When a call on a thread last let other tasks go first, and how many have begun there: kept by ThreadTurn of
// RedoubtHost.
struct redoubt_turn {
    uint64_t since_nanoseconds;
    uint32_t calls;
};
// The calling thread's own, all zero at first.
struct redoubt_turn *redoubt_thread_turn(void);

// A hint to the processor that this is a spin.
static inline void redoubt_relax(void) { __builtin_ia32_pause(); }

// prctl(2): not dumpable, no new privileges, no core file.
int redoubt_harden_process(void);
// prctl(2): end with the thread that started this process.
int redoubt_end_with_parent(void);

#pragma clang assume_nonnull end
#endif
