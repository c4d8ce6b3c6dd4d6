// What the enclave, the monitor and the host must agree on, bit for bit.
//
// Why C: the enclave's floor (allocator, entry, doorbell) is C and assembly, the rest is Swift; one
// header is the only form that both read. It would retire when Swift can give structs a fixed layout.
#ifndef REDOUBT_ABI_H
#define REDOUBT_ABI_H

#include <stddef.h>
#include <stdint.h>

#define REDOUBT_ABI_VERSION 2u
#define REDOUBT_PAGE_SIZE 4096u

// Address space of an enclave, the same for every backend. Everything outside these ranges is absent.
//   gate       one page of code, outside the enclave, through which it leaves (a doorbell)
//   platform   one page, read-only, filled by the monitor: redoubt_platform
//   backend    one page, read-only, for the backend's own needs
//   channels   thread i's channel is at base + i * stride
//   enclave    the image's own range: code, data, heap, thread contexts
#define REDOUBT_GATE_ADDRESS 0x800000000ull
#define REDOUBT_PLATFORM_ADDRESS 0x800001000ull
// Of the backend's own, read-only.
#define REDOUBT_BACKEND_ADDRESS 0x800002000ull
// The enclave's own keys, redoubt_keys. The enclave copies them at its start and wipes them here.
#define REDOUBT_KEYS_ADDRESS 0x800010000ull
#define REDOUBT_KEYS_PAGES 3u
#define REDOUBT_CHANNEL_ADDRESS 0x800100000ull
#define REDOUBT_ENCLAVE_ADDRESS 0x1000000000ull

// Doorbell operations. Under KVM the number is the I/O port that the gate writes to.
enum redoubt_doorbell {
    // Sleep until the host's sequence word differs from the argument.
    REDOUBT_DOORBELL_SLEEP = 0x5244,
    // Wake a host that sleeps on the enclave's sequence word. No argument.
    REDOUBT_DOORBELL_WAKE_HOST = 0x5245,
    // Give the processor away for about this many microseconds.
    REDOUBT_DOORBELL_PAUSE = 0x5246,
    // Stop the enclave for good. The argument is a redoubt_abort.
    REDOUBT_DOORBELL_ABORT = 0x5247,
    // Let others have the processor, if any wait for it. No argument.
    REDOUBT_DOORBELL_YIELD = 0x5248,
};

// Why an enclave stopped itself.
enum redoubt_abort {
    REDOUBT_ABORT_OUT_OF_MEMORY = 1,
    REDOUBT_ABORT_HEAP_CORRUPTION = 2,
    REDOUBT_ABORT_STACK_CORRUPTION = 3,
    REDOUBT_ABORT_ENTROPY_FAILURE = 4,
    REDOUBT_ABORT_MAIN_RETURNED = 5,
    REDOUBT_ABORT_HOST_CALL_FAILED = 6,
    REDOUBT_ABORT_ABI_MISMATCH = 7,
    REDOUBT_ABORT_FATAL_ERROR = 8,
};

// The page that the monitor fills and the enclave reads once at its start. Trusted by the enclave as the
// monitor is; the host never maps it.
struct redoubt_platform {
    uint32_t abi_version;
    // A redoubt_isolation and a redoubt_memory: what this enclave is sealed by.
    uint32_t isolation;
    uint32_t memory;
    uint32_t thread_count;
    uint64_t channel_stride_bytes;
    // Size of each of the two message areas of a channel, its 32-byte header included.
    uint32_t area_size_bytes;
    // Polls of the host's sequence word before the thread sleeps.
    uint32_t spin_limit;
    uint8_t seed[64];
    // A redoubt_platform_mode: who started the monitor.
    uint32_t mode;
    uint32_t reserved;
};
_Static_assert(sizeof(struct redoubt_platform) == 104, "part of the ABI");

enum redoubt_isolation { REDOUBT_ISOLATION_PROCESS = 1, REDOUBT_ISOLATION_VIRTUALIZATION = 2 };
enum redoubt_memory { REDOUBT_MEMORY_ORDINARY = 1, REDOUBT_MEMORY_PRIVATE = 2 };

enum redoubt_platform_mode { REDOUBT_PLATFORM_DEVELOPMENT = 1, REDOUBT_PLATFORM_SERVICE = 2 };

#define REDOUBT_KEY_SIZE 32u
// Epochs of the platform's root secret that an enclave is given keys of.
#define REDOUBT_EPOCH_LIMIT 16u
// A security version is counted in hexadecimal digits, the most significant first.
#define REDOUBT_VERSION_DIGITS 4u

