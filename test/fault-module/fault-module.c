/*
 * A PKCS#11 v2.40 module that forwards all its functions to another, and does what that one never does: fails, hangs,
 * crashes, lies, counts PIN tries, is full, is pulled out. Beside the file of the module lie
 *   target   the path of the other module
 *   rules    read at each call; a line a rule, written by rule.ts
 *   state    counts shared by all processes that use the module, mapped into each
 *   log-ins  a line for each C_Login: "pin" or "pad", and the return value
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef unsigned long W; /* CK_ULONG, a pointer, or anything else that is passed in a register */
typedef W (*Function)(W, W, W, W, W, W, W, W);
typedef struct { W type; void *value; W length; } Attribute;

/* Every function in the order of CK_FUNCTION_LIST. None has more than eight parameters; those that a function does
 * not have are passed on unread. */
#define ALL(X) \
  X(C_Initialize) X(C_Finalize) X(C_GetInfo) X(C_GetFunctionList) X(C_GetSlotList) X(C_GetSlotInfo) X(C_GetTokenInfo) \
  X(C_GetMechanismList) X(C_GetMechanismInfo) X(C_InitToken) X(C_InitPIN) X(C_SetPIN) X(C_OpenSession) \
  X(C_CloseSession) X(C_CloseAllSessions) X(C_GetSessionInfo) X(C_GetOperationState) X(C_SetOperationState) X(C_Login) \
  X(C_Logout) X(C_CreateObject) X(C_CopyObject) X(C_DestroyObject) X(C_GetObjectSize) X(C_GetAttributeValue) \
  X(C_SetAttributeValue) X(C_FindObjectsInit) X(C_FindObjects) X(C_FindObjectsFinal) X(C_EncryptInit) X(C_Encrypt) \
  X(C_EncryptUpdate) X(C_EncryptFinal) X(C_DecryptInit) X(C_Decrypt) X(C_DecryptUpdate) X(C_DecryptFinal) \
  X(C_DigestInit) X(C_Digest) X(C_DigestUpdate) X(C_DigestKey) X(C_DigestFinal) X(C_SignInit) X(C_Sign) \
  X(C_SignUpdate) X(C_SignFinal) X(C_SignRecoverInit) X(C_SignRecover) X(C_VerifyInit) X(C_Verify) X(C_VerifyUpdate) \
  X(C_VerifyFinal) X(C_VerifyRecoverInit) X(C_VerifyRecover) X(C_DigestEncryptUpdate) X(C_DecryptDigestUpdate) \
  X(C_SignEncryptUpdate) X(C_DecryptVerifyUpdate) X(C_GenerateKey) X(C_GenerateKeyPair) X(C_WrapKey) X(C_UnwrapKey) \
  X(C_DeriveKey) X(C_SeedRandom) X(C_GenerateRandom) X(C_GetFunctionStatus) X(C_CancelFunction) X(C_WaitForSlotEvent)

#define PLACE(name) P_##name,
#define NAME(name) #name,
enum { ALL(PLACE) FUNCTIONS };
static const char *const names[] = { ALL(NAME) };

typedef struct { unsigned char version[2]; Function call[FUNCTIONS]; } FunctionList;

enum { CKR_DEVICE_MEMORY = 0x31, CKR_DEVICE_REMOVED = 0x32, CKR_PIN_INCORRECT = 0xa0, CKR_PIN_LOCKED = 0xa4,
       CKA_VALUE = 0x11, CKA_ID = 0x102, FLAGS_AT = 96, PAD = 0x100, COUNT_LOW = 0x10000, FINAL_TRY = 0x20000,
       LOCKED = 0x40000, INVENTED_HANDLE = 0x0badbad };

static FunctionList *real, ours;
static struct { W calls[FUNCTIONS], wrong_pins, unplugged; } *state;
static char folder[4096];

typedef struct { char deed[16]; W value; } Deed;
/* What the file of rules says now; of the rules for a call, what is for the one in hand. */
static struct { Deed deed; W sleep, set, clear, tries; char pad[64]; struct { W type, value; } attributes[8]; int count, noise, removed, full, overwrites_id; } rules;

static void path_of(const char *name, char *path) { snprintf(path, 4200, "%s/%s", folder, name); }

static void take_call_rule(const char *line, int place, W nth) {
  char name[40];
  W wanted;
  Deed deed = { "", 0 };
  if (sscanf(line, "call %39s %lu %15s %lu", name, &wanted, deed.deed, &deed.value) < 3) return;
  if (strcmp(name, names[place]) || (wanted && wanted != nth)) return;
  if (!strcmp(deed.deed, "sleep")) rules.sleep = deed.value;
  else if (!strcmp(deed.deed, "noise")) rules.noise = 1;
  else if (!rules.deed.deed[0]) rules.deed = deed;
}

