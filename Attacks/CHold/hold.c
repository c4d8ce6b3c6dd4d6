#include "hold.h"

#include "redoubt_abi.h"

// Compiled into the enclave. The host's build has no gate page, and no use for it.
_Noreturn void attack_hold(const uint64_t *secret) {
    // The gate keeps the registers that a function has to keep, so the secret is in them outside, too.
    __asm__ volatile("movq 0(%[secret]), %%r12\n\t"
                     "movq 8(%[secret]), %%r13\n\t"
                     "movq 16(%[secret]), %%r14\n\t"
                     "movq 24(%[secret]), %%r15\n\t"
                     "movq %[gate], %%rbx\n\t"
                     "subq $64, %%rsp\n\t"
                     "andq $-16, %%rsp\n\t"
                     "movq %%r12, 0(%%rsp)\n\t"
                     "movq %%r13, 8(%%rsp)\n\t"
                     "movq %%r14, 16(%%rsp)\n\t"
                     "movq %%r15, 24(%%rsp)\n\t"
                     "1: movl %[pause], %%edi\n\t"
                     "movl $1000, %%esi\n\t"
                     "xorl %%edx, %%edx\n\t"
                     "callq *%%rbx\n\t"
                     "jmp 1b\n\t"
                     :
                     : [secret] "r"(secret), [gate] "r"((uint64_t)REDOUBT_GATE_ADDRESS),
                       [pause] "i"(REDOUBT_DOORBELL_PAUSE)
                     : "r12", "r13", "r14", "r15", "rbx", "rdi", "rsi", "rdx", "rax", "rcx", "r11",
                       "memory");
    __builtin_unreachable();
}
