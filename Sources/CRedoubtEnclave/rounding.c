// The floating-point functions that Swift's standard library calls; everything else stays out.
#if !defined(__linux__)
#include <stdint.h>

// From 2^52 on every double is a whole number; NaN fails the comparison and is returned too.
static int has_fraction(double x) { return x > -4503599627370496.0 && x < 4503599627370496.0; }

static double with_sign_of(double magnitude, double x) { return __builtin_copysign(magnitude, x); }

double trunc(double x) { return has_fraction(x) ? with_sign_of((double)(int64_t)x, x) : x; }

double floor(double x) {
    double whole = trunc(x);
    return whole > x ? whole - 1 : whole;
}

double ceil(double x) {
    double whole = trunc(x);
    return with_sign_of(whole < x ? whole + 1 : whole, x);
}

double sqrt(double x) {
    double root;
    __asm__("sqrtsd %1, %0" : "=x"(root) : "x"(x));
    return root;
}
#endif
