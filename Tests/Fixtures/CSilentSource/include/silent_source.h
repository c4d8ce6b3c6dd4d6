// A processor that has no random words from the start, for an enclave that tests what happens then.
//
// Why C: the function that it takes the place of is the C floor's, by name.
#ifndef SILENT_SOURCE_H
#define SILENT_SOURCE_H

#include <stdint.h>

// How often a word was asked for.
uint64_t silent_source_draws(void);

#endif