// Keys of one policy: of the enclave's own security version, and what those of older ones are derived from.
struct redoubt_version_keys {
    uint8_t own[REDOUBT_KEY_SIZE];
    // older[i]: of the versions that have the own version's digits before digit i, and there one less. Zeros if
    // digit i is 0.
    uint8_t older[REDOUBT_VERSION_DIGITS][REDOUBT_KEY_SIZE];
};

// Keys of one epoch of the platform's root secret.
struct redoubt_epoch_keys {
    uint32_t epoch;
    uint32_t reserved;
    uint8_t exact_code[REDOUBT_KEY_SIZE];
    struct redoubt_version_keys same_image;
    struct redoubt_version_keys same_family;
    struct redoubt_version_keys same_author;
};

// Who an enclave is and the keys that are derived for it. Never mapped by the host.
struct redoubt_keys {
    // 0 if the platform has no root secret: then there are no keys.
    uint32_t epoch_count;
    uint32_t image_version;
    uint8_t measurement[32];
    uint8_t signer[32];
    uint8_t product[16];
    uint8_t family[16];
    uint16_t security_version;
    uint8_t is_debug;
    uint8_t reserved[5];
    // Which platform it is: public, and the same in every epoch.
    uint8_t platform[16];
    // Authenticates reports, to the platform alone.
    uint8_t report_key[REDOUBT_KEY_SIZE];
    // The newest first: data is sealed with it.
    struct redoubt_epoch_keys epochs[REDOUBT_EPOCH_LIMIT];
};
_Static_assert(sizeof(struct redoubt_keys) == 8480, "part of the ABI");
_Static_assert(sizeof(struct redoubt_keys) <= REDOUBT_KEYS_PAGES * REDOUBT_PAGE_SIZE, "has its pages");

// A channel: one page of flags, then the host-to-enclave area, then the enclave-to-host area.
// Each flag stands on its own cache line because another processor writes it.
#define REDOUBT_CHANNEL_HOST_SLEEPING 0u
#define REDOUBT_CHANNEL_ENCLAVE_SLEEPING 64u
#define REDOUBT_CHANNEL_AREAS 4096u

// Starts each message area. The sequence word is written last; a change of it hands the message over.
// The payload follows at once, so that a small message is one cache line.
struct redoubt_message {
    uint32_t sequence;
    uint32_t kind;
    uint32_t length_bytes;
    uint32_t method;
    uint64_t interface;
    uint32_t status;
    // What else there is to say. Of a call: a redoubt_patience. Of a request about a stream: its place among the call's
    // streams. Of the answer: what kind of piece follows.
    uint32_t detail;
};
_Static_assert(sizeof(struct redoubt_message) == 32, "part of the ABI");

// How long the enclave is to look for the host's next message before it sleeps. It may do as it likes.
enum redoubt_patience {
    REDOUBT_PATIENCE_USUAL = 0,
    // Others wait for this processor.
    REDOUBT_PATIENCE_SHORT = 1,
};

enum redoubt_message_kind {
    // Enclave to host, once per thread: the thread serves calls from now on.
    REDOUBT_MESSAGE_READY = 1,
    REDOUBT_MESSAGE_ECALL = 2,
    REDOUBT_MESSAGE_ECALL_REPLY = 3,
    REDOUBT_MESSAGE_OCALL = 4,
    REDOUBT_MESSAGE_OCALL_REPLY = 5,
};

// First bytes of a thread's data page, in the image; FS points here while the thread runs.
struct redoubt_thread {
    uint64_t self;
    uint64_t stack_top;
    uint64_t stack_bottom;
    uint32_t index;
    uint32_t thread_count;
    // Read by code that the compiler guards for a Unix target: the canary at FS:0x28.
    uint64_t reserved;
    uint64_t canary;
    uint64_t heap_base;
    uint64_t heap_size_bytes;
};
_Static_assert(offsetof(struct redoubt_thread, canary) == 0x28, "FS:0x28 is the x86-64 psABI's place");
_Static_assert(sizeof(struct redoubt_thread) == 64, "part of the ABI");

// SGX's thread control structure (Intel SDM vol. 3D, 35.8), the part that is not reserved.
struct redoubt_tcs {
    uint64_t stage;
    uint64_t flags;
    uint64_t ossa;
    uint32_t cssa;
    uint32_t nssa;
    uint64_t oentry;
    uint64_t aep;
    uint64_t ofsbase;
    uint64_t ogsbase;
    uint32_t fslimit;
    uint32_t gslimit;
};
_Static_assert(sizeof(struct redoubt_tcs) == 72, "fixed by the processor's manual");

// Copies bytes that an adversary may be writing. A function of its own, so that no compiler reads them
// again instead of the copy.
void redoubt_copy_from_shared(void *_Nonnull to, const void *_Nonnull from, size_t count);

#endif
