#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

int redoubt_attacks_make_machine(const uint64_t *secret) {
    int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    if (kvm < 0) {
        return -errno;
    }
    int machine = ioctl(kvm, KVM_CREATE_VM, 0);
    int processor = machine < 0 ? -1 : ioctl(machine, KVM_CREATE_VCPU, 0);
    struct kvm_regs registers = {
        .r12 = secret[0], .r13 = secret[1], .r14 = secret[2], .r15 = secret[3], .rflags = 2};
    int result = processor < 0 || ioctl(processor, KVM_SET_REGS, &registers) < 0 ? -errno : processor;
    close(kvm);
    if (machine >= 0) {
        close(machine);
    }
    return result;
}

long redoubt_attacks_machine_state(int processor, void *bytes, size_t capacity) {
    static const struct {
        unsigned long request;
        size_t count;
    } states[] = {
        {KVM_GET_REGS, sizeof(struct kvm_regs)},
        {KVM_GET_SREGS, sizeof(struct kvm_sregs)},
        {KVM_GET_FPU, sizeof(struct kvm_fpu)},
        {KVM_GET_XSAVE, sizeof(struct kvm_xsave)},
    };
    size_t done = 0;
    int failure = -EINVAL;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (states[i].count > capacity - done) {
            break;
        }
        if (ioctl(processor, states[i].request, (char *)bytes + done) == 0) {
            done += states[i].count;
        } else {
            failure = -errno;
        }
    }
    return done > 0 ? (long)done : failure;
}

// From Linux 6.18's <linux/kvm.h>.
struct memory_region2 {
    uint32_t slot, flags;
    uint64_t guest_address, size, host_address, private_offset;
    uint32_t private_memory, padding;
    uint64_t reserved[14];
};
_Static_assert(sizeof(struct memory_region2) == 160, "kvm_userspace_memory_region2");

int redoubt_attacks_bind_private_memory(int memory) {
    int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    if (kvm < 0) {
        return -errno;
    }
    int machine = ioctl(kvm, KVM_CREATE_VM, 0);
    void *reservation = mmap(NULL, 4096, PROT_NONE, MAP_SHARED, memory, 0);
    struct memory_region2 region = {
        .flags = 4, // KVM_MEM_GUEST_MEMFD
        .size = 4096,
        .host_address = (uint64_t)reservation,
        .private_memory = (uint32_t)memory};
    int result = ioctl(machine, _IOW(KVMIO, 0x49, struct memory_region2), &region) < 0 ? -errno : 0;
    if (reservation != MAP_FAILED) {
        munmap(reservation, 4096);
    }
    if (machine >= 0) {
        close(machine);
    }
    close(kvm);
    return result;
}

uint64_t redoubt_attacks_get_registers_request(void) { return KVM_GET_REGS; }
size_t redoubt_attacks_get_registers_bytes(void) { return sizeof(struct kvm_regs); }
