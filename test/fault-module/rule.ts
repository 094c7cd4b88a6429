/** What a fault module is told to do, and how that is written into the file that it reads at each call. */

/** The 68 functions of PKCS#11 v2.40, in the order of CK_FUNCTION_LIST. */
export const FUNCTIONS =
  `C_Initialize C_Finalize C_GetInfo C_GetFunctionList C_GetSlotList C_GetSlotInfo C_GetTokenInfo C_GetMechanismList
   C_GetMechanismInfo C_InitToken C_InitPIN C_SetPIN C_OpenSession C_CloseSession C_CloseAllSessions C_GetSessionInfo
   C_GetOperationState C_SetOperationState C_Login C_Logout C_CreateObject C_CopyObject C_DestroyObject C_GetObjectSize
   C_GetAttributeValue C_SetAttributeValue C_FindObjectsInit C_FindObjects C_FindObjectsFinal C_EncryptInit C_Encrypt
   C_EncryptUpdate C_EncryptFinal C_DecryptInit C_Decrypt C_DecryptUpdate C_DecryptFinal C_DigestInit C_Digest
   C_DigestUpdate C_DigestKey C_DigestFinal C_SignInit C_Sign C_SignUpdate C_SignFinal C_SignRecoverInit C_SignRecover
   C_VerifyInit C_Verify C_VerifyUpdate C_VerifyFinal C_VerifyRecoverInit C_VerifyRecover C_DigestEncryptUpdate
   C_DecryptDigestUpdate C_SignEncryptUpdate C_DecryptVerifyUpdate C_GenerateKey C_GenerateKeyPair C_WrapKey C_UnwrapKey
   C_DeriveKey C_SeedRandom C_GenerateRandom C_GetFunctionStatus C_CancelFunction C_WaitForSlotEvent`.split(/\s+/)

/** Return values of PKCS#11 v3.1 by name; any other can be given as a number in hexadecimal, `0x80000001`. */
const RETURN_VALUES: Readonly<Record<string, number>> = {
  CKR_OK: 0x0,
  CKR_CANCEL: 0x1,
  CKR_HOST_MEMORY: 0x2,
  CKR_SLOT_ID_INVALID: 0x3,
  CKR_GENERAL_ERROR: 0x5,
  CKR_FUNCTION_FAILED: 0x6,
  CKR_ARGUMENTS_BAD: 0x7,
  CKR_CANT_LOCK: 0xa,
  CKR_ATTRIBUTE_READ_ONLY: 0x10,
  CKR_ATTRIBUTE_SENSITIVE: 0x11,
  CKR_ATTRIBUTE_TYPE_INVALID: 0x12,
  CKR_ATTRIBUTE_VALUE_INVALID: 0x13,
  CKR_DATA_INVALID: 0x20,
  CKR_DATA_LEN_RANGE: 0x21,
  CKR_DEVICE_ERROR: 0x30,
  CKR_DEVICE_MEMORY: 0x31,
  CKR_DEVICE_REMOVED: 0x32,
  CKR_FUNCTION_CANCELED: 0x50,
  CKR_FUNCTION_NOT_SUPPORTED: 0x54,
  CKR_KEY_HANDLE_INVALID: 0x60,
  CKR_KEY_SIZE_RANGE: 0x62,
  CKR_KEY_TYPE_INCONSISTENT: 0x63,
  CKR_KEY_FUNCTION_NOT_PERMITTED: 0x68,
  CKR_MECHANISM_INVALID: 0x70,
  CKR_MECHANISM_PARAM_INVALID: 0x71,
  CKR_OBJECT_HANDLE_INVALID: 0x82,
  CKR_OPERATION_ACTIVE: 0x90,
  CKR_OPERATION_NOT_INITIALIZED: 0x91,
  CKR_PIN_INCORRECT: 0xa0,
  CKR_PIN_INVALID: 0xa1,
  CKR_PIN_LEN_RANGE: 0xa2,
  CKR_PIN_EXPIRED: 0xa3,
  CKR_PIN_LOCKED: 0xa4,
  CKR_SESSION_CLOSED: 0xb0,
  CKR_SESSION_COUNT: 0xb1,
  CKR_SESSION_HANDLE_INVALID: 0xb3,
  CKR_SESSION_READ_ONLY: 0xb5,
  CKR_SESSION_EXISTS: 0xb6,
  CKR_SESSION_READ_ONLY_EXISTS: 0xb7,
  CKR_TEMPLATE_INCOMPLETE: 0xd0,
  CKR_TEMPLATE_INCONSISTENT: 0xd1,
  CKR_TOKEN_NOT_PRESENT: 0xe0,
  CKR_TOKEN_NOT_RECOGNIZED: 0xe1,
  CKR_TOKEN_WRITE_PROTECTED: 0xe2,
  CKR_USER_ALREADY_LOGGED_IN: 0x100,
  CKR_USER_NOT_LOGGED_IN: 0x101,
  CKR_USER_PIN_NOT_INITIALIZED: 0x102,
  CKR_USER_TYPE_INVALID: 0x103,
  CKR_BUFFER_TOO_SMALL: 0x150,
  CKR_CRYPTOKI_NOT_INITIALIZED: 0x190,
  CKR_CRYPTOKI_ALREADY_INITIALIZED: 0x191,
  CKR_FUNCTION_REJECTED: 0x200,
}

