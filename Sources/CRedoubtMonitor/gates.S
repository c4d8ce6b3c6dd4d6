#include <asm/unistd.h>

#define SLEEP 0x5244
#define WAKE_HOST 0x5245
#define PAUSE 0x5246
#define ABORT 0x5247
#define YIELD 0x5248
#define LAUNCH_DONE 0x5240
#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_WAIT_PRIVATE 128

    .section .rodata
    .balign 16

// gate(operation: edi, argument: esi, address: rdx) in a virtual machine.
    .globl code_kvm_gate, code_kvm_gate_end
code_kvm_gate:
    movl %edi, %edx
    movl %esi, %eax
    outl %eax, %dx
    ret
code_kvm_gate_end:

// gate(operation: edi, argument: esi, address: rdx) in a jailed process.
    .balign 16
    .globl code_process_gate, code_process_gate_end
code_process_gate:
    cmpl $SLEEP, %edi
    je 1f
    cmpl $WAKE_HOST, %edi
    je 2f
    cmpl $PAUSE, %edi
    je 3f
    cmpl $YIELD, %edi
    je 4f
    movl %esi, %edi
    movl $__NR_exit_group, %eax
    syscall
    ud2
1:  movq %rdx, %rdi
    movl %esi, %edx
    movl $FUTEX_WAIT, %esi
    xorl %r10d, %r10d
    movl $__NR_futex, %eax
    syscall
    ret
2:  movq %rdx, %rdi
    movl $FUTEX_WAKE, %esi
    movl $0x7fffffff, %edx
    movl $__NR_futex, %eax
    syscall
    ret
// Waits for a word of the stack to change, which it does not, with a timeout.
3:  subq $24, %rsp
    movl %esi, %eax
    imulq $1000, %rax, %rax
    movq $0, (%rsp)
    movq %rax, 8(%rsp)
    movq $0, 16(%rsp)
    leaq 16(%rsp), %rdi
    movl $FUTEX_WAIT_PRIVATE, %esi
    xorl %edx, %edx
    movq %rsp, %r10
    movl $__NR_futex, %eax
    syscall
    addq $24, %rsp
    ret
4:  movl $__NR_sched_yield, %eax
    syscall
    ret
code_process_gate_end:

    .balign 16
    .globl code_launch_stub, code_launch_stub_end
code_launch_stub:
    cld
    movq %rdi, %rbx
1:  movq 16(%rbx), %rcx
    testq %rcx, %rcx
    jz 2f
    movq (%rbx), %rsi
    movq 8(%rbx), %rdi
    testq %rsi, %rsi
    jz 3f
    rep movsq
4:  addq $24, %rbx
    jmp 1b
2:  movl $LAUNCH_DONE, %edx
    xorl %eax, %eax
    outl %eax, %dx
    ud2
3:  xorl %eax, %eax
    rep stosq
    jmp 4b
code_launch_stub_end:

    .section .note.GNU-stack, "", @progbits
