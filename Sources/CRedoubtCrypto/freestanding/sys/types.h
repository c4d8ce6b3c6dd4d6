// For BoringSSL's headers alone: they use nothing of it that <stddef.h> has not.
#ifndef REDOUBT_SYS_TYPES_H
#define REDOUBT_SYS_TYPES_H
#include <stddef.h>
#endif