const FLAGS = {
  WRITE_PROTECTED: 0x2,
  USER_PIN_INITIALIZED: 0x8,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_COUNT_LOW: 0x10000,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
  USER_PIN_TO_BE_CHANGED: 0x80000,
} as const
export type Flag = keyof typeof FLAGS

const ATTRIBUTES = {
  CKA_SENSITIVE: 0x103,
  CKA_EXTRACTABLE: 0x162,
  CKA_LOCAL: 0x163,
  CKA_NEVER_EXTRACTABLE: 0x164,
  CKA_ALWAYS_SENSITIVE: 0x165,
} as const

/**
 * - `hang`, `crash`: before anything is done; `crash-after`: the token has done it.
 * - `lie`: CKR_OK for nothing. C_Sign gives a signature with a wrong bit; what makes a handle, an invented one.
 * - `noise`: a line on each of the module's standard streams, then as usual.
 * - `unplug`, `unplug-after`: the token leaves its socket before or after doing it, and stays away until the next `tell`.
 * - `rv`: this return value, undone; `after`: done, then this return value. `sleep`: so many milliseconds, then as usual.
 * - `drop`, `spoil` (of C_CreateObject): the object is there, but gone or another at the n-th search after that.
 */
export type Deed =
  | 'hang'
  | 'crash'
  | 'crash-after'
  | 'lie'
  | 'noise'
  | 'unplug'
  | 'unplug-after'
  | { readonly rv: string }
  | { readonly after: string }
  | { readonly sleep: number }
  | { readonly drop: number }
  | { readonly spoil: number }

export type Rule =
  /** @property nth the how manieth call from now on, 1 the next one; left out: every call */
  | { readonly call: string; readonly nth?: number; readonly do: Deed }
  /** `removed`: the socket is empty. `full`: takes no object. `overwrites-id`: gives keys a CKA_ID of its own. */
  | { readonly token: 'removed' | 'full' | 'overwrites-id' }
  /** Flags of CK_TOKEN_INFO. */
  | { readonly set: readonly Flag[] }
  | { readonly clear: readonly Flag[] }
  /** So many wrong PINs lock it; the flags of C_GetTokenInfo follow. */
  | { readonly tries: number }
  /** The token has a pad of its own, and somebody types this on it. */
  | { readonly pad: string }
  /** What C_GetAttributeValue says of every key. */
  | { readonly attribute: keyof typeof ATTRIBUTES; readonly is: boolean }

const numberOf = (rv: string): number => {
  const value = RETURN_VALUES[rv] ?? Number(rv)
  if (!Number.isInteger(value)) throw new Error(`${rv} is no return value`)
  return value
}

/** The name of a return value; `0x80000001` where it has none. */
export const nameOf = (rv: number): string =>
  Object.keys(RETURN_VALUES).find((name) => RETURN_VALUES[name] === rv) ?? `0x${rv.toString(16)}`

const deedWords = (deed: Deed): string => {
  if (typeof deed === 'string') return deed
  const [name, value] = Object.entries(deed)[0] ?? []
  return `${name} ${typeof value === 'string' ? numberOf(value) : value}`
}

const flagBits = (flags: readonly Flag[]): number => flags.reduce((bits, flag) => bits | FLAGS[flag], 0)

/** @param calls how often a function has been called so far: what `nth` is counted from */
export const ruleLine = (rule: Rule, calls: (name: string) => number): string => {
  if ('call' in rule) {
    if (!FUNCTIONS.includes(rule.call)) throw new Error(`${rule.call} is no function of PKCS#11`)
    const nth = rule.nth === undefined ? 0 : calls(rule.call) + rule.nth
    return `call ${rule.call} ${nth} ${deedWords(rule.do)}`
  }
  if ('token' in rule) return rule.token
  if ('set' in rule) return `set ${flagBits(rule.set)}`
  if ('clear' in rule) return `clear ${flagBits(rule.clear)}`
  if ('tries' in rule) return `tries ${rule.tries}`
  if ('pad' in rule) return `pad ${rule.pad}`
  return `attribute ${ATTRIBUTES[rule.attribute]} ${rule.is ? 1 : 0}`
}
