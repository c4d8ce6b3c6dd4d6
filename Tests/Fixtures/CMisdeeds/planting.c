#include "misdeeds.h"

void *malloc(__SIZE_TYPE__);

_Alignas(16) static volatile uint8_t in_data[16] = {1};
_Alignas(16) static volatile uint8_t in_zeroed_data[8192];
static uint8_t *in_heap[64];

static void put(volatile uint8_t *to, const uint8_t *inverted) {
    for (int i = 0; i < 16; i++) {
        to[i] = (uint8_t)~inverted[i];
    }
}

__attribute__((noinline)) static void put_on_stack(const uint8_t *inverted) {
    // Deep enough that no later call overwrites it.
    _Alignas(16) volatile uint8_t frame[16384];
    put(frame, inverted);
    // Without it the compiler would make the frame as small as what is used of it.
    __asm__ volatile("" : : "r"(frame) : "memory");
}

void misdeed_fill(void *memory, uint8_t byte, uint64_t count) {
    __asm__ volatile("rep stosb" : "+D"(memory), "+c"(count) : "a"(byte) : "memory");
}

void misdeed_keep(const void *memory) { __asm__ volatile("" : : "r"(memory) : "memory"); }

__attribute__((noinline)) void misdeed_leave_on_stack(const uint8_t *inverted) {
    // Deep enough that no later call overwrites it.
    volatile uint8_t frame[8192];
    put(frame, inverted);
    put(frame + 16, inverted + 16);
    __asm__ volatile("" : : "r"(frame) : "memory");
}

void misdeed_plant(const uint8_t *inverted) {
    uint64_t data;
    __asm__("movq %%fs:0, %0" : "=r"(data));
    put(in_data, inverted);
    put(in_zeroed_data + 4800, inverted);
    for (int i = 0; i < 64; i++) {
        in_heap[i] = malloc(4096 + 128 * (__SIZE_TYPE__)i);
        put(in_heap[i] + 32 * i, inverted);
    }
    put_on_stack(inverted);
    put((volatile uint8_t *)(data + 2048), inverted);
    // The save area ends with the guard below the thread's data.
    put((volatile uint8_t *)(data - 0x10000 - 256), inverted);
    // Between the flags and the areas of the first channel.
    put((volatile uint8_t *)0x800100000ull + 2048, inverted);
    uint8_t secret[16];
    put(secret, inverted);
    __asm__ volatile("movdqu (%0), %%xmm15; movq (%0), %%mm7" : : "r"(secret) : "memory");
    put(secret, secret);
}

uint64_t misdeed_find(const uint8_t *inverted, uint64_t address, uint64_t count) {
    const volatile uint8_t *bytes = (const volatile uint8_t *)address;
    uint64_t found = 0;
    for (uint64_t at = 0; at + 16 <= count; at += 16) {
        int same = 0;
        // All that is planted lies at a multiple of 16.
        while (same < 16 && bytes[at + (uint64_t)same] == (uint8_t)~inverted[same]) {
            same++;
        }
        found += same == 16;
    }
    return found;
}

void misdeed_registers(uint8_t *bytes) {
    __asm__ volatile("movdqu %%xmm15, (%0); movq %%mm7, 16(%0)" : : "r"(bytes) : "memory");
}
