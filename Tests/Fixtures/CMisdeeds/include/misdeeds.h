// Instructions and accesses that no enclave can do, for tests that it does not.
#ifndef MISDEEDS_H
#define MISDEEDS_H

#include <stdint.h>

void misdeed_trap(void);
uint64_t misdeed_overflow_stack(uint64_t depth);
void misdeed_write_to_code(void);
void misdeed_jump_to_data(void);
void misdeed_system_call(void);
void misdeed_breakpoint(void);
void misdeed_port_input(void);
void misdeed_port_output(void);
void misdeed_halt(void);
void misdeed_read(uint64_t address);
void misdeed_free_twice(void);
void misdeed_overrun_array(int count);

// Leaves the 16 bytes whose inverse is given wherever an enclave can leave something.
void misdeed_plant(const uint8_t *inverted);
// How often they are in memory.
uint64_t misdeed_find(const uint8_t *inverted, uint64_t address, uint64_t count);
// XMM15, then MM7.
void misdeed_registers(uint8_t *bytes);

#endif
