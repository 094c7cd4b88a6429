import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import { CKA, CKC_X_509, CKK, CKM, CKO } from './constants.ts'
import type { NewCertificate } from './verbs.ts'

/** Everything that Koshin creates on a token, as Cryptoki templates. Pure, so that a test can show each of them. */

export interface Attribute {
  readonly type: number
  readonly value: number | boolean | Buffer
}

export interface KeyPairTemplate {
  readonly mechanism: number
  readonly publicKey: readonly Attribute[]
  readonly privateKey: readonly Attribute[]
}

/** DER of the named curves' object identifiers (RFC 5480 §2.1.1.1). */
export const CURVE_OIDS = {
  'ec-p256': Buffer.from('06082a8648ce3d030107', 'hex'),
  'ec-p384': Buffer.from('06052b81040022', 'hex'),
} as const

const RSA_BITS = { 'rsa-2048': 2048, 'rsa-3072': 3072, 'rsa-4096': 4096 } as const
const EXPONENT_65537 = Buffer.from([1, 0, 1])

const attribute = (type: number, value: number | boolean | string | Uint8Array): Attribute => ({
  type,
  value: typeof value === 'string' || value instanceof Uint8Array ? Buffer.from(value as Uint8Array) : value,
})

const keyKind = (algorithm: KeyAlgorithm): readonly Attribute[] => {
  if (algorithm === 'ec-p256' || algorithm === 'ec-p384') return [attribute(CKA.EC_PARAMS, CURVE_OIDS[algorithm])]
  return [attribute(CKA.MODULUS_BITS, RSA_BITS[algorithm]), attribute(CKA.PUBLIC_EXPONENT, EXPONENT_65537)]
}

const isEc = (algorithm: KeyAlgorithm): boolean => algorithm.startsWith('ec-')

/**
 * A key pair that stays on the token, cannot be read or copied out of it, and does nothing but sign. The first template says all that
 * we want; some cards refuse to be told what they do anyway, so the second leaves that out. What came of it is read
 * back and checked either way (protection.ts).
 */
export const keyPairTemplates = (
  algorithm: KeyAlgorithm,
  id: Uint8Array,
  label: string,
): readonly [KeyPairTemplate, KeyPairTemplate] => {
  const mechanism = isEc(algorithm) ? CKM.EC_KEY_PAIR_GEN : CKM.RSA_PKCS_KEY_PAIR_GEN
  const names = [attribute(CKA.TOKEN, true), attribute(CKA.ID, id), attribute(CKA.LABEL, label)]
  const publicKey = [...names, attribute(CKA.VERIFY, true), ...keyKind(algorithm)]
  const privateKey = [
    ...names,
    attribute(CKA.PRIVATE, true),
    attribute(CKA.SENSITIVE, true),
    attribute(CKA.EXTRACTABLE, false),
    attribute(CKA.SIGN, true),
  ]
  const keyType = attribute(CKA.KEY_TYPE, isEc(algorithm) ? CKK.EC : CKK.RSA)
  const refused = (...uses: number[]) => uses.map((use) => attribute(use, false))
  const wholePublic = [keyType, ...refused(CKA.PRIVATE, CKA.ENCRYPT, CKA.WRAP), ...publicKey]
  const wholePrivate = [keyType, ...refused(CKA.DECRYPT, CKA.UNWRAP, CKA.DERIVE), ...privateKey]
  return [
    { mechanism, publicKey: wholePublic, privateKey: wholePrivate },
    { mechanism, publicKey, privateKey },
  ]
}

/** A certificate beside its key: same id; public, so that browsers see it before log-in. */
export const certificateTemplate = (certificate: NewCertificate): readonly Attribute[] => [
  attribute(CKA.CLASS, CKO.CERTIFICATE),
  attribute(CKA.CERTIFICATE_TYPE, CKC_X_509),
  attribute(CKA.TOKEN, true),
  attribute(CKA.PRIVATE, false),
  attribute(CKA.ID, certificate.id),
  attribute(CKA.LABEL, certificate.label),
  attribute(CKA.SUBJECT, certificate.subjectDer),
  attribute(CKA.ISSUER, certificate.issuerDer),
  attribute(CKA.SERIAL_NUMBER, certificate.serialNumberDer),
  attribute(CKA.VALUE, certificate.der),
]

/** What `C_FindObjects` is asked: all objects of a class, or those of one id. */
export const searchTemplate = (objectClass: number, id?: Uint8Array): readonly Attribute[] => [
  attribute(CKA.CLASS, objectClass),
  ...(objectClass === CKO.CERTIFICATE ? [attribute(CKA.CERTIFICATE_TYPE, CKC_X_509)] : []),
  ...(id === undefined ? [] : [attribute(CKA.ID, id)]),
]

/** All objects of a class that have this label. */
export const labelledTemplate = (objectClass: number, label: string): readonly Attribute[] => [
  attribute(CKA.CLASS, objectClass),
  attribute(CKA.LABEL, label),
]
