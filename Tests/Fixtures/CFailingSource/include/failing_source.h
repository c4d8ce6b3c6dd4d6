// The processor's random words for an enclave that tests what happens when these fail.
//
// Why C: the functions that it takes the place of are the C floor's, by name.
#ifndef FAILING_SOURCE_H
#define FAILING_SOURCE_H

#include <stdint.h>

// What a source does from now on. The numbers are those of SourceFault.
enum failing_source_fault {
    FAILING_SOURCE_SOUND = 0,
    // Says that it has no word.
    FAILING_SOURCE_SILENT = 1,
    FAILING_SOURCE_ZEROS = 2,
    FAILING_SOURCE_ONES = 3,
    // Says one word again and again.
    FAILING_SOURCE_STUCK = 4,
};

// Breaks RDRAND, or RDSEED.
void failing_source_break_rdrand(uint8_t fault);
void failing_source_break_rdseed(uint8_t fault);

#endif
