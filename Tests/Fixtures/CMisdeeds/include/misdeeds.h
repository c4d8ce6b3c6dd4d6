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
// Leaves the 32 bytes whose inverse is given on the stack, and nowhere else.
void misdeed_leave_on_stack(const uint8_t *inverted);
// Fills memory, also such that nobody reads.
void misdeed_fill(void *memory, uint8_t byte, uint64_t count);
// Does nothing with memory, which has to be there as far as the compiler knows.
void misdeed_keep(const void *memory);
// How often they are in memory.
uint64_t misdeed_find(const uint8_t *inverted, uint64_t address, uint64_t count);
// XMM15, then MM7.
void misdeed_registers(uint8_t *bytes);

#endif
