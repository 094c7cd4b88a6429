import type { Element } from '../pki/der-read.ts'
import { expectTag, oidOf, sequenceOf } from '../pki/der-read.ts'
import { extensionValue } from '../pki/extensions.ts'
import { contextTag, TAG } from '../pki/tags.ts'
import type { X509 } from '../pki/x509.ts'
import type { AskedHost, Source } from './revocation.ts'

/** Where a certificate says that one can ask about it. */

const AUTHORITY_INFORMATION_ACCESS = '1.3.6.1.5.5.7.1.1'
const CRL_DISTRIBUTION_POINTS = '2.5.29.31'
/** `id-ad-ocsp`: RFC 5280 §4.2.2.1. */
const OCSP = '1.3.6.1.5.5.7.48.1'

/** uniformResourceIdentifier of a GeneralName, `[6]`, primitive. */
const URI = 0x86

const LONGEST_ADDRESS = 1000
/** More are not asked: one answer that is believed is enough. */
const MOST_OF_A_KIND = 2

export interface Address extends AskedHost {
  readonly source: Source
  readonly url: string
}

/** The text of a GeneralName that is a URI, in visible ASCII; null for another name. */
const uriOf = ({ tag, content }: Element): string | null => {
  if (tag !== URI || content.length > LONGEST_ADDRESS) return null
  return content.every((octet) => octet > 0x20 && octet < 0x7f) ? String.fromCharCode(...content) : null
}

/**
 * http and https alone (not ldap), without a name and password in it, and by a host name or an IPv4 address: the browser cannot be
 * asked for anything else.
 */
const addressOf = (source: Source, uri: string): Address[] => {
  if (!URL.canParse(uri)) return []
  const { protocol, username, password, hostname, href } = new URL(uri)
  const isPlain = username === '' && password === '' && hostname !== '' && !hostname.startsWith('[')
  if ((protocol !== 'http:' && protocol !== 'https:') || !isPlain) return []
  return [{ source, url: href, host: hostname, pattern: `${protocol}//${hostname}/*` }]
}

const responders = (x509: X509): string[] => {
  const value = extensionValue(x509, AUTHORITY_INFORMATION_ACCESS)
  if (!value) return []
  return sequenceOf(value, 'authority information access').flatMap((description) => {
    const [method, location] = sequenceOf(description, 'access description')
    return location && oidOf(method, 'access method') === OCSP ? (uriOf(location) ?? []) : []
  })
}

/** The URIs of a DistributionPointName (RFC 5280 §4.2.1.13) that is a fullName. */
export const fullNames = (name: Element | undefined): readonly string[] => {
  const [full] = name?.children ?? []
  return full?.tag === contextTag(0) ? full.children.flatMap((one) => uriOf(one) ?? []) : []
}

/** A point of some reasons only, or one with another issuer, does not say that a certificate is good. */
const namesOfPoint = (point: Element): readonly string[] => {
  const [name, ...more] = expectTag(point, TAG.sequence, 'distribution point').children
  return name?.tag === contextTag(0) && more.length === 0 ? fullNames(name) : []
}

/** The distribution points' names, of any scheme: by them a list says which of several it is. @throws Malformed */
export const distributionPoints = (x509: X509): string[] => {
  const value = extensionValue(x509, CRL_DISTRIBUTION_POINTS)
  return value ? sequenceOf(value, 'CRL distribution points').flatMap(namesOfPoint) : []
}

/** Responders before lists, which are longer and older; two of a kind at most. @throws Malformed */
export const addressesOf = (x509: X509): Address[] => {
  const of = (source: Source, uris: readonly string[]) => {
    const addresses = new Map(uris.flatMap((uri) => addressOf(source, uri)).map((one) => [one.url, one]))
    return [...addresses.values()].slice(0, MOST_OF_A_KIND)
  }
  return [...of('ocsp', responders(x509)), ...of('crl', distributionPoints(x509))]
}