static void take_rule(const char *line, int place, W nth) {
  W value;
  if (!strncmp(line, "call ", 5)) take_call_rule(line, place, nth);
  else if (!strcmp(line, "removed")) rules.removed = 1;
  else if (!strcmp(line, "full")) rules.full = 1;
  else if (!strcmp(line, "overwrites-id")) rules.overwrites_id = 1;
  else if (sscanf(line, "set %lu", &value) == 1) rules.set |= value;
  else if (sscanf(line, "clear %lu", &value) == 1) rules.clear |= value;
  else if (sscanf(line, "tries %lu", &value) == 1) rules.tries = value;
  else if (sscanf(line, "pad %63s", rules.pad) == 1) return;
  else if (rules.count < 8 && sscanf(line, "attribute %lu %lu", &rules.attributes[rules.count].type, &value) == 2)
    rules.attributes[rules.count++].value = value;
}

static void read_rules(int place, W nth) {
  char path[4200], line[200];
  memset(&rules, 0, sizeof rules);
  path_of("rules", path);
  FILE *file = fopen(path, "re");
  if (!file) return;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    take_rule(line, place, nth);
  }
  fclose(file);
}

static void note_log_in(int pad, W rv) {
  char path[4200], line[64];
  path_of("log-ins", path);
  int length = snprintf(line, sizeof line, "%s 0x%lx\n", pad ? "pad" : "pin", rv);
  int file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (write(file, line, length) != length) abort();
  close(file);
}

static void make_noise(void) {
  static const char line[] = "VENDOR DEBUG: \x01\x00\x00\x00{\"jsonrpc\":\"2.0\"}\n";
  for (int out = 1; out <= 2; out++)
    if (write(out, line, sizeof line - 1) < 0) continue;
}

/* ---- an object that is written, and is gone or another later ---- */

static struct { W session, handle, searches; Attribute template[32]; W count; int spoil; } doomed;

static void remember(W session, Attribute *template, W count, W handle, W searches, int spoil) {
  if (count > 32) return;
  doomed.session = session, doomed.handle = handle, doomed.searches = searches, doomed.count = count, doomed.spoil = spoil;
  for (W i = 0; i < count; i++) {
    doomed.template[i] = template[i];
    doomed.template[i].value = memcpy(malloc(template[i].length + 1), template[i].value, template[i].length);
  }
}

static void carry_out_doom(void) {
  if (!doomed.searches || --doomed.searches) return;
  real->call[P_C_DestroyObject](doomed.session, doomed.handle, 0, 0, 0, 0, 0, 0);
  if (!doomed.spoil) return;
  for (W i = 0; i < doomed.count; i++)
    if (doomed.template[i].type == CKA_VALUE) ((char *)doomed.template[i].value)[doomed.template[i].length - 1] ^= 1;
  W handle;
  real->call[P_C_CreateObject](doomed.session, (W)doomed.template, doomed.count, (W)&handle, 0, 0, 0, 0);
}

/* ---- the functions that are more than forwarded ---- */

static W log_in(W *a) {
  int pad = a[3] == 0;
  W rv = CKR_PIN_LOCKED;
  if (!rules.tries || state->wrong_pins < rules.tries) {
    if (pad && rules.pad[0]) a[2] = (W)rules.pad, a[3] = strlen(rules.pad);
    rv = real->call[P_C_Login](a[0], a[1], a[2], a[3], 0, 0, 0, 0);
    if (rv == CKR_PIN_INCORRECT) state->wrong_pins++;
    if (rv == 0) state->wrong_pins = 0;
  }
  return rv;
}

static void change_flags(unsigned char *info) {
  W *flags = (W *)(info + FLAGS_AT);
  *flags = (*flags | rules.set) & ~rules.clear;
  if (rules.pad[0]) *flags |= PAD;
  if (!rules.tries) return;
  W left = rules.tries - state->wrong_pins;
  if (left < rules.tries) *flags |= COUNT_LOW;
  if (left == 1) *flags |= FINAL_TRY;
  if (left == 0) *flags |= LOCKED;
}

static void change_attributes(Attribute *template, W count) {
  for (int rule = 0; rule < rules.count; rule++)
    for (W i = 0; i < count; i++)
      if (template[i].type == rules.attributes[rule].type && template[i].value && template[i].length == 1)
        *(char *)template[i].value = rules.attributes[rule].value;
}

static void overwrite_id(W session, W key) {
  Attribute id = { CKA_ID, "vendor's own", 12 };
  real->call[P_C_SetAttributeValue](session, key, (W)&id, 1, 0, 0, 0, 0);
}

