#include "redoubt_monitor.h"

// From gates.S.
extern const uint8_t code_kvm_gate[], code_kvm_gate_end[];
extern const uint8_t code_process_gate[], code_process_gate_end[];
extern const uint8_t code_launch_stub[], code_launch_stub_end[];

static struct redoubt_code between(const uint8_t *start, const uint8_t *end) {
    return (struct redoubt_code){.start = start, .size_bytes = (size_t)(end - start)};
}

struct redoubt_code redoubt_kvm_gate(void) { return between(code_kvm_gate, code_kvm_gate_end); }
struct redoubt_code redoubt_process_gate(void) { return between(code_process_gate, code_process_gate_end); }
struct redoubt_code redoubt_launch_stub(void) { return between(code_launch_stub, code_launch_stub_end); }
