#include "redoubt_kvm.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>

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
#define SET_MEMORY_REGION2 _IOW(KVMIO, 0x49, struct memory_region2)
#define CREATE_GUEST_MEMFD _IOWR(KVMIO, 0xd4, struct create_guest_memfd)
#define MEMORY_IS_PRIVATE 4
#define GUEST_MEMFD_MMAP 1
#define CAPABILITY_GUEST_MEMFD_FLAGS 244

static int result(int value) { return value < 0 ? -errno : value; }

int redoubt_kvm_open(const char *path) { return result(open(path, O_RDWR | O_CLOEXEC)); }
int redoubt_kvm_api_version(int kvm) { return result(ioctl(kvm, KVM_GET_API_VERSION, 0)); }
int redoubt_kvm_create_vm(int kvm) { return result(ioctl(kvm, KVM_CREATE_VM, 0)); }
int redoubt_kvm_vcpu_mapping_size(int kvm) { return result(ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0)); }
int redoubt_kvm_create_vcpu(int vm, int index) { return result(ioctl(vm, KVM_CREATE_VCPU, index)); }
int redoubt_kvm_run(int vcpu) { return result(ioctl(vcpu, KVM_RUN, 0)); }

int redoubt_kvm_has_private_memory(int kvm, int vm) {
    (void)kvm;
    // Without the MMAP flag the kernel would silently use the ordinary memory beside it, so the flag is a must.
    int flags = ioctl(vm, KVM_CHECK_EXTENSION, CAPABILITY_GUEST_MEMFD_FLAGS);
    return flags > 0 && (flags & GUEST_MEMFD_MMAP) != 0;
}

int redoubt_kvm_set_memory(int vm, uint32_t slot, uint64_t guest_address, uint64_t size, void *host) {
    struct kvm_userspace_memory_region region = {
        .slot = slot,
        .guest_phys_addr = guest_address,
        .memory_size = size,
        .userspace_addr = (uint64_t)host};
    return result(ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region));
}

int redoubt_kvm_create_private_memory(int vm, uint64_t size) {
    struct create_guest_memfd request = {.size = size, .flags = GUEST_MEMFD_MMAP};
    return result(ioctl(vm, CREATE_GUEST_MEMFD, &request));
}

int redoubt_kvm_set_private_memory(
    int vm, uint32_t slot, uint64_t guest_address, uint64_t size, void *reservation, int memory) {
    struct memory_region2 region = {
        .slot = slot,
        .flags = MEMORY_IS_PRIVATE,
        .guest_address = guest_address,
        .size = size,
        .host_address = (uint64_t)reservation,
        .private_memory = (uint32_t)memory};
    return result(ioctl(vm, SET_MEMORY_REGION2, &region));
}

#define MAXIMUM_CPUID_ENTRIES 256

// Intel SDM vol. 3A, 9.7 "Task management in 64-bit mode": the bitmap's offset stands at 102.
void redoubt_kvm_make_task_state(void *page, uint16_t first_port, uint16_t last_port) {
    enum { bitmap = 104, bitmap_offset_field = 102 };
    uint8_t *bytes = page;
    memset(bytes, 0, bitmap);
    // A set bit forbids the port. The byte after the last bit has to be set too.
    memset(bytes + bitmap, 0xff, REDOUBT_KVM_TASK_STATE_BYTES - bitmap);
    bytes[bitmap_offset_field] = bitmap;
    // A 32-bit access is one to four ports.
    for (uint32_t port = first_port; port < last_port + 4u; port++) {
        bytes[bitmap + port / 8] &= (uint8_t) ~(1u << port % 8);
    }
}

// All that user mode sees of the system's registers, but for address spaces, bases and the task state.
static void set_user_mode(struct kvm_sregs *system) {
    struct kvm_segment code = {
        .limit = ~0u, .selector = 0x33, .present = 1, .type = 11, .dpl = 3, .s = 1, .l = 1, .g = 1};
    struct kvm_segment data = {
        .limit = ~0u, .selector = 0x2b, .present = 1, .type = 3, .dpl = 3, .s = 1, .db = 1, .g = 1};
    system->cs = code;
    system->ds = system->es = system->fs = system->gs = system->ss = data;
    system->cr0 = 0x80050033;                                      // PG, AM, WP, NE, ET, MP, PE
    system->cr4 = 1 << 5 | 1 << 9 | 1 << 10 | 1 << 16 | 1 << 18;   // PAE, OSFXSR, OSXMMEXCPT, FSGSBASE, OSXSAVE
    system->efer = 0xd00;                                          // LME, LMA, NXE
    system->cr2 = REDOUBT_KVM_NO_FAULT_ADDRESS;
    memset(&system->idt, 0, sizeof system->idt);
    memset(&system->gdt, 0, sizeof system->gdt);
}

