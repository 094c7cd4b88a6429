/*
 * A PKCS#11 module that forwards to SoftHSM2 and takes its time: while a file with a function's name lies in the folder
 * KOSHIN_HOLD, that function waits, and says so with a file `<name>.reached`. So a test can look at the world, and break it,
 * while a key is being made or a certificate written. `C_GenerateKeyPair.after` waits when it is done.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;
typedef struct { unsigned char major, minor; } CK_VERSION;
/* PKCS#11 v2.40 has 68 functions; these are the places of the two that wait. */
enum { CREATE_OBJECT = 20, GENERATE_KEY_PAIR = 59, FUNCTIONS = 68 };
typedef struct { CK_VERSION version; void *call[FUNCTIONS]; } CK_FUNCTION_LIST;
typedef CK_RV (*any)();

static CK_FUNCTION_LIST *real, ours;

static void wait_while_held(const char *name) {
  const char *folder = getenv("KOSHIN_HOLD");
  char held[4096], reached[4096];
  if (!folder) return;
  snprintf(held, sizeof held, "%s/%s", folder, name);
  snprintf(reached, sizeof reached, "%s/%s.reached", folder, name);
  if (access(held, F_OK) != 0) return;
  FILE *file = fopen(reached, "w");
  if (file) fclose(file);
  while (access(held, F_OK) == 0) usleep(50000);
}

static CK_RV C_CreateObject(CK_ULONG s, void *t, CK_ULONG n, CK_ULONG *o) {
  wait_while_held("C_CreateObject");
  return ((any)real->call[CREATE_OBJECT])(s, t, n, o);
}

static CK_RV C_GenerateKeyPair(CK_ULONG s, void *m, void *a, CK_ULONG an, void *b, CK_ULONG bn, CK_ULONG *x, CK_ULONG *y) {
  wait_while_held("C_GenerateKeyPair");
  CK_RV rv = ((any)real->call[GENERATE_KEY_PAIR])(s, m, a, an, b, bn, x, y);
  wait_while_held("C_GenerateKeyPair.after");
  return rv;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  void *library = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW);
  if (!library) return 5;
  CK_RV (*get)(CK_FUNCTION_LIST **) = (CK_RV(*)(CK_FUNCTION_LIST **))dlsym(library, "C_GetFunctionList");
  CK_RV rv = get(&real);
  ours = *real;
  ours.call[CREATE_OBJECT] = C_CreateObject;
  ours.call[GENERATE_KEY_PAIR] = C_GenerateKeyPair;
  *list = &ours;
  return rv;
}
