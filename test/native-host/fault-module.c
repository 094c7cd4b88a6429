/*
 * A PKCS#11 module that forwards to SoftHSM2 and does what SoftHSM2 never does: crashes, hangs, counts PIN tries, fills
 * up, drops what it was given. KOSHIN_FAULT says what: "C_Name=action" with action crash, hang, lie (says CKR_OK and
 * does nothing), weak (no CKA_LOCAL), or a return value in hex; several with commas. KOSHIN_TRIES=n: the PIN locks after n wrong ones.
 * The count is in a file of its own, KOSHIN_TRIES_FILE, as it must outlive the process. KOSHIN_PAD=PIN: the token has a
 * pad, and somebody types PIN on it. KOSHIN_SLOW=n: making a key takes n seconds.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;
typedef struct { unsigned char major, minor; } CK_VERSION;
/* PKCS#11 v2.40 has 68 functions; these are the places of the ones that are replaced. */
enum { INITIALIZE = 0, GET_TOKEN_INFO = 6, OPEN_SESSION = 12, LOGIN = 18, CREATE_OBJECT = 20, GET_ATTRIBUTE = 24,
       FIND_OBJECTS_INIT = 26, SIGN = 43, GENERATE_KEY_PAIR = 59, FUNCTIONS = 68 };
typedef struct { CK_VERSION version; void *call[FUNCTIONS]; } CK_FUNCTION_LIST;
typedef struct { CK_ULONG type; void *value; CK_ULONG length; } CK_ATTRIBUTE;
typedef CK_RV (*any)();

#define CKR_PIN_INCORRECT 0xa0
#define CKR_PIN_LOCKED 0xa4
#define CKA_LOCAL 0x163

static CK_FUNCTION_LIST *real, ours;

static int tries_left(void) {
  const char *name = getenv("KOSHIN_TRIES_FILE"), *most = getenv("KOSHIN_TRIES");
  int wrong = 0;
  FILE *file = name ? fopen(name, "r") : NULL;
  if (file) { if (fscanf(file, "%d", &wrong) != 1) wrong = 0; fclose(file); }
  return most ? atoi(most) - wrong : 99;
}

static void count_wrong(void) {
  int wrong = atoi(getenv("KOSHIN_TRIES")) - tries_left() + 1;
  FILE *file = fopen(getenv("KOSHIN_TRIES_FILE"), "w");
  fprintf(file, "%d", wrong);
  fclose(file);
}

/* Carries out the fault for a name, if there is one; otherwise says what to do: -1 go on, -2 lie, else return it. */
static long fault(const char *name) {
  const char *all = getenv("KOSHIN_FAULT"), *found = all ? strstr(all, name) : NULL;
  if (!found || found[strlen(name)] != '=') return -1;
  const char *action = found + strlen(name) + 1;
  if (!strncmp(action, "crash", 5)) abort();
  if (!strncmp(action, "hang", 4)) for (;;) pause();
  if (!strncmp(action, "weak", 4)) return -3;
  if (!strncmp(action, "lie", 3)) return -2;
  return strtol(action, NULL, 16);
}

#define FORWARD(name, place, parameters, arguments)            \
  static CK_RV name parameters {                               \
    long f = fault(#name);                                     \
    if (f == -2) return 0;                                     \
    return f >= 0 ? (CK_RV)f : ((any)real->call[place])arguments; \
  }
FORWARD(C_Initialize, INITIALIZE, (void *a), (a))
FORWARD(C_CreateObject, CREATE_OBJECT, (CK_ULONG s, void *t, CK_ULONG n, CK_ULONG *o), (s, t, n, o))
FORWARD(C_FindObjectsInit, FIND_OBJECTS_INIT, (CK_ULONG s, void *t, CK_ULONG n), (s, t, n))

static CK_RV C_GenerateKeyPair(CK_ULONG s, void *m, void *a, CK_ULONG an, void *b, CK_ULONG bn, CK_ULONG *x, CK_ULONG *y) {
  long f = fault("C_GenerateKeyPair");
  if (f >= 0) return (CK_RV)f;
  if (getenv("KOSHIN_SLOW")) sleep(atoi(getenv("KOSHIN_SLOW")));
  return ((any)real->call[GENERATE_KEY_PAIR])(s, m, a, an, b, bn, x, y);
}

static CK_RV C_GetTokenInfo(CK_ULONG slot, unsigned char *info) {
  CK_RV rv = ((any)real->call[GET_TOKEN_INFO])(slot, info);
  CK_ULONG *flags = (CK_ULONG *)(info + 96);
  int left = tries_left();
  if (getenv("KOSHIN_PAD")) *flags |= 0x100;
  if (left == 1) *flags |= 0x20000;
  if (left <= 0) *flags |= 0x40000;
  return rv;
}

static CK_RV C_Login(CK_ULONG session, CK_ULONG user, void *pin, CK_ULONG length) {
  long f = fault("C_Login");
  if (f >= 0) return (CK_RV)f;
  if (tries_left() <= 0) return CKR_PIN_LOCKED;
  if (length == 0 && getenv("KOSHIN_PAD")) { pin = getenv("KOSHIN_PAD"); length = strlen(pin); }
  CK_RV rv = ((any)real->call[LOGIN])(session, user, pin, length);
  if (rv == CKR_PIN_INCORRECT && getenv("KOSHIN_TRIES")) count_wrong();
  return rv;
}

/* A signature with a bit that is wrong. */
static CK_RV C_Sign(CK_ULONG session, void *data, CK_ULONG n, unsigned char *signature, CK_ULONG *length) {
  long f = fault("C_Sign");
  if (f >= 0) return (CK_RV)f;
  CK_RV rv = ((any)real->call[SIGN])(session, data, n, signature, length);
  if (f == -2 && signature && *length > 20) signature[20] ^= 1;
  return rv;
}

static CK_RV C_GetAttributeValue(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *template, CK_ULONG count) {
  CK_RV rv = ((any)real->call[GET_ATTRIBUTE])(session, object, template, count);
  for (CK_ULONG i = 0; rv == 0 && fault("C_GetAttributeValue") == -3 && i < count; i++)
    if (template[i].type == CKA_LOCAL && template[i].value) *(char *)template[i].value = 0;
  return rv;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
  void *library = dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW);
  CK_RV (*get)(CK_FUNCTION_LIST **) = (CK_RV(*)(CK_FUNCTION_LIST **))dlsym(library, "C_GetFunctionList");
  CK_RV rv = get(&real);
  ours = *real;
  ours.call[INITIALIZE] = C_Initialize;
  ours.call[GET_TOKEN_INFO] = C_GetTokenInfo;
  ours.call[LOGIN] = C_Login;
  ours.call[CREATE_OBJECT] = C_CreateObject;
  ours.call[GET_ATTRIBUTE] = C_GetAttributeValue;
  ours.call[FIND_OBJECTS_INIT] = C_FindObjectsInit;
  ours.call[SIGN] = C_Sign;
  ours.call[GENERATE_KEY_PAIR] = C_GenerateKeyPair;
  *list = &ours;
  return rv;
}
