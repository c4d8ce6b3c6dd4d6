// Makes system calls under a filter, in a child of the test's own.
//
// Why C: between fork and exit nothing of Swift's runtime may run.
#ifndef JAIL_PROBE_H
#define JAIL_PROBE_H

#include <linux/filter.h>
#include <stdint.h>
#include <sys/syscall.h>

// The exit status of a child whose call came back.
#define JAIL_PROBE_SURVIVED 42

// Makes one system call under a filter. Returns the child's exit status, or the negated number of the signal
// that ended it.
int jail_probe_call(
    const struct sock_filter *_Nonnull filter, uint16_t count, long number, const long *_Nonnull arguments);
// The same by the gate for 32-bit programs.
int jail_probe_call_32(const struct sock_filter *_Nonnull filter, uint16_t count, int number);

// What a walled process tries: to open a file that everybody may read; to bind a TCP socket of the loopback
// interface; to connect one to a port on which nobody listens.
int jail_probe_open(void);
int jail_probe_bind(void);
int jail_probe_connect(void);
// The version of the kernel's Landlock; negative if it has none.
int jail_probe_landlock_version(void);
// Builds a wall, unless it is NULL, and then makes an attempt, in a child. Returns what the attempt does: 0 or
// the error number; negative if the wall cannot be built.
int jail_probe_behind(int (*_Nullable wall)(void), int (*_Nonnull attempt)(void));

#endif
