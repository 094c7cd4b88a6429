import {
  BasicConstraints,
  id_AuthorityInfoAccess,
  id_AuthorityKeyIdentifier,
  id_BasicConstraints,
  id_CertificatePolicies,
  id_CRLDistributionPoints,
  id_ExtKeyUsage,
  id_FreshestCRL,
  id_InhibitAnyPolicy,
  id_IssuerAltName,
  id_KeyUsage,
  id_NameConstraints,
  id_PolicyConstraints,
  id_PolicyMappings,
  id_SubjectAltName,
  id_SubjectInfoAccess,
  id_SubjectKeyIdentifier,
} from 'pkijs'
import { bitsOf, booleanOf, type Element, expectTag, oidOf, readDer, sequenceOf } from './der-read.ts'
import { structureOf } from './structure.ts'
import { TAG } from './tags.ts'
import type { X509 } from './x509.ts'

/**
 * Extensions that may be critical: those read here, and those of RFC 5280 §4.2 that matter to whom a certificate is
 * shown (policies, name constraints, revocation) and not to whom it belongs.
 */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  id_KeyUsage,
  id_BasicConstraints,
  id_ExtKeyUsage,
  id_SubjectKeyIdentifier,
  id_SubjectAltName,
  id_IssuerAltName,
  id_NameConstraints,
  id_CRLDistributionPoints,
  id_CertificatePolicies,
  id_PolicyMappings,
  id_AuthorityKeyIdentifier,
  id_PolicyConstraints,
  id_FreshestCRL,
  id_InhibitAnyPolicy,
  id_AuthorityInfoAccess,
  id_SubjectInfoAccess,
])

/** `[0]`, primitive. */
const KEY_IDENTIFIER = 0x80

type Extended = Pick<X509, 'extensions'>

/** The value of an extension by its object identifier. @throws Malformed where it is not DER */
export const extensionValue = ({ extensions }: Extended, wanted: string): Element | undefined => {
  const found = extensions.find(({ type }) => type === wanted)
  return found && readDer(found.value)
}

/**
 * What is wrong with the extensions as a list (RFC 5280 §4.2), in a few words.
 * @param known those that may be critical
 */
export const extensionProblem = (
  { extensions }: Extended,
  known: ReadonlySet<string> = KNOWN_EXTENSIONS,
): string | undefined => {
  const types = extensions.map(({ type }) => type)
  const duplicate = types.find((type, index) => types.indexOf(type) !== index)
  if (duplicate) return `duplicate extension ${duplicate}`
  const unknown = extensions.find(({ type, isCritical }) => isCritical && !known.has(type))
  return unknown && `unknown critical extension ${unknown.type}`
}

/** The octets of the BIT STRING (RFC 5280 §4.2.1.3), for which pkijs has no structure. Undefined where the extension is absent. */
export const keyUsageBits = (x509: X509): Uint8Array | undefined => {
  const value = extensionValue(x509, id_KeyUsage)
  return value && bitsOf(value, 'keyUsage')
}

/** RFC 5280 §4.2.1.3. Undefined where the extension is absent. */
export const keyUsage = (
  x509: X509,
): { digitalSignature: boolean; keyCertSign: boolean; crlSign: boolean } | undefined => {
  const bits = keyUsageBits(x509)
  if (!bits) return undefined
  const [first = 0] = bits
  return { digitalSignature: (first & 0x80) !== 0, keyCertSign: (first & 0x04) !== 0, crlSign: (first & 0x02) !== 0 }
}

/** Object identifiers of the purposes (RFC 5280 §4.2.1.12). Undefined where the extension is absent. */
export const extendedKeyUsage = (x509: X509): readonly string[] | undefined => {
  const value = extensionValue(x509, id_ExtKeyUsage)
  // the ExtKeyUsage of pkijs throws on an empty list, which is a wrong purpose and not a broken certificate
  return value && sequenceOf(value, 'extendedKeyUsage').map((purpose) => oidOf(purpose, 'extendedKeyUsage'))
}

/** keyIdentifier of the AuthorityKeyIdentifier (RFC 5280 §4.2.1.1): which of the issuer's keys has signed. */
export const authorityKeyId = (x509: X509): Uint8Array | undefined => {
  const value = extensionValue(x509, id_AuthorityKeyIdentifier)
  if (!value) return undefined
  return sequenceOf(value, 'authorityKeyIdentifier').find(({ tag }) => tag === KEY_IDENTIFIER)?.content
}

/** RFC 5280 §4.2.1.9; absent means no CA. `pathLength`: how many CAs may stand between it and the leaf. */
export const basicConstraints = (x509: X509): { isCa: boolean; pathLength: number } => {
  const value = extensionValue(x509, id_BasicConstraints)
  if (!value) return { isCa: false, pathLength: Number.POSITIVE_INFINITY }
  const sequence = expectTag(value, TAG.sequence, 'basicConstraints')
  const [first] = sequence.children
  // pkijs takes a BOOLEAN of any length
  if (first?.tag === TAG.boolean) booleanOf(first, 'basicConstraints')
  const { cA, pathLenConstraint = Number.POSITIVE_INFINITY } = structureOf(
    BasicConstraints,
    sequence,
    'basicConstraints',
  )
  const pathLength = typeof pathLenConstraint === 'number' ? pathLenConstraint : Number(pathLenConstraint.toBigInt())
  return { isCa: cA, pathLength }
}
