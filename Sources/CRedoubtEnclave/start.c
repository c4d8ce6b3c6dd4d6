#if !defined(__linux__)
#include "redoubt_enclave.h"

int main(int argc, char *_Nullable *_Nullable argv);

static struct redoubt_platform platform;
static struct redoubt_keys keys;
static uint32_t started;

uintptr_t __stack_chk_guard = 0xff0a0d00;

const struct redoubt_platform *redoubt_platform(void) { return &platform; }
const struct redoubt_keys *redoubt_keys(void) { return &keys; }

const struct redoubt_thread *redoubt_thread_self(void) {
    const struct redoubt_thread *thread;
    __asm__("movq %%fs:0, %0" : "=r"(thread));
    return thread;
}

void redoubt_doorbell(enum redoubt_doorbell operation, uint32_t argument, const void *address) {
    void (*gate)(uint32_t, uint32_t, const void *) =
        (void (*)(uint32_t, uint32_t, const void *))REDOUBT_GATE_ADDRESS;
    gate(operation, argument, address);
}

_Noreturn void redoubt_abort(enum redoubt_abort reason) {
    redoubt_doorbell(REDOUBT_DOORBELL_ABORT, reason, NULL);
    // A monitor that lets the enclave go on is no monitor: stop here all the same.
    __builtin_trap();
}

void redoubt_spin_step(uint32_t *step) {
    __builtin_ia32_pause();
    if (++*step >= 200) {
        redoubt_doorbell(REDOUBT_DOORBELL_PAUSE, 50, NULL);
        *step = 100;
    }
}

_Noreturn void __stack_chk_fail(void) { redoubt_abort(REDOUBT_ABORT_STACK_CORRUPTION); }
_Noreturn void abort(void) { redoubt_abort(REDOUBT_ABORT_FATAL_ERROR); }

void redoubt_allocator_init(const struct redoubt_thread *thread);

// Copies the keys, and wipes them where the monitor has put them: its memory is not as private as the enclave's.
static void take_keys(void) {
    void *pages = (void *)REDOUBT_KEYS_ADDRESS;
    __builtin_memcpy(&keys, pages, sizeof keys);
    __builtin_memset(pages, 0, REDOUBT_KEYS_PAGES * REDOUBT_PAGE_SIZE);
    // Somebody reads the zeros, as far as the compiler knows.
    __asm__ volatile("" : : "r"(pages) : "memory");
}

// Called by the entry, on the thread's own stack.
__attribute__((no_stack_protector)) _Noreturn void redoubt_start(void) {
    const struct redoubt_thread *thread = redoubt_thread_self();
    if (thread->index == 0) {
        platform = *(const struct redoubt_platform *)REDOUBT_PLATFORM_ADDRESS;
        if (platform.abi_version != REDOUBT_ABI_VERSION || platform.thread_count != thread->thread_count) {
            redoubt_abort(REDOUBT_ABORT_ABI_MISMATCH);
        }
        take_keys();
        // Changed here, where no caller is left that would compare the old value with the new one. The zero
        // byte stops a string function that overruns from reading it.
        uintptr_t canary;
        redoubt_random(&canary, sizeof canary);
        __stack_chk_guard = canary & ~(uintptr_t)0xff;
        redoubt_allocator_init(thread);
        __atomic_store_n(&started, 1, __ATOMIC_RELEASE);
        main(0, NULL);
        redoubt_abort(REDOUBT_ABORT_MAIN_RETURNED);
    }
    for (uint32_t step = 0; __atomic_load_n(&started, __ATOMIC_ACQUIRE) == 0;) {
        redoubt_spin_step(&step);
    }
    redoubt_serve_thread();
}
#endif
