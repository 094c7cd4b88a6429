import { type ErrorCode, type ErrorData, KoshinError } from '../../src/protocol/errors.ts'

/**
 * What every Cryptoki return value means to a person (PKCS#11 v3.1 §5.1). The only place that knows them: everywhere
 * else a failure has a code of Koshin's own table.
 */
export const CKR_CODES: Readonly<Record<string, ErrorCode>> = {
  CKR_TOKEN_NOT_PRESENT: 'token-removed',
  CKR_SLOT_ID_INVALID: 'token-removed',
  CKR_DEVICE_REMOVED: 'token-removed',

  CKR_DEVICE_ERROR: 'token-failed',
  CKR_GENERAL_ERROR: 'token-failed',
  CKR_FUNCTION_FAILED: 'token-failed',
  CKR_HOST_MEMORY: 'token-failed',
  CKR_TOKEN_RESOURCE_EXCEEDED: 'token-failed',
  CKR_SESSION_CLOSED: 'token-failed',
  CKR_SESSION_HANDLE_INVALID: 'token-failed',
  CKR_USER_NOT_LOGGED_IN: 'token-failed',
  CKR_ARGUMENTS_BAD: 'token-failed',
  CKR_BUFFER_TOO_SMALL: 'token-failed',
  CKR_NO_EVENT: 'token-failed',
  CKR_OPERATION_NOT_INITIALIZED: 'token-failed',
  CKR_OPERATION_CANCEL_FAILED: 'token-failed',
  CKR_FUNCTION_NOT_PARALLEL: 'token-failed',
  CKR_USER_ALREADY_LOGGED_IN: 'token-failed',
  CKR_DATA_INVALID: 'token-failed',
  CKR_DATA_LEN_RANGE: 'token-failed',
  CKR_ENCRYPTED_DATA_INVALID: 'token-failed',
  CKR_ENCRYPTED_DATA_LEN_RANGE: 'token-failed',
  CKR_AEAD_DECRYPT_FAILED: 'token-failed',
  CKR_SIGNATURE_INVALID: 'token-failed',
  CKR_SIGNATURE_LEN_RANGE: 'token-failed',
  CKR_ATTRIBUTE_SENSITIVE: 'token-failed',
  CKR_INFORMATION_SENSITIVE: 'token-failed',
  CKR_SAVED_STATE_INVALID: 'token-failed',
  CKR_STATE_UNSAVEABLE: 'token-failed',
  CKR_RANDOM_NO_RNG: 'token-failed',
  CKR_RANDOM_SEED_NOT_SUPPORTED: 'token-failed',
  CKR_EXCEEDED_MAX_ITERATIONS: 'token-failed',
  CKR_KEY_CHANGED: 'token-failed',
  CKR_KEY_EXHAUSTED: 'token-failed',
  CKR_KEY_INDIGESTIBLE: 'token-failed',
  CKR_KEY_NEEDED: 'token-failed',
  CKR_KEY_NOT_NEEDED: 'token-failed',
  CKR_KEY_NOT_WRAPPABLE: 'token-failed',
  CKR_KEY_UNEXTRACTABLE: 'token-failed',
  CKR_PUBLIC_KEY_INVALID: 'token-failed',
  CKR_PIN_TOO_WEAK: 'token-failed',
  CKR_UNWRAPPING_KEY_HANDLE_INVALID: 'token-failed',
  CKR_UNWRAPPING_KEY_SIZE_RANGE: 'token-failed',
  CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT: 'token-failed',
  CKR_WRAPPED_KEY_INVALID: 'token-failed',
  CKR_WRAPPED_KEY_LEN_RANGE: 'token-failed',
  CKR_WRAPPING_KEY_HANDLE_INVALID: 'token-failed',
  CKR_WRAPPING_KEY_SIZE_RANGE: 'token-failed',
  CKR_WRAPPING_KEY_TYPE_INCONSISTENT: 'token-failed',

  CKR_DEVICE_MEMORY: 'token-full',

  CKR_TOKEN_WRITE_PROTECTED: 'token-read-only',
  CKR_SESSION_READ_ONLY: 'token-read-only',

  CKR_SESSION_COUNT: 'token-busy',
  CKR_SESSION_EXISTS: 'token-busy',
  CKR_SESSION_READ_ONLY_EXISTS: 'token-busy',
  CKR_SESSION_READ_WRITE_SO_EXISTS: 'token-busy',
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN: 'token-busy',
  CKR_USER_TOO_MANY_TYPES: 'token-busy',
  CKR_OPERATION_ACTIVE: 'token-busy',

  CKR_PIN_INCORRECT: 'pin-incorrect',
  CKR_PIN_INVALID: 'pin-length',
  CKR_PIN_LEN_RANGE: 'pin-length',
  CKR_PIN_LOCKED: 'pin-locked',
  CKR_PIN_EXPIRED: 'pin-expired',
  CKR_USER_PIN_NOT_INITIALIZED: 'pin-not-set',
  CKR_FUNCTION_CANCELED: 'pin-cancelled',
  CKR_FUNCTION_REJECTED: 'pin-cancelled',
  CKR_CANCEL: 'pin-cancelled',

  CKR_TOKEN_NOT_RECOGNIZED: 'token-unsupported',
  CKR_FUNCTION_NOT_SUPPORTED: 'token-unsupported',
  CKR_SESSION_PARALLEL_NOT_SUPPORTED: 'token-unsupported',
  CKR_USER_TYPE_INVALID: 'token-unsupported',
  CKR_NEW_PIN_MODE: 'token-unsupported',
  CKR_NEXT_OTP: 'token-unsupported',
  CKR_MECHANISM_INVALID: 'token-unsupported',
  CKR_MECHANISM_PARAM_INVALID: 'token-unsupported',
  CKR_KEY_SIZE_RANGE: 'token-unsupported',
  CKR_CURVE_NOT_SUPPORTED: 'token-unsupported',
  CKR_DOMAIN_PARAMS_INVALID: 'token-unsupported',
  CKR_ATTRIBUTE_READ_ONLY: 'token-unsupported',
  CKR_ATTRIBUTE_TYPE_INVALID: 'token-unsupported',
  CKR_ATTRIBUTE_VALUE_INVALID: 'token-unsupported',
  CKR_TEMPLATE_INCOMPLETE: 'token-unsupported',
  CKR_TEMPLATE_INCONSISTENT: 'token-unsupported',
  CKR_KEY_FUNCTION_NOT_PERMITTED: 'token-unsupported',
  CKR_KEY_TYPE_INCONSISTENT: 'token-unsupported',
  CKR_ACTION_PROHIBITED: 'token-unsupported',
  CKR_COPY_PROHIBITED: 'token-unsupported',

  CKR_KEY_HANDLE_INVALID: 'key-missing',
  CKR_OBJECT_HANDLE_INVALID: 'key-missing',

  CKR_CANT_LOCK: 'module-invalid',
  CKR_CRYPTOKI_ALREADY_INITIALIZED: 'module-invalid',
  CKR_CRYPTOKI_NOT_INITIALIZED: 'module-invalid',
  CKR_FIPS_SELF_TEST_FAILED: 'module-invalid',
  CKR_LIBRARY_LOAD_FAILED: 'module-invalid',
  CKR_MUTEX_BAD: 'module-invalid',
  CKR_MUTEX_NOT_LOCKED: 'module-invalid',
  CKR_NEED_TO_CREATE_THREADS: 'module-invalid',
}

