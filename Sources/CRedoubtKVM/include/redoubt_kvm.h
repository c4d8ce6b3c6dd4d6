// KVM's ioctls, whose numbers are macros and whose newest structures Debian 12's headers do not have.
//
// Why C: Swift imports neither function-like macros nor unions inside kvm_run conveniently. Each function
// returns what the ioctl returns, or the negated errno. Would retire with newer headers and a Swift ioctl.
#ifndef REDOUBT_KVM_H
#define REDOUBT_KVM_H

#include <stdint.h>

#pragma clang assume_nonnull begin

struct kvm_run;

// What KVM_GET_API_VERSION has to return.
#define REDOUBT_KVM_API_VERSION 12

int redoubt_kvm_open(const char *path);
int redoubt_kvm_api_version(int kvm);
// Whether the kernel has guest_memfd whose memory the guest uses while the host cannot touch it (6.18).
int redoubt_kvm_has_private_memory(int kvm, int vm);
int redoubt_kvm_create_vm(int kvm);
int redoubt_kvm_vcpu_mapping_size(int kvm);

// A size of 0 removes the slot.
int redoubt_kvm_set_memory(int vm, uint32_t slot, uint64_t guest_address, uint64_t size, void *_Nullable host);
// Creates memory that nobody in user space can touch, and returns its descriptor.
int redoubt_kvm_create_private_memory(int vm, uint64_t size);
// `reservation` is a mapping of the memory without access, which keeps it alive.
int redoubt_kvm_set_private_memory(
    int vm, uint32_t slot, uint64_t guest_address, uint64_t size, void *reservation, int memory);
int redoubt_kvm_create_vcpu(int vm, int index);

// A task state segment of one page whose bitmap lets user code write 32-bit values to the ports from
// `first_port` to `last_port`, and to no other. It is how user code may execute OUT at all: IOPL 3 would do
// on real hardware, but KVM on kvm_pvm forgets it.
#define REDOUBT_KVM_TASK_STATE_BYTES 4096
void redoubt_kvm_make_task_state(void *page, uint16_t first_port, uint16_t last_port);

// Sets a vCPU up for 64-bit user mode: CPUID and extended state as the host has them, no IDT, no GDT.
// The task state has to be readable at its address in every address space that the vCPU enters.
int redoubt_kvm_set_up_vcpu(int kvm, int vcpu, uint64_t task_state_address);
// What CR2 holds before any page fault.
#define REDOUBT_KVM_NO_FAULT_ADDRESS 0x524400000000ull
// Puts the x87, SSE and AVX registers back to what they are in a new vCPU.
int redoubt_kvm_clear_vectors(int vcpu);
// Sets the address space and all other registers to enter it with: none keeps a value of before.
int redoubt_kvm_enter_at(
    int vcpu, uint64_t page_table, uint64_t instruction, uint64_t stack, uint64_t fs_base, uint64_t argument);
int redoubt_kvm_run(int vcpu);

enum redoubt_kvm_exit {
    REDOUBT_KVM_EXIT_DOORBELL = 1,
    REDOUBT_KVM_EXIT_SHUTDOWN = 2,
    REDOUBT_KVM_EXIT_OTHER = 3,
};
struct redoubt_kvm_exit_state {
    enum redoubt_kvm_exit kind;
    // Of a doorbell: the port and the value written to it. Otherwise the port is KVM's exit reason.
    uint32_t port;
    uint32_t value;
};
struct redoubt_kvm_exit_state redoubt_kvm_last_exit(const struct kvm_run *run);

struct redoubt_kvm_fault {
    uint64_t instruction;
    // The address of the page fault, or REDOUBT_KVM_NO_FAULT_ADDRESS.
    uint64_t address;
};
int redoubt_kvm_fault(int vcpu, struct redoubt_kvm_fault *fault);

#pragma clang assume_nonnull end
#endif
