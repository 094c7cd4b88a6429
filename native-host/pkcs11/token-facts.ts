import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import type { Store } from '../../src/protocol/schema.ts'
import { CKF, CKM } from './constants.ts'
import { databaseName, tokenUri } from './names.ts'
import type { NssDatabase, TokenFacts } from './verbs.ts'

/** From CK_TOKEN_INFO and CK_MECHANISM_INFO to what a person needs to know of a token. Pure. */

/** CK_TOKEN_INFO as pkcs11js gives it: texts padded with blanks to the width of their field. */
export interface TokenInfo {
  readonly label: string
  readonly manufacturerID: string
  readonly model: string
  readonly serialNumber: string
  readonly flags: number
  readonly minPinLen: number
  readonly maxPinLen: number
}

/** Key sizes in bits that a mechanism takes; a mechanism that the token does not have is left out. */
export type Mechanisms = ReadonlyMap<number, { readonly minKeySize: number; readonly maxKeySize: number }>

/** Some drivers pad with NUL, some say nothing at all in a field: both are trimmed away. */
const trimmed = (text: string): string => text.replace(/[\0 ]+$/g, '')

const tries = (flags: number): TokenFacts['pin']['tries'] => {
  if (flags & CKF.USER_PIN_LOCKED) return 'locked'
  if (flags & CKF.USER_PIN_FINAL_TRY) return 'final'
  return flags & CKF.USER_PIN_COUNT_LOW ? 'low' : 'ok'
}

const pinState = (flags: number): TokenFacts['pin']['state'] => {
  if (!(flags & CKF.USER_PIN_INITIALIZED)) return 'not-set'
  return flags & CKF.USER_PIN_TO_BE_CHANGED ? 'to-be-changed' : 'set'
}

const takes = (mechanisms: Mechanisms, mechanism: number, bits: number): boolean => {
  const sizes = mechanisms.get(mechanism)
  return sizes !== undefined && sizes.minKeySize <= bits && bits <= sizes.maxKeySize
}

/** Where the token can both make a key of this kind and sign with it. */
export const keyAlgorithms = (mechanisms: Mechanisms): KeyAlgorithm[] => {
  const rsaSigns = mechanisms.has(CKM.SHA256_RSA_PKCS) || mechanisms.has(CKM.RSA_PKCS)
  const rsa = (bits: number) => rsaSigns && takes(mechanisms, CKM.RSA_PKCS_KEY_PAIR_GEN, bits)
  const ec = (bits: number) => mechanisms.has(CKM.ECDSA) && takes(mechanisms, CKM.EC_KEY_PAIR_GEN, bits)
  const possible: readonly [KeyAlgorithm, boolean][] = [
    ['rsa-2048', rsa(2048)],
    ['rsa-3072', rsa(3072)],
    ['rsa-4096', rsa(4096)],
    ['ec-p256', ec(256)],
    ['ec-p384', ec(384)],
  ]
  return possible.filter(([, is]) => is).map(([algorithm]) => algorithm)
}

export const tokenFacts = (info: TokenInfo, mechanisms: Mechanisms): TokenFacts => ({
  keeper: 'token',
  label: trimmed(info.label),
  manufacturer: trimmed(info.manufacturerID),
  model: trimmed(info.model),
  serialNumber: trimmed(info.serialNumber),
  initialised: Boolean(info.flags & CKF.TOKEN_INITIALIZED),
  writeProtected: Boolean(info.flags & CKF.WRITE_PROTECTED),
  loginRequired: Boolean(info.flags & CKF.LOGIN_REQUIRED),
  pin: {
    pad: Boolean(info.flags & CKF.PROTECTED_AUTHENTICATION_PATH),
    tries: tries(info.flags),
    state: pinState(info.flags),
    minLength: info.minPinLen,
    maxLength: info.maxPinLen,
  },
  keyAlgorithms: keyAlgorithms(mechanisms),
})

/** `unmade`: not there, to be made when it is written to. */
export type DatabaseAccess = 'open' | 'read-only' | 'unmade'

/**
 * The same of an NSS database. Its flags are its own: LOGIN_REQUIRED is clear where the password is the empty one, and set where
 * nobody has given any yet (USER_PIN_INITIALIZED is clear then, TOKEN_INITIALIZED too); WRITE_PROTECTED is never set, and no
 * wrong password is ever counted. Measured with NSS 3.87.
 */
export const databaseFacts = (
  info: TokenInfo,
  mechanisms: Mechanisms,
  database: NssDatabase,
  access: DatabaseAccess,
): TokenFacts => {
  const hasPassword = Boolean(info.flags & CKF.USER_PIN_INITIALIZED && info.flags & CKF.LOGIN_REQUIRED)
  return {
    ...databaseName(database),
    keeper: database.keeper,
    initialised: true,
    writeProtected: access === 'read-only',
    loginRequired: hasPassword,
    pin: {
      pad: false,
      tries: 'ok',
      state: hasPassword ? 'set' : 'none',
      minLength: info.minPinLen,
      maxLength: info.maxPinLen,
    },
    keyAlgorithms: keyAlgorithms(mechanisms),
  }
}

export const kindOf = (keeper: Store['keeper']): Store['kind'] => (keeper === 'token' ? 'token' : 'computer')

/** @param module file name of the driver */
export const storeOf = (token: TokenFacts, module: string, ownBrowser: boolean): Store => ({
  uri: tokenUri(token),
  kind: kindOf(token.keeper),
  keeper: token.keeper,
  ownBrowser,
  label: token.label,
  manufacturer: token.manufacturer,
  model: token.model,
  serialNumber: token.serialNumber,
  module,
  pin: token.pin,
  writable: !token.writeProtected,
  keyAlgorithms: [...token.keyAlgorithms],
})
