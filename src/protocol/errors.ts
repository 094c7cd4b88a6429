/**
 * The closed table of errors. Every failure that a person can meet has a code here; the sentences (what happened, what
 * to do next) stand in `_locales` under the code's name. Numbers are for help desks: once given, a number never changes
 * its meaning.
 */

/** Who can do something about it, or whose doing it was. */
export type Fault = 'user' | 'bank' | 'page' | 'token' | 'driver' | 'computer' | 'administrator' | 'koshin'

/**
 * What is true about the user's belongings after this error.
 * - `nothing-made`: nothing had been made yet.
 * - `key-kept`: a new key may exist; it is listed, can be used later or discarded.
 * - `answer-kept`: the bank's answer is saved on this computer, the new key is kept.
 * The old certificate and its key are untouched in all three cases.
 */
export type Kept = 'nothing-made' | 'key-kept' | 'answer-kept'

interface ErrorEntry {
  readonly number: `K-${number}`
  readonly fault: Fault
  /** Whether doing the same again, after the user has done what the sentence says, can succeed. */
  readonly retriable: boolean
  readonly kept: Kept
}

const entry = (number: `K-${number}`, fault: Fault, retriable: boolean, kept: Kept): ErrorEntry => ({
  number,
  fault,
  retriable,
  kept,
})

