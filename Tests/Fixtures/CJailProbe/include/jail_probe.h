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

#endif
