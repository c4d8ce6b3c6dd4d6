#include "misdeeds.h"

void *malloc(__SIZE_TYPE__);
void free(void *);

void misdeed_trap(void) { __builtin_trap(); }

uint64_t misdeed_overflow_stack(uint64_t depth) {
    volatile uint8_t frame[1024];
    frame[depth % sizeof frame] = (uint8_t)depth;
    // Not a tail call: the frame is used afterwards.
    return misdeed_overflow_stack(depth + 1) + frame[depth % sizeof frame];
}

void misdeed_write_to_code(void) { *(volatile uint8_t *)(uintptr_t)misdeed_trap = 0x90; }

void misdeed_jump_to_data(void) {
    static uint8_t code[] = {0xc3};
    __asm__ volatile("call *%0" : : "r"(code) : "memory");
}

void misdeed_system_call(void) { __asm__ volatile("syscall" : : "a"(39) : "rcx", "r11", "memory"); }
void misdeed_breakpoint(void) { __asm__ volatile("int3"); }
void misdeed_port_input(void) { __asm__ volatile("inb %%dx, %%al" : : "d"(0x60) : "rax"); }
void misdeed_port_output(void) { __asm__ volatile("outb %%al, %%dx" : : "d"(0x60), "a"(0)); }
void misdeed_halt(void) { __asm__ volatile("hlt"); }
void misdeed_read(uint64_t address) { (void)*(volatile uint8_t *)address; }

void misdeed_free_twice(void) {
    void *block = malloc(100);
    free(block);
    __asm__ volatile("" : "+r"(block));
    free(block);
}

__attribute__((noinline)) void misdeed_overrun_array(int count) {
    volatile uint8_t array[16];
    volatile uint8_t *start = array;
    for (int i = 0; i < count; i++) {
        start[i] = 0x41;
    }
}
