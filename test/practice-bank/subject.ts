import type { X509Certificate } from 'node:crypto'

/** Attributes in the order of the certificate: [['C', 'JP'], ['O', 'れんしゅう信用金庫'], …] */
export type SubjectName = ReadonlyArray<readonly [type: string, value: string]>

/** Reads Node's `certificate.subject`: a line an attribute, special characters escaped as in RFC 4514, section 2.4. */
export function subjectOf(certificate: X509Certificate): SubjectName {
  return certificate.subject.split('\n').map((line) => {
    const separator = line.indexOf('=')
    return [line.slice(0, separator), line.slice(separator + 1).replace(/\\(.)/g, '$1')] as const
  })
}

/** As `openssl -subj` wants it, where a backslash takes the meaning from the characters that separate. */
export function opensslSubject(name: SubjectName): string {
  return name.map(([type, value]) => `/${type}=${value.replace(/[\\/+=]/g, '\\$&')}`).join('')
}

/** 契約法人ID: the 10 digits in the common name. */
export function corporateIdOf(certificate: X509Certificate): string {
  return subjectOf(certificate).find(([type]) => type === 'CN')?.[1] ?? ''
}

/** The common name of who issued the certificate. */
export function issuerNameOf(certificate: X509Certificate): string {
  const line = certificate.issuer.split('\n').find((attribute) => attribute.startsWith('CN='))
  return line?.slice('CN='.length) ?? ''
}
