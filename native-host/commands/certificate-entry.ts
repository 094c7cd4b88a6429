import { X509Certificate } from 'node:crypto'
import * as v from 'valibot'
import type { Certificate } from '../../src/certificate/certificate.ts'
import { readCertificate } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type CertificateEntry, certificateSchema } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import { certificateUri, type TokenName, tokenText, tokenUri } from '../pkcs11/names.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import { kindOf } from '../pkcs11/token-facts.ts'
import type { StoredCertificate, TokenFacts } from '../pkcs11/verbs.ts'
import { isKeptRemoved } from './removed-certificates.ts'

/** From a certificate on a token to what the extension is told of it. */

const MOST_LABEL = 256

/** Takes a certificate apart. @throws KoshinError certificate-unreadable */
export type CertificateReader = (der: Uint8Array) => Certificate

export const readDer: CertificateReader = (der) => readCertificate(der, sha256)

/** @param isAlone no other certificate of the token has the same id. @throws KoshinError certificate-unreadable */
export const certificateEntry = (
  token: TokenName,
  stored: StoredCertificate,
  isAlone: boolean,
  read: CertificateReader = readDer,
): CertificateEntry => {
  const { id, label, der, key, mayLeave } = stored
  const certificate = read(der)
  const entry = {
    uri: certificateUri(token, id, isAlone ? null : certificate.sha256),
    store: tokenUri(token),
    label: label.slice(0, MOST_LABEL),
    ...certificate,
    key,
    mayLeave,
  }
  const result = v.safeParse(certificateSchema, entry)
  if (result.success) return result.output
  // Something in it is larger than any client certificate has: told as unreadable, or the whole list would be refused.
  throw new KoshinError('certificate-unreadable', { detail: v.getDotPath(result.issues[0]) ?? 'too large' })
}

/** The extension BasicConstraints (RFC 5280 §4.2.1.9), from its object identifier on, as most client certificates have it. */
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex')
const NO_AUTHORITY = ['04023000', '0101ff04023000'].map((value) => Buffer.from(`0603551d13${value}`, 'hex'))

/** Cheaply, for a look at hundreds: it has no such extension, or one that says nothing. */
const isPlainlyNone = (der: Uint8Array): boolean => {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength)
  return !bytes.includes(BASIC_CONSTRAINTS) || NO_AUTHORITY.some((value) => bytes.includes(value))
}

/** By what the certificate says of itself. */
export const isAuthority = (der: Uint8Array): boolean => {
  if (isPlainlyNone(der)) return false
  try {
    return new X509Certificate(der).ca
  } catch {
    return false // odd, but perhaps still a client's: reading it decides
  }
}

/** How many certificates have an id, by its hexadecimal digits. */
const countsById = (stored: readonly StoredCertificate[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { id } of stored) counts.set(hexOf(id), (counts.get(hexOf(id)) ?? 0) + 1)
  return counts
}

/**
 * Browsers and systems keep certificates of others (sites, people) beside the user's own: those have no key there. Nor has what
 * an interrupted removal has left, which is still the user's to remove.
 */
const isOthers = ({ key, der }: StoredCertificate, { keeper }: Keeping): boolean =>
  key === 'absent' && kindOf(keeper) === 'computer' && !isKeptRemoved(hexOf(sha256(der)))

type Keeping = Pick<TokenFacts, keyof TokenName | 'keeper'>

/** The user's certificates among those of a store. One that cannot be read is left out, and logged. */
export const clientCertificates = (
  token: Keeping,
  stored: readonly StoredCertificate[],
  read: CertificateReader = readDer,
): CertificateEntry[] => {
  const counts = countsById(stored)
  return stored.flatMap((one) => {
    if (isAuthority(one.der) || isOthers(one, token)) return []
    try {
      return [certificateEntry(token, one, counts.get(hexOf(one.id)) === 1, read)]
    } catch (error) {
      if (!(error instanceof KoshinError)) throw error
      log('certificate cannot be read', { token: tokenText(token), detail: error.data.detail })
      return []
    }
  })
}

/** The one that a URI names, among those of its token. @throws KoshinError certificate-missing */
export const pickCertificate = (
  stored: readonly StoredCertificate[],
  query: { readonly id: Uint8Array; readonly sha256: string | null },
): StoredCertificate => {
  const [found, another] = stored.filter(
    ({ id, der }) =>
      Buffer.compare(id, query.id) === 0 && (query.sha256 === null || hexOf(sha256(der)) === query.sha256),
  )
  if (found !== undefined && another === undefined) return found
  throw new KoshinError('certificate-missing', another === undefined ? {} : { detail: 'several with this id' })
}
