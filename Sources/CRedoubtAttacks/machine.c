#define _GNU_SOURCE
#include "redoubt_attacks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

int redoubt_attacks_make_machine(void) {
    int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    if (kvm < 0) {
        return -errno;
    }
    int machine = ioctl(kvm, KVM_CREATE_VM, 0);
    int result = machine < 0 ? -errno : machine;
    close(kvm);
    return result;
}

int redoubt_attacks_make_processor(const uint64_t *secret) {
    int machine = redoubt_attacks_make_machine();
    if (machine < 0) {
        return machine;
    }
    int processor = ioctl(machine, KVM_CREATE_VCPU, 0);
    struct kvm_regs registers = {
        .r12 = secret[0], .r13 = secret[1], .r14 = secret[2], .r15 = secret[3], .rflags = 2};
    int result = processor < 0 || ioctl(processor, KVM_SET_REGS, &registers) < 0 ? -errno : processor;
    close(machine);
    return result;
}

int redoubt_attacks_take_machine(int machine) {
    // A number that no enclave's thread has.
    int processor = ioctl(machine, KVM_CREATE_VCPU, 1000);
    if (processor < 0) {
        return -errno;
    }
    close(processor);
    return 0;
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

struct create_guest_memfd {
    uint64_t size, flags, reserved[6];
};
_Static_assert(sizeof(struct create_guest_memfd) == 64, "kvm_create_guest_memfd");

int redoubt_attacks_make_private_memory(const uint64_t *secret) {
    int machine = redoubt_attacks_make_machine();
    if (machine < 0) {
        return machine;
    }
    struct create_guest_memfd request = {.size = 4096, .flags = 3}; // GUEST_MEMFD_FLAG_MMAP, _INIT_SHARED
    int memory = ioctl(machine, _IOWR(KVMIO, 0xd4, struct create_guest_memfd), &request);
    int result = memory < 0 ? -errno : memory;
    close(machine);
    if (memory < 0) {
        return result;
    }
    void *mapping = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (mapping == MAP_FAILED) {
        result = -errno;
        close(memory);
        return result;
    }
    memcpy(mapping, secret, 4 * sizeof *secret);
    munmap(mapping, 4096);
    return result;
}

int redoubt_attacks_bind_private_memory(int memory) {
    int machine = redoubt_attacks_make_machine();
    if (machine < 0) {
        return machine;
    }
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
    close(machine);
    return result;
}

uint64_t redoubt_attacks_get_registers_request(void) { return KVM_GET_REGS; }
size_t redoubt_attacks_get_registers_bytes(void) { return sizeof(struct kvm_regs); }
