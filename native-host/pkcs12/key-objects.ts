import type { PrivateKeyParts } from '../../src/pki/pkcs12-key.ts'
import { CKA, CKK, CKO } from '../pkcs11/constants.ts'
import { type Attribute, CURVE_OIDS } from '../pkcs11/templates.ts'
import type { PublicKeyParts } from '../pkcs11/verbs.ts'

/** The objects of a key that was made elsewhere, as Cryptoki templates. Pure. */

/** Numbers of PKCS#11 v3.1 that nothing but a foreign key needs; a test compares them with pkcs11js. */
export const FOREIGN = {
  CKA_PRIVATE_EXPONENT: 0x123,
  CKA_PRIME_1: 0x124,
  CKA_PRIME_2: 0x125,
  CKA_EXPONENT_1: 0x126,
  CKA_EXPONENT_2: 0x127,
  CKA_COEFFICIENT: 0x128,
  CKO_SECRET_KEY: 0x4,
  CKK_AES: 0x1f,
} as const

export interface KeyName {
  readonly id: Uint8Array
  readonly label: string
}

const attribute = (type: number, value: number | boolean | string | Uint8Array): Attribute => {
  if (typeof value === 'string') return { type, value: Buffer.from(value) }
  // A view, so that zeroing the key zeroes what the template holds.
  return {
    type,
    value: value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length) : value,
  }
}

const names = ({ id, label }: KeyName): readonly Attribute[] => [
  attribute(CKA.TOKEN, true),
  attribute(CKA.ID, id),
  attribute(CKA.LABEL, label),
]

const keyType = (kind: PublicKeyParts['kind']): Attribute => attribute(CKA.KEY_TYPE, kind === 'ec' ? CKK.EC : CKK.RSA)

const secretPart = (parts: PrivateKeyParts): readonly Attribute[] => {
  if (parts.kind === 'ec') return [attribute(CKA.EC_PARAMS, CURVE_OIDS[parts.curve]), attribute(CKA.VALUE, parts.value)]
  const { numbers } = parts
  return [
    attribute(CKA.MODULUS, numbers.modulus),
    attribute(CKA.PUBLIC_EXPONENT, numbers.publicExponent),
    attribute(FOREIGN.CKA_PRIVATE_EXPONENT, numbers.privateExponent),
    attribute(FOREIGN.CKA_PRIME_1, numbers.prime1),
    attribute(FOREIGN.CKA_PRIME_2, numbers.prime2),
    attribute(FOREIGN.CKA_EXPONENT_1, numbers.exponent1),
    attribute(FOREIGN.CKA_EXPONENT_2, numbers.exponent2),
    attribute(FOREIGN.CKA_COEFFICIENT, numbers.coefficient),
  ]
}

/**
 * How the key is to be kept, whichever way it comes: it stays, cannot be read, and does nothing but sign. The second, as of
 * keys that are made on the token (templates.ts), leaves out what some cards refuse to be told.
 */
export const keptTemplates = (
  kind: PublicKeyParts['kind'],
  name: KeyName,
): readonly [readonly Attribute[], readonly Attribute[]] => {
  const lean = [
    attribute(CKA.CLASS, CKO.PRIVATE_KEY),
    keyType(kind),
    ...names(name),
    attribute(CKA.PRIVATE, true),
    attribute(CKA.SENSITIVE, true),
    attribute(CKA.EXTRACTABLE, false),
    attribute(CKA.SIGN, true),
  ]
  const refused = [CKA.DECRYPT, CKA.UNWRAP, CKA.DERIVE].map((use) => attribute(use, false))
  return [[...lean, ...refused], lean]
}

/** For C_CreateObject. */
export const privateKeyTemplates = (parts: PrivateKeyParts, name: KeyName): readonly (readonly Attribute[])[] =>
  keptTemplates(parts.kind, name).map((kept) => [...kept, ...secretPart(parts)])

const publicPart = (parts: PublicKeyParts): readonly Attribute[] => {
  if (parts.kind === 'rsa')
    return [attribute(CKA.MODULUS, parts.modulus), attribute(CKA.PUBLIC_EXPONENT, parts.exponent)]
  // In an OCTET STRING (§6.3.3); the points of both curves have fewer than 128 bytes.
  const point = Buffer.concat([Buffer.of(0x04, parts.point.length), parts.point])
  return [attribute(CKA.EC_PARAMS, CURVE_OIDS[parts.curve]), attribute(CKA.EC_POINT, point)]
}

/** For C_CreateObject; the second for cards that refuse to be told what a key is not for. */
export const publicKeyTemplates = (parts: PublicKeyParts, name: KeyName): readonly (readonly Attribute[])[] => {
  const lean = [
    attribute(CKA.CLASS, CKO.PUBLIC_KEY),
    keyType(parts.kind),
    ...names(name),
    attribute(CKA.VERIFY, true),
    ...publicPart(parts),
  ]
  const refused = [CKA.PRIVATE, CKA.ENCRYPT, CKA.WRAP].map((use) => attribute(use, false))
  return [[...lean, ...refused], lean]
}

/** A key of ours that lives as long as the session, under which another key travels. */
export const transportKeyTemplate = (bytes: Uint8Array, use: 'wrap' | 'unwrap'): readonly Attribute[] => [
  attribute(CKA.CLASS, FOREIGN.CKO_SECRET_KEY),
  attribute(CKA.KEY_TYPE, FOREIGN.CKK_AES),
  attribute(CKA.TOKEN, false),
  attribute(use === 'wrap' ? CKA.WRAP : CKA.UNWRAP, true),
  attribute(CKA.VALUE, bytes),
]
