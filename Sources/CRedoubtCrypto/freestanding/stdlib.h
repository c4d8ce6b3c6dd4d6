// For BoringSSL's headers alone: they use nothing of it.
#ifndef REDOUBT_STDLIB_H
#define REDOUBT_STDLIB_H
#include <stddef.h>
#endif