static W forward(int place, W *a) {
  if (place == P_C_Login) return log_in(a);
  if (place == P_C_FindObjectsInit) carry_out_doom();
  W rv = real->call[place](a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
  if (rv) return rv;
  if (place == P_C_GetTokenInfo) change_flags((unsigned char *)a[1]);
  if (place == P_C_GetAttributeValue) change_attributes((Attribute *)a[2], a[3]);
  if (place == P_C_GenerateKeyPair && rules.overwrites_id) overwrite_id(a[0], *(W *)a[6]), overwrite_id(a[0], *(W *)a[7]);
  return 0;
}

/* CKR_OK for nothing: what makes a handle gives one that is none, a signature is wrong. */
static W lie(int place, W *a) {
  if (place == P_C_GetFunctionList) return 0;
  if (place == P_C_OpenSession) *(W *)a[4] = INVENTED_HANDLE;
  if (place == P_C_CreateObject) *(W *)a[3] = INVENTED_HANDLE;
  if (place == P_C_GenerateKeyPair) *(W *)a[6] = INVENTED_HANDLE, *(W *)a[7] = INVENTED_HANDLE + 1;
  if (place != P_C_Sign) return 0;
  W rv = forward(place, a);
  if (!rv && a[3] && *(W *)a[4] > 20) ((unsigned char *)a[3])[20] ^= 1;
  return rv;
}

/* ---- a token that is out of its socket ---- */

/* Its sessions are gone for good, also once it is back. */
static void lose_sessions(void) {
  real->call[P_C_Finalize](0, 0, 0, 0, 0, 0, 0, 0);
  real->call[P_C_Initialize](0, 0, 0, 0, 0, 0, 0, 0);
}

static int needs_token(int place) {
  return place != P_C_Initialize && place != P_C_Finalize && place != P_C_GetInfo && place != P_C_GetFunctionList;
}

static W without_token(int place, W *a) {
  static int lost;
  if (!lost++) lose_sessions();
  if (place != P_C_GetSlotList) return CKR_DEVICE_REMOVED;
  *(W *)a[2] = 0;
  return 0;
}

/* ---- every call ---- */

static W carry_out(int place, W *a) {
  const Deed deed = rules.deed;
  const char *name = deed.deed;
  if (!strcmp(name, "hang")) for (;;) pause();
  if (!strcmp(name, "crash")) abort();
  if (!strcmp(name, "rv")) return deed.value;
  if (!strcmp(name, "lie")) return lie(place, a);
  if (!strcmp(name, "unplug")) state->unplugged = 1;
  if ((rules.removed || state->unplugged) && needs_token(place)) return without_token(place, a);
  if (rules.full && (place == P_C_CreateObject || place == P_C_GenerateKeyPair)) return CKR_DEVICE_MEMORY;
  W rv = forward(place, a);
  if (!strcmp(name, "crash-after")) abort();
  if (!strcmp(name, "after")) return deed.value;
  if (!strcmp(name, "unplug-after")) return state->unplugged = 1, lose_sessions(), CKR_DEVICE_REMOVED;
  if (rv == 0 && place == P_C_CreateObject && (!strcmp(name, "drop") || !strcmp(name, "spoil")))
    remember(a[0], (Attribute *)a[1], a[2], *(W *)a[3], deed.value, name[0] == 's');
  return rv;
}

static W call(int place, W *a) {
  read_rules(place, __atomic_add_fetch(&state->calls[place], 1, __ATOMIC_SEQ_CST));
  if (rules.noise) make_noise();
  if (rules.sleep) usleep(rules.sleep * 1000);
  const int pad = a[3] == 0;
  W rv = carry_out(place, a);
  if (place == P_C_Login) note_log_in(pad, rv);
  return rv;
}

#define STUB(name) \
  static W our_##name(W a, W b, W c, W d, W e, W f, W g, W h) { W all[] = { a, b, c, d, e, f, g, h }; return call(P_##name, all); }
#define STUB_PLACE(name) ours.call[P_##name] = our_##name;
ALL(STUB)

/* Runs when the module is loaded. */
__attribute__((constructor)) static void open_state(void) {
  Dl_info self;
  char path[4200];
  dladdr((void *)open_state, &self);
  snprintf(folder, sizeof folder, "%s", self.dli_fname);
  *strrchr(folder, '/') = 0;
  path_of("state", path);
  int file = open(path, O_RDWR | O_CLOEXEC);
  state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (state == MAP_FAILED) abort();
  close(file);
}

W C_GetFunctionList(FunctionList **list) {
  char path[4200], target[4096] = "";
  path_of("target", path);
  FILE *file = fopen(path, "re");
  if (!file || !fgets(target, sizeof target, file)) abort();
  fclose(file);
  void *library = dlopen(target, RTLD_NOW);
  W (*get)(FunctionList **) = (W(*)(FunctionList **))dlsym(library, "C_GetFunctionList");
  W rv = get(&real);
  if (rv) return rv;
  memcpy(ours.version, real->version, sizeof ours.version);
  ALL(STUB_PLACE)
  W all[8] = { (W)list };
  rv = call(P_C_GetFunctionList, all);
  *list = &ours;
  return rv;
}
