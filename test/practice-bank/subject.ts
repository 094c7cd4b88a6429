import type { X509Certificate } from 'node:crypto'

/** Attributes in the order of the certificate: [['C', 'JP'], ['O', 'れんしゅう信用金庫'], …] */
export type SubjectName = ReadonlyArray<readonly [type: string, value: string]>

const CORPORATE_ID_LENGTH = 10

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

/** 契約法人ID, followed by 利用者ID unless it is the 管理者's. */
export function commonNameOf(certificate: X509Certificate): string {
  return attributeOf(subjectOf(certificate), 'CN')
}

/** 契約法人ID: the first 10 digits of the common name. */
export function corporateIdOf(certificate: X509Certificate): string {
  return commonNameOf(certificate).slice(0, CORPORATE_ID_LENGTH)
}

/** 利用者ID: what follows the 契約法人ID; empty for the 管理者. */
export function userIdOf(certificate: X509Certificate): string {
  return commonNameOf(certificate).slice(CORPORATE_ID_LENGTH)
}

/** The common name of who issued the certificate. */
export function issuerNameOf(certificate: X509Certificate): string {
  const line = certificate.issuer.split('\n').find((attribute) => attribute.startsWith('CN='))
  return line?.slice('CN='.length) ?? ''
}

/** Empty where the name has none. */
export function attributeOf(name: SubjectName, wanted: string): string {
  return name.find(([type]) => type === wanted)?.[1] ?? ''
}