/** Those that pkcs11js has no name for. */
const LATER_NAMES: Readonly<Record<number, string>> = {
  26: 'CKR_COPY_PROHIBITED',
  27: 'CKR_ACTION_PROHIBITED',
  66: 'CKR_AEAD_DECRYPT_FAILED',
  320: 'CKR_CURVE_NOT_SUPPORTED',
  513: 'CKR_TOKEN_RESOURCE_EXCEEDED',
  514: 'CKR_OPERATION_CANCEL_FAILED',
  515: 'CKR_KEY_EXHAUSTED',
}

/** After these the same may succeed once the user has logged in anew: somebody else logged out, or the token was reset. */
const LOGGED_OUT = ['CKR_SESSION_CLOSED', 'CKR_SESSION_HANDLE_INVALID', 'CKR_USER_NOT_LOGGED_IN']
/** After these a template with fewer wishes in it is worth a try. */
const TEMPLATE_REFUSED = [
  'CKR_ATTRIBUTE_READ_ONLY',
  'CKR_ATTRIBUTE_TYPE_INVALID',
  'CKR_ATTRIBUTE_VALUE_INVALID',
  'CKR_TEMPLATE_INCONSISTENT',
]
/** After these a token does not take a private key that was made elsewhere, at least not in this way. */
const KEY_REFUSED = [
  ...TEMPLATE_REFUSED,
  'CKR_ACTION_PROHIBITED',
  'CKR_ATTRIBUTE_SENSITIVE',
  'CKR_CURVE_NOT_SUPPORTED',
  'CKR_DOMAIN_PARAMS_INVALID',
  'CKR_FUNCTION_NOT_SUPPORTED',
  'CKR_KEY_FUNCTION_NOT_PERMITTED',
  'CKR_KEY_SIZE_RANGE',
  'CKR_KEY_TYPE_INCONSISTENT',
  'CKR_MECHANISM_INVALID',
  'CKR_MECHANISM_PARAM_INVALID',
  'CKR_TEMPLATE_INCOMPLETE',
  'CKR_UNWRAPPING_KEY_SIZE_RANGE',
  'CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT',
  'CKR_WRAPPED_KEY_INVALID',
  'CKR_WRAPPED_KEY_LEN_RANGE',
]
/** After these a private key does not leave its store in this way. */
const KEY_KEPT = [
  'CKR_ACTION_PROHIBITED',
  'CKR_FUNCTION_NOT_SUPPORTED',
  'CKR_KEY_NOT_WRAPPABLE',
  'CKR_KEY_SIZE_RANGE',
  'CKR_KEY_UNEXTRACTABLE',
  'CKR_MECHANISM_INVALID',
  'CKR_MECHANISM_PARAM_INVALID',
  'CKR_WRAPPING_KEY_SIZE_RANGE',
  'CKR_WRAPPING_KEY_TYPE_INCONSISTENT',
]

