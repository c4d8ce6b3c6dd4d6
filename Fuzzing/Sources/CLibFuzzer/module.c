// A module needs a source file.
#include "libfuzzer.h"
