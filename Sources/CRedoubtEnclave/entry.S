// Where a thread enters the enclave. FS points at its redoubt_thread; nothing else is assumed about the
// registers, because under SGX they would come from the host.
#if !defined(__linux__)
    .section .text.redoubt_entry, "ax", @progbits
    .globl redoubt_entry
    .type redoubt_entry, @function
redoubt_entry:
    cld
    movq %fs:8, %rsp
    xorl %ebp, %ebp
    fninit
    pushq $0x1f80
    ldmxcsr (%rsp)
    addq $8, %rsp
    call redoubt_start
    ud2
    .size redoubt_entry, . - redoubt_entry
#endif
    .section .note.GNU-stack, "", @progbits
