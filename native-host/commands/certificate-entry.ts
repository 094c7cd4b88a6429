import { X509Certificate } from 'node:crypto'
import * as v from 'valibot'
import { readCertificate } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type CertificateEntry, certificateSchema } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import { certificateUri, type TokenName, tokenText, tokenUri } from '../pkcs11/names.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import type { StoredCertificate } from '../pkcs11/verbs.ts'

/** From a certificate on a token to what the extension is told of it. */

const MOST_LABEL = 256

/** @param isAlone no other certificate of the token has the same id. @throws KoshinError certificate-unreadable */
export const certificateEntry = (token: TokenName, stored: StoredCertificate, isAlone: boolean): CertificateEntry => {
  const { id, label, der, key, mayLeave } = stored
  const certificate = readCertificate(der, sha256)
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

const isAuthority = (der: Uint8Array): boolean => {
  try {
    return new X509Certificate(der).ca
  } catch {
    return false // odd, but perhaps still a client's: reading it decides
  }
}

const sameId = (a: StoredCertificate, b: StoredCertificate): boolean => Buffer.compare(a.id, b.id) === 0

/** The client certificates among those of a token. One that cannot be read is left out, and logged. */
export const clientCertificates = (token: TokenName, stored: readonly StoredCertificate[]): CertificateEntry[] =>
  stored.flatMap((one) => {
    if (isAuthority(one.der)) return []
    try {
      return [certificateEntry(token, one, stored.filter((other) => sameId(one, other)).length === 1)]
    } catch (error) {
      if (!(error instanceof KoshinError)) throw error
      log('certificate cannot be read', { token: tokenText(token), detail: error.data.detail })
      return []
    }
  })

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