// Half a millisecond in a virtual machine, where CPUID leaves to the hypervisor: asked for once in a process.
static const struct kvm_cpuid2 *supported_features(int kvm) {
    _Alignas(struct kvm_cpuid2) static char
        storage[sizeof(struct kvm_cpuid2) + MAXIMUM_CPUID_ENTRIES * sizeof(struct kvm_cpuid_entry2)];
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static int is_known;
    struct kvm_cpuid2 *features = (struct kvm_cpuid2 *)storage;
    pthread_mutex_lock(&lock);
    if (!is_known) {
        features->nent = MAXIMUM_CPUID_ENTRIES;
        is_known = ioctl(kvm, KVM_GET_SUPPORTED_CPUID, features) == 0;
    }
    int known = is_known;
    pthread_mutex_unlock(&lock);
    return known ? features : NULL;
}

int redoubt_kvm_set_up_vcpu(int kvm, int vcpu, uint64_t task_state_address) {
    const struct kvm_cpuid2 *features = supported_features(kvm);
    if (features == NULL || ioctl(vcpu, KVM_SET_CPUID2, features) < 0) {
        return -errno;
    }
    // x87 and SSE always; AVX, and AVX-512's three parts together, where the processor has them.
    uint64_t state = 3;
    for (uint32_t i = 0; i < features->nent; i++) {
        const struct kvm_cpuid_entry2 *entry = &features->entries[i];
        if (entry->function == 0xd && entry->index == 0) {
            state |= entry->eax & 4;
            if ((entry->eax & 0xe4) == 0xe4) {
                state |= 0xe0;
            }
        }
    }
    struct kvm_xcrs extended = {.nr_xcrs = 1};
    extended.xcrs[0].value = state;

    struct kvm_sregs system;
    if (ioctl(vcpu, KVM_GET_SREGS, &system) < 0) {
        return -errno;
    }
    set_user_mode(&system);
    system.tr = (struct kvm_segment){
        .base = task_state_address,
        .limit = REDOUBT_KVM_TASK_STATE_BYTES - 1,
        .selector = 0x40,
        .present = 1,
        .type = 11};
    // CR4.OSXSAVE has to be there before XCR0 is set.
    if (ioctl(vcpu, KVM_SET_SREGS, &system) < 0 || ioctl(vcpu, KVM_SET_XCRS, &extended) < 0) {
        return -errno;
    }
    return 0;
}

int redoubt_kvm_enter_at(
    int vcpu, uint64_t page_table, uint64_t instruction, uint64_t stack, uint64_t fs_base, uint64_t argument) {
    struct kvm_sregs system;
    if (ioctl(vcpu, KVM_GET_SREGS, &system) < 0) {
        return -errno;
    }
    set_user_mode(&system);
    system.cr3 = page_table;
    system.fs.base = fs_base;
    system.gs.base = fs_base;
    struct kvm_regs registers = {
        .rip = instruction, .rsp = stack, .rdi = argument, .rflags = 2};
    if (ioctl(vcpu, KVM_SET_SREGS, &system) < 0 || ioctl(vcpu, KVM_SET_REGS, &registers) < 0) {
        return -errno;
    }
    return 0;
}

int redoubt_kvm_clear_vectors(int vcpu) {
    // Intel SDM vol. 1, 13.4: a header that names no component stands for the initial state of all. MXCSR is at 24.
    struct kvm_xsave state = {.region[24 / 4] = 0x1f80};
    return result(ioctl(vcpu, KVM_SET_XSAVE, &state));
}

struct redoubt_kvm_exit_state redoubt_kvm_last_exit(const struct kvm_run *run) {
    if (run->exit_reason == KVM_EXIT_SHUTDOWN) {
        return (struct redoubt_kvm_exit_state){.kind = REDOUBT_KVM_EXIT_SHUTDOWN, .port = KVM_EXIT_SHUTDOWN};
    }
    if (run->exit_reason == KVM_EXIT_IO && run->io.direction == KVM_EXIT_IO_OUT && run->io.size == 4 &&
        run->io.count == 1) {
        struct redoubt_kvm_exit_state state = {.kind = REDOUBT_KVM_EXIT_DOORBELL, .port = run->io.port};
        memcpy(&state.value, (const char *)run + run->io.data_offset, sizeof state.value);
        return state;
    }
    return (struct redoubt_kvm_exit_state){.kind = REDOUBT_KVM_EXIT_OTHER, .port = run->exit_reason};
}

int redoubt_kvm_fault(int vcpu, struct redoubt_kvm_fault *fault) {
    struct kvm_sregs system;
    struct kvm_regs registers;
    if (ioctl(vcpu, KVM_GET_SREGS, &system) < 0 || ioctl(vcpu, KVM_GET_REGS, &registers) < 0) {
        return -errno;
    }
    fault->instruction = registers.rip;
    fault->address = system.cr2;
    return 0;
}