/** A value that is not in the table (a vendor's own) is a failure of the token that nobody can say more about. */
export const errorOf = (ckr: string, data: ErrorData): KoshinError =>
  new KoshinError(CKR_CODES[ckr] ?? 'token-failed', { ...data, ckr })

const UNNAMED = 'CKR_VENDOR_DEFINED'

const nameOf = (value: number): string => LATER_NAMES[value] ?? `${UNNAMED} (0x${value.toString(16)})`

/**
 * The Cryptoki return value's name in what pkcs11js throws (`CKR_PIN_INCORRECT`, its number beside it), or null where
 * there is none. A vendor's own has its number in the name: only its maker knows more.
 */
export const ckrOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null
  const name = /\bCKR_[A-Z0-9_]+/.exec(error.message)?.[0] ?? null
  return name === UNNAMED && 'code' in error && typeof error.code === 'number' ? nameOf(error.code) : name
}

export const isLoggedOut = (error: unknown): boolean =>
  error instanceof KoshinError && error.data.ckr !== undefined && LOGGED_OUT.includes(error.data.ckr)

export const isTemplateRefused = (ckr: string | null): boolean => ckr !== null && TEMPLATE_REFUSED.includes(ckr)

export const isKeyRefused = (ckr: string | null): boolean => ckr !== null && KEY_REFUSED.includes(ckr)

export const isKeyKept = (ckr: string | null): boolean => ckr !== null && KEY_KEPT.includes(ckr)
