// The peer of `redoubt bench signer`: P-256 signatures of a 32-byte digest over PKCS #11, on one thread.
//
//     pkcs11_sign MODULE SECONDS
//
// Makes a token and a key in it, which never leaves it, and prints how many signatures a second the fastest batch had.
// The few types of PKCS #11 v2.40 that it takes are declared here, so that it needs no header of a module's.
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef unsigned long number;
typedef struct { number type; void *value; number length; } attribute;
typedef struct { number mechanism; void *parameter; number length; } mechanism;

enum { BATCH = 200 };
enum { SERIAL_SESSION = 4, RW_SESSION = 2, OFFICER = 0, USER = 1 };
enum { EC_KEY_PAIR_GEN = 0x1040, ECDSA = 0x1041 };
enum { TOKEN = 1, PRIVATE = 2, SENSITIVE = 0x103, SIGN = 0x108, VERIFY = 0x10A, EC_PARAMS = 0x180 };

static void *module;

static void *find(const char *name) {
    void *function = dlsym(module, name);
    if (function == NULL) {
        fprintf(stderr, "the module has no %s\n", name);
        exit(1);
    }
    return function;
}

static void check(const char *what, number result) {
    if (result != 0) {
        fprintf(stderr, "%s: 0x%lx\n", what, result);
        exit(1);
    }
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count != 3 || (module = dlopen(arguments[1], RTLD_NOW)) == NULL) return 2;
    double seconds = atof(arguments[2]);
    number (*initialize)(void *) = find("C_Initialize");
    number (*slots)(unsigned char, number *, number *) = find("C_GetSlotList");
    number (*init_token)(number, void *, number, void *) = find("C_InitToken");
    number (*open)(number, number, void *, void *, number *) = find("C_OpenSession");
    number (*login)(number, number, void *, number) = find("C_Login");
    number (*logout)(number) = find("C_Logout");
    number (*init_pin)(number, void *, number) = find("C_InitPIN");
    number (*generate)(number, mechanism *, attribute *, number, attribute *, number, number *, number *) =
        find("C_GenerateKeyPair");
    number (*sign_init)(number, mechanism *, number) = find("C_SignInit");
    number (*sign)(number, void *, number, void *, number *) = find("C_Sign");

    char pin[] = "12345678", label[33] = "benchmark                       ";
    number slot[16], slot_count = 16, session;
    check("C_Initialize", initialize(NULL));
    check("C_GetSlotList", slots(1, slot, &slot_count));
    if (slot_count == 0) return 3;
    check("C_InitToken", init_token(slot[0], pin, 8, label));
    slot_count = 16;
    check("C_GetSlotList", slots(1, slot, &slot_count));
    check("C_OpenSession", open(slot[0], SERIAL_SESSION | RW_SESSION, NULL, NULL, &session));
    check("C_Login", login(session, OFFICER, pin, 8));
    check("C_InitPIN", init_pin(session, pin, 8));
    check("C_Logout", logout(session));
    check("C_Login", login(session, USER, pin, 8));

    unsigned char curve[] = {0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07}, yes = 1;
    attribute public[] = {{EC_PARAMS, curve, sizeof curve}, {VERIFY, &yes, 1}};
    attribute private[] = {{TOKEN, &yes, 1}, {PRIVATE, &yes, 1}, {SENSITIVE, &yes, 1}, {SIGN, &yes, 1}};
    mechanism make = {EC_KEY_PAIR_GEN, NULL, 0}, ecdsa = {ECDSA, NULL, 0};
    number public_key, private_key;
    check("C_GenerateKeyPair", generate(session, &make, public, 2, private, 4, &public_key, &private_key));

    unsigned char digest[32] = {1}, signature[64];
    double fewest = 1e9, end = now() + seconds;
    do {
        double start = now();
        for (int round = 0; round < BATCH; round++) {
            number length = sizeof signature;
            check("C_SignInit", sign_init(session, &ecdsa, private_key));
            check("C_Sign", sign(session, digest, sizeof digest, signature, &length));
            if (length != sizeof signature) return 4;
        }
        double time = now() - start;
        if (time < fewest) fewest = time;
    } while (now() < end);
    printf("%.1f\n", BATCH / fewest);
    return 0;
}
