#include "silent_source.h"

#include <stdbool.h>

static uint64_t draws;

uint64_t silent_source_draws(void) { return draws; }

#if !defined(__linux__)
bool redoubt_rdrand(uint64_t *word);

bool redoubt_rdrand(uint64_t *word) {
    draws++;
    *word = draws;
    return false;
}
#endif
