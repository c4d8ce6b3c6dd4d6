// redoubt_wipe_stack(count, bottom): overwrites `count` bytes below the caller's frame, but none below `bottom`.
// In assembly, so that nothing lies below the address that it begins at.
#if !defined(__linux__)
    .section .text.redoubt_wipe_stack, "ax", @progbits
    .globl redoubt_wipe_stack
    .hidden redoubt_wipe_stack
    .type redoubt_wipe_stack, @function
redoubt_wipe_stack:
    movq %rsp, %rcx
    movq %rsp, %rdx
    subq %rdi, %rdx
    cmpq %rsi, %rdx
    cmovb %rsi, %rdx
    movq %rdx, %rdi
    subq %rdx, %rcx
    xorl %eax, %eax
    rep stosb
    ret
    .size redoubt_wipe_stack, . - redoubt_wipe_stack
#endif
    .section .note.GNU-stack, "", @progbits