export const ERRORS = {
  // 10xx: extension and host, talking to each other
  'host-missing': entry('K-1001', 'computer', true, 'nothing-made'),
  'host-forbidden': entry('K-1002', 'computer', true, 'nothing-made'),
  'host-lost': entry('K-1003', 'koshin', true, 'key-kept'),
  'host-outdated': entry('K-1004', 'koshin', true, 'nothing-made'),
  'extension-outdated': entry('K-1005', 'koshin', true, 'nothing-made'),
  'host-timeout': entry('K-1006', 'koshin', true, 'key-kept'),
  'message-invalid': entry('K-1010', 'koshin', false, 'nothing-made'),
  'message-too-large': entry('K-1011', 'koshin', false, 'nothing-made'),
  'method-unknown': entry('K-1012', 'koshin', false, 'nothing-made'),
  'hello-missing': entry('K-1013', 'koshin', false, 'nothing-made'),
  busy: entry('K-1014', 'user', true, 'nothing-made'),
  internal: entry('K-1099', 'koshin', true, 'key-kept'),

  // 20xx: driver (PKCS#11 module)
  'module-missing': entry('K-2001', 'driver', true, 'nothing-made'),
  'module-invalid': entry('K-2002', 'driver', false, 'nothing-made'),
  'module-crashed': entry('K-2003', 'driver', true, 'key-kept'),
  'module-hung': entry('K-2004', 'driver', true, 'key-kept'),
  'module-unstable': entry('K-2005', 'driver', false, 'key-kept'),

  // 21xx: token
  'token-missing': entry('K-2101', 'token', true, 'nothing-made'),
  'token-ambiguous': entry('K-2102', 'user', true, 'nothing-made'),
  'token-wrong': entry('K-2103', 'user', true, 'key-kept'),
  'token-removed': entry('K-2104', 'token', true, 'key-kept'),
  'token-read-only': entry('K-2105', 'token', false, 'nothing-made'),
  'token-full': entry('K-2106', 'token', true, 'key-kept'),
  'token-not-initialised': entry('K-2107', 'token', false, 'nothing-made'),
  'token-busy': entry('K-2108', 'user', true, 'nothing-made'),
  'token-unsupported': entry('K-2109', 'token', false, 'nothing-made'),
  'token-failed': entry('K-2110', 'token', true, 'key-kept'),
  'key-unprotected': entry('K-2111', 'token', false, 'nothing-made'),
  'key-missing': entry('K-2112', 'token', false, 'nothing-made'),
  'key-too-weak': entry('K-2113', 'page', true, 'key-kept'),
  'certificate-missing': entry('K-2114', 'user', true, 'nothing-made'),
  'certificate-unreadable': entry('K-2115', 'token', false, 'nothing-made'),
  'write-not-kept': entry('K-2116', 'token', true, 'answer-kept'),
  'proof-failed': entry('K-2117', 'token', true, 'answer-kept'),
  'key-not-accepted': entry('K-2118', 'token', false, 'nothing-made'),
  'key-stays': entry('K-2119', 'computer', false, 'nothing-made'),
  'computer-store-failed': entry('K-2120', 'computer', true, 'key-kept'),

  // 22xx: PIN
  'pin-incorrect': entry('K-2201', 'user', true, 'nothing-made'),
  'pin-locked': entry('K-2202', 'user', false, 'nothing-made'),
  'pin-length': entry('K-2203', 'user', true, 'nothing-made'),
  'pin-expired': entry('K-2204', 'user', false, 'nothing-made'),
  'pin-not-set': entry('K-2205', 'user', false, 'nothing-made'),
  'pin-cancelled': entry('K-2206', 'user', true, 'nothing-made'),
  'pin-unavailable': entry('K-2207', 'computer', true, 'nothing-made'),

  // 30xx: the bank's answer
  'answer-missing': entry('K-3001', 'bank', true, 'key-kept'),
  'answer-not-certificate': entry('K-3002', 'bank', true, 'answer-kept'),
  'answer-unreadable': entry('K-3003', 'bank', true, 'answer-kept'),
  'answer-other-key': entry('K-3004', 'bank', true, 'answer-kept'),
  'answer-other-subject': entry('K-3005', 'bank', false, 'answer-kept'),
  'answer-not-valid-now': entry('K-3006', 'bank', true, 'answer-kept'),
  'answer-not-newer': entry('K-3007', 'bank', true, 'answer-kept'),
  'answer-weak': entry('K-3008', 'bank', false, 'answer-kept'),
  'answer-wrong-usage': entry('K-3009', 'bank', false, 'answer-kept'),
  'answer-untrusted': entry('K-3010', 'bank', false, 'answer-kept'),
  'answer-too-complex': entry('K-3011', 'bank', false, 'answer-kept'),
  'clock-wrong': entry('K-3012', 'computer', true, 'answer-kept'),

  // 40xx: journal and enrolments
  'journal-unwritable': entry('K-4001', 'computer', true, 'nothing-made'),
  'journal-damaged': entry('K-4002', 'computer', false, 'key-kept'),
  'journal-newer': entry('K-4003', 'koshin', true, 'key-kept'),
  'enrolment-unknown': entry('K-4004', 'koshin', false, 'nothing-made'),
  'enrolment-state': entry('K-4005', 'koshin', false, 'key-kept'),
  'enrolment-other-origin': entry('K-4006', 'page', false, 'key-kept'),
  'journal-not-ours': entry('K-4007', 'computer', true, 'key-kept'),
  'already-renewed': entry('K-4008', 'user', false, 'nothing-made'),

  // 50xx: the bank's page
  'origin-not-allowed': entry('K-5001', 'page', false, 'nothing-made'),
  'page-request-unreadable': entry('K-5002', 'page', false, 'nothing-made'),
  'page-request-unsupported': entry('K-5003', 'page', false, 'nothing-made'),
  'consent-declined': entry('K-5004', 'user', true, 'nothing-made'),
  'page-closed': entry('K-5005', 'user', true, 'key-kept'),

  // 60xx: a PKCS#12 file
  'file-unreadable': entry('K-6001', 'user', true, 'nothing-made'),
  'file-damaged': entry('K-6002', 'user', true, 'nothing-made'),
  'file-no-key': entry('K-6003', 'user', true, 'nothing-made'),
  'file-unsupported': entry('K-6004', 'user', false, 'nothing-made'),
  'file-too-large': entry('K-6005', 'user', false, 'nothing-made'),

  // 61xx: cleaning up, and the browser's view of a token
  'certificate-needed': entry('K-6101', 'user', false, 'nothing-made'),
  'successor-unproven': entry('K-6102', 'user', true, 'nothing-made'),
  'browser-tool-missing': entry('K-6103', 'computer', true, 'nothing-made'),
  'browser-not-connected': entry('K-6104', 'computer', true, 'nothing-made'),

  // 70xx: what the administrator has laid down
  'only-token-allowed': entry('K-7001', 'administrator', false, 'nothing-made'),
  'only-computer-allowed': entry('K-7002', 'administrator', false, 'nothing-made'),
  'key-not-allowed': entry('K-7003', 'administrator', false, 'nothing-made'),
  'export-failed': entry('K-7004', 'administrator', true, 'nothing-made'),
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

/** One attribute of a name, as it was and as it is now; null: it is not there. */
export interface NameDifference {
  /** As in DistinguishedName: `O`, `CN`. */
  readonly type: string
  readonly before: string | null
  readonly now: string | null
}

/** What an error carries beside its code. Never a PIN, never DER; the user's home in a path is written `~`. */
export interface ErrorData {
  /** What happened to PIN tries, where the token tells. */
  readonly pinTries?: 'ok' | 'low' | 'final' | 'locked'
  /** The Cryptoki return value's name, as `CKR_DEVICE_REMOVED`. */
  readonly ckr?: string
  /** The step in hand, as `enrolment.prepare/make-key`. */
  readonly step?: string
  /** Token label and the last four characters of its serial number. */
  readonly token?: string
  /** File name of the driver (no folder). */
  readonly module?: string
  /** Where the driver lies, and which one it is, for the two errors of a driver that ends: what its maker asks for. */
  readonly path?: string
  readonly version?: string
  /** SHA-256 of the certificate that the error is about, hexadecimal, where the user may take it all the same. */
  readonly certificate?: string
  /** What is other in the new certificate's subject, for `answer-other-subject`. */
  readonly differences?: readonly NameDifference[]
  /** Version or protocol numbers, for the two `…-outdated` errors. */
  readonly ours?: string
  readonly theirs?: string
  /** What was looked at and found, in a few words for a help desk: `keyUsage`, `expected 2048, got 1024`. */
  readonly detail?: string
}

/** The one error type that crosses the walls between worlds. */
export class KoshinError extends Error {
  override readonly name = 'KoshinError'
  constructor(
    readonly code: ErrorCode,
    readonly data: ErrorData = {},
  ) {
    super(code)
  }
}

/** A KoshinError as plain data: what is stored, shown and sent. */
export interface ErrorReport {
  readonly code: ErrorCode
  readonly data: ErrorData
}

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(ERRORS, value)

/** Foreign errors become `internal`; their message is for the log, not for the report. */
export const toReport = (error: unknown): ErrorReport =>
  error instanceof KoshinError ? { code: error.code, data: error.data } : { code: 'internal', data: {} }
