import { bitsOf, booleanOf, type Element, expectTag, oidOf, readDer, sequenceOf } from './der-read.ts'
import { BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, KEY_USAGE } from './oids.ts'
import { TAG } from './tags.ts'
import type { X509 } from './x509.ts'

/**
 * Extensions that may be critical: those read here, and those of RFC 5280 §4.2 that matter to whom a certificate is
 * shown (policies, name constraints, revocation) and not to whom it belongs.
 */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  KEY_USAGE,
  BASIC_CONSTRAINTS,
  EXTENDED_KEY_USAGE,
  '2.5.29.14', // subjectKeyIdentifier
  '2.5.29.17', // subjectAltName
  '2.5.29.18', // issuerAltName
  '2.5.29.30', // nameConstraints
  '2.5.29.31', // cRLDistributionPoints
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.35', // authorityKeyIdentifier
  '2.5.29.36', // policyConstraints
  '2.5.29.46', // freshestCRL
  '2.5.29.54', // inhibitAnyPolicy
  '1.3.6.1.5.5.7.1.1', // authorityInfoAccess
  '1.3.6.1.5.5.7.1.11', // subjectInfoAccess
])

const extensionValue = ({ extensions }: X509, wanted: string): Element | undefined => {
  const found = extensions.find(({ type }) => type === wanted)
  return found && readDer(found.value)
}

/** What is wrong with the extensions as a list (RFC 5280 §4.2), in a few words. */
export const extensionProblem = ({ extensions }: X509): string | undefined => {
  const types = extensions.map(({ type }) => type)
  const duplicate = types.find((type, index) => types.indexOf(type) !== index)
  if (duplicate) return `duplicate extension ${duplicate}`
  const unknown = extensions.find(({ type, isCritical }) => isCritical && !KNOWN_EXTENSIONS.has(type))
  return unknown && `unknown critical extension ${unknown.type}`
}

/** RFC 5280 §4.2.1.3. Undefined where the extension is absent. */
export const keyUsage = (x509: X509): { digitalSignature: boolean; keyCertSign: boolean } | undefined => {
  const value = extensionValue(x509, KEY_USAGE)
  if (!value) return undefined
  const [first = 0] = bitsOf(value, 'keyUsage')
  return { digitalSignature: (first & 0x80) !== 0, keyCertSign: (first & 0x04) !== 0 }
}

/** Object identifiers of the purposes (RFC 5280 §4.2.1.12). Undefined where the extension is absent. */
export const extendedKeyUsage = (x509: X509): readonly string[] | undefined => {
  const value = extensionValue(x509, EXTENDED_KEY_USAGE)
  return value && sequenceOf(value, 'extendedKeyUsage').map((purpose) => oidOf(purpose, 'extendedKeyUsage'))
}

/** RFC 5280 §4.2.1.9; absent means no CA. `pathLength`: how many CAs may stand between it and the leaf. */
export const basicConstraints = (x509: X509): { isCa: boolean; pathLength: number } => {
  const value = extensionValue(x509, BASIC_CONSTRAINTS)
  const fields = value ? [...sequenceOf(value, 'basicConstraints')] : []
  const isCa = fields[0]?.tag === TAG.boolean && booleanOf(fields.shift() as Element, 'basicConstraints')
  const [limit] = fields
  if (!limit) return { isCa, pathLength: Number.POSITIVE_INFINITY }
  const octets = expectTag(limit, TAG.integer, 'pathLenConstraint').content
  return { isCa, pathLength: octets.reduce((sum, octet) => sum * 256 + octet, 0) }
}
