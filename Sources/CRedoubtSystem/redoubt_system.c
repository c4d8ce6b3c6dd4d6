#define _GNU_SOURCE
#include "redoubt_system.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SYS_MEMFD_SECRET 447
#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif
#define SIZE_SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW)

static int result(long value) { return value < 0 ? -errno : (int)value; }

int redoubt_futex_wait(const void *word, uint32_t expected, int64_t timeout_nanoseconds) {
    struct timespec timeout = {
        .tv_sec = timeout_nanoseconds / 1000000000, .tv_nsec = timeout_nanoseconds % 1000000000};
    return result(syscall(
        SYS_futex, word, FUTEX_WAIT, expected, timeout_nanoseconds < 0 ? NULL : &timeout, NULL, 0));
}

int redoubt_futex_wake(const void *word, int count) {
    return result(syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0));
}

struct redoubt_turn *redoubt_thread_turn(void) {
    static _Thread_local struct redoubt_turn turn;
    return &turn;
}

int redoubt_sealed_memory(const char *name, size_t size_bytes) {
    int memory = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) {
        return -errno;
    }
    if (ftruncate(memory, (off_t)size_bytes) < 0 || fcntl(memory, F_ADD_SEALS, SIZE_SEALS) < 0) {
        int failure = -errno;
        close(memory);
        return failure;
    }
    return memory;
}

int redoubt_is_sealed_memory(int descriptor, size_t size_bytes) {
    struct stat status;
    int seals = fcntl(descriptor, F_GET_SEALS);
    return seals >= 0 && (seals & SIZE_SEALS) == SIZE_SEALS && fstat(descriptor, &status) == 0 &&
           status.st_size >= 0 && (size_t)status.st_size >= size_bytes;
}

int redoubt_secret_memory(size_t size_bytes) {
    int memory = (int)syscall(SYS_MEMFD_SECRET, O_CLOEXEC);
    if (memory < 0) {
        return -errno;
    }
    if (ftruncate(memory, (off_t)size_bytes) < 0) {
        int failure = -errno;
        close(memory);
        return failure;
    }
    return memory;
}

int redoubt_process_descriptor(int process) { return result(syscall(SYS_pidfd_open, process, 0)); }

int redoubt_process_signal(int process_descriptor, int signal) {
    return result(syscall(SYS_pidfd_send_signal, process_descriptor, signal, NULL, 0));
}

int redoubt_process_wait(int process_descriptor, int *code, int *status) {
    siginfo_t info = {0};
    int outcome;
    do {
        outcome = waitid(P_PIDFD, (id_t)process_descriptor, &info, WEXITED);
    } while (outcome < 0 && errno == EINTR);
    *code = info.si_code;
    *status = info.si_status;
    return result(outcome);
}

int redoubt_pipe(int *ends) { return result(pipe2(ends, O_CLOEXEC)); }

int redoubt_close_range(unsigned int first, unsigned int last) {
    return result(syscall(SYS_close_range, first, last, 0));
}

int redoubt_close_from(unsigned int first) { return redoubt_close_range(first, ~0u); }

int redoubt_duplicate_above(int descriptor, int minimum) {
    return result(fcntl(descriptor, F_DUPFD_CLOEXEC, minimum));
}

#define MAXIMUM_DESCRIPTORS 8

union control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int) * MAXIMUM_DESCRIPTORS)];
};

long redoubt_send_packet(
    int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count) {
    struct iovec vector = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
    union control control = {0};
    if (descriptor_count > MAXIMUM_DESCRIPTORS) {
        return -EINVAL;
    }
    if (descriptor_count > 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptor_count);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * descriptor_count);
        memcpy(CMSG_DATA(header), descriptors, sizeof(int) * descriptor_count);
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

long redoubt_receive_packet(
    int socket, void *bytes, size_t capacity, int *descriptors, size_t *descriptor_count) {
    struct iovec vector = {.iov_base = bytes, .iov_len = capacity};
    union control control = {0};
    struct msghdr message = {
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes};
    *descriptor_count = 0;
    ssize_t received;
    do {
        received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (received < 0 && errno == EINTR);
    if (received < 0) {
        return -errno;
    }
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) {
            continue;
        }
        size_t bytes_of_descriptors = header->cmsg_len - CMSG_LEN(0);
        memcpy(descriptors, CMSG_DATA(header), bytes_of_descriptors);
        *descriptor_count = bytes_of_descriptors / sizeof(int);
    }
    if (message.msg_flags & MSG_TRUNC) {
        for (size_t i = 0; i < *descriptor_count; i++) {
            close(descriptors[i]);
        }
        *descriptor_count = 0;
        return -EMSGSIZE;
    }
    return received;
}

static int local_address(const char *path, struct sockaddr_un *address) {
    size_t length = strlen(path);
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (length == 0 || length >= sizeof address->sun_path) {
        return -ENAMETOOLONG;
    }
    memcpy(address->sun_path, path, length);
    return 0;
}

static int set_timeouts(int socket, int64_t milliseconds) {
    struct timeval timeout = {
        .tv_sec = milliseconds / 1000, .tv_usec = (milliseconds % 1000) * 1000};
    if (setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout) < 0 ||
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout) < 0) {
        return -errno;
    }
    return 0;
}

