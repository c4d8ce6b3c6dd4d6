// For BoringSSL's headers alone: an enclave has no files.
#ifndef REDOUBT_STDIO_H
#define REDOUBT_STDIO_H
#include <stddef.h>
typedef struct redoubt_no_file FILE;
#endif
