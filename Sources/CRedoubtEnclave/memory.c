// The memory functions that compilers call. Copies of more than a few words go to the processor's string
// instructions, which are the fastest way from about 128 bytes on and the smallest below.
#if !defined(__linux__)
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((may_alias, aligned(1))) word;
typedef long long __attribute__((vector_size(16), may_alias, aligned(1))) vector;

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    uint8_t *d = to;
    const uint8_t *s = from;
    if (count >= 8 && count <= 16) {
        word head = *(const word *)s, tail = *(const word *)(s + count - 8);
        *(word *)d = head;
        *(word *)(d + count - 8) = tail;
    } else if (count > 16 && count <= 128) {
        vector tail = *(const vector *)(s + count - 16);
        for (size_t i = 0; i + 16 < count; i += 16) {
            *(vector *)(d + i) = *(const vector *)(s + i);
        }
        *(vector *)(d + count - 16) = tail;
    } else {
        __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(count) : : "memory");
    }
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    uintptr_t ahead = (uintptr_t)to - (uintptr_t)from;
    if (ahead >= count && (uintptr_t)0 - ahead >= count) {
        return memcpy(to, from, count);
    }
    if (ahead >= count) {
        // Forward is right: the destination starts before the source or after its end. Not memcpy, whose
        // short paths read the tail before they have written the head.
        uint8_t *d = to;
        const uint8_t *s = from;
        size_t words = count / 8;
        for (size_t i = 0; i < words; i++) {
            ((word *)d)[i] = ((const word *)s)[i];
            __asm__ volatile("" : : : "memory");
        }
        for (size_t i = words * 8; i < count; i++) {
            d[i] = s[i];
            __asm__ volatile("" : : : "memory");
        }
        return to;
    }
    uint8_t *d = (uint8_t *)to + count;
    const uint8_t *s = (const uint8_t *)from + count;
    for (; count >= 8; count -= 8) {
        d -= 8, s -= 8;
        *(word *)d = *(const word *)s;
        __asm__ volatile("" : : : "memory");
    }
    for (; count > 0; count--) {
        *--d = *--s;
        __asm__ volatile("" : : : "memory");
    }
    return to;
}

void *memset(void *to, int value, size_t count) {
    uint8_t *d = to;
    __asm__ volatile("rep stosb" : "+D"(d), "+c"(count) : "a"(value) : "memory");
    return to;
}

int memcmp(const void *a, const void *b, size_t count) {
    const uint8_t *x = a, *y = b;
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        if (*(const word *)(x + i) != *(const word *)(y + i)) {
            break;
        }
    }
    for (; i < count; i++) {
        if (x[i] != y[i]) {
            return x[i] - y[i];
        }
    }
    return 0;
}

void bzero(void *to, size_t count) { memset(to, 0, count); }

size_t strlen(const char *text) {
    size_t count = 0;
    while (text[count] != 0) {
        count++;
        __asm__ volatile("" : : : "memory");
    }
    return count;
}
#endif