static int failed(int descriptor, int failure) {
    close(descriptor);
    return failure;
}

int redoubt_connect(const char *path, int64_t timeout_milliseconds) {
    struct sockaddr_un address;
    int failure = local_address(path, &address);
    if (failure < 0) {
        return failure;
    }
    int connection = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (connection < 0) {
        return -errno;
    }
    failure = set_timeouts(connection, timeout_milliseconds);
    if (failure < 0) {
        return failed(connection, failure);
    }
    int outcome;
    do {
        outcome = connect(connection, (struct sockaddr *)&address, sizeof address);
    } while (outcome < 0 && errno == EINTR);
    return outcome < 0 ? failed(connection, -errno) : connection;
}

int redoubt_listen(const char *path, unsigned int mode, int backlog) {
    struct sockaddr_un address;
    int failure = local_address(path, &address);
    if (failure < 0) {
        return failure;
    }
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (listener < 0) {
        return -errno;
    }
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || chmod(path, mode) < 0 ||
        listen(listener, backlog) < 0) {
        return failed(listener, -errno);
    }
    return listener;
}

int redoubt_is_listening(int descriptor) {
    int kind = 0, domain = 0, listens = 0;
    socklen_t size = sizeof(int);
    return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &kind, &size) == 0 && kind == SOCK_SEQPACKET &&
           getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX &&
           getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens;
}

int redoubt_accept(int listener, int64_t timeout_milliseconds) {
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) {
        return -errno;
    }
    int failure = set_timeouts(connection, timeout_milliseconds);
    return failure < 0 ? failed(connection, failure) : connection;
}

int redoubt_peer_credentials(int socket, int *process, unsigned int *user) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) {
        return -errno;
    }
    *process = peer.pid;
    *user = peer.uid;
    return 0;
}

int redoubt_peer_process(int socket) {
    int process = -1;
    socklen_t size = sizeof process;
    return getsockopt(socket, SOL_SOCKET, SO_PEERPIDFD, &process, &size) < 0 ? -errno : process;
}

int redoubt_lock_file(int descriptor) { return result(flock(descriptor, LOCK_EX | LOCK_NB)); }

int redoubt_locked_file(int directory, size_t size_bytes) {
    int file = openat(directory, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0400);
    if (file < 0) {
        return -errno;
    }
    // Without memory behind it, a store to a mapping of the file would end the process.
    int failure = posix_fallocate(file, 0, (off_t)size_bytes);
    if (failure == 0 && flock(file, LOCK_EX | LOCK_NB) < 0) {
        failure = errno;
    }
    if (failure != 0) {
        close(file);
        return -failure;
    }
    return file;
}

int redoubt_name_file(int file, int directory, const char *name) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return result(linkat(AT_FDCWD, path, directory, name, AT_SYMLINK_FOLLOW));
}

int redoubt_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) {
        return -errno;
    }
    limit.rlim_cur = limit.rlim_max;
    return result(setrlimit(RLIMIT_NOFILE, &limit));
}

void redoubt_wipe(void *bytes, size_t count) { explicit_bzero(bytes, count); }

// More than deriving a key takes, and less than a thread's stack has.
#define WIPED_STACK_BYTES (64u << 10)

__attribute__((noinline)) void redoubt_wipe_stack_below(void) {
    char below[WIPED_STACK_BYTES];
    explicit_bzero(below, sizeof below);
}

int redoubt_harden_process(void) {
    // Swift's runtime would start a program that looks at this process when it crashes.
    static const int crashes[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
    struct rlimit no_core = {0, 0};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        signal(crashes[i], SIG_DFL);
    }
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
        setrlimit(RLIMIT_CORE, &no_core) < 0) {
        return -errno;
    }
    return 0;
}

int redoubt_end_with_parent(void) { return result(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)); }

int redoubt_system_random(void *bytes, size_t count) {
    size_t done = 0;
    while (done < count) {
        ssize_t got = getrandom((char *)bytes + done, count - done, 0);
        if (got < 0 && errno != EINTR) {
            return -errno;
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return 0;
}

uint64_t redoubt_locked_memory_limit(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_MEMLOCK, &limit) == 0 ? limit.rlim_cur : 0;
}

int redoubt_image_path(char *buffer, size_t capacity) {
    Dl_info info;
    char *path = NULL;
    // The loader knows the executable by the name it was called by, which may be relative.
    if (dladdr((const void *)redoubt_image_path, &info) != 0 && info.dli_fname != NULL) {
        path = realpath(info.dli_fname, NULL);
    }
    if (path == NULL) {
        return -ENOENT;
    }
    size_t length = strlen(path);
    if (length < capacity) {
        memcpy(buffer, path, length + 1);
    }
    free(path);
    return length < capacity ? 0 : -ENAMETOOLONG;
}

int redoubt_current_processor(void) { return result(sched_getcpu()); }

int redoubt_stay_on_processor(int thread, int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    return sched_setaffinity(thread, sizeof set, &set) < 0 ? -errno : 0;
}
