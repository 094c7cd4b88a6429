import { KoshinError } from '../../src/protocol/errors.ts'
import { formatUri, parseUri } from './uri.ts'
import type { NssDatabase } from './verbs.ts'

/** What tokens and certificates go by: what is engraved in them, never the slot they happen to be in. */

/** The four names a token has of itself, without their padding. */
export interface TokenName {
  readonly label: string
  readonly manufacturer: string
  readonly model: string
  readonly serialNumber: string
}

/** Attributes of RFC 7512 that are given in a URI must be equal; those left out are not asked. */
export type TokenQuery = Partial<TokenName>

export interface CertificateQuery {
  readonly token: TokenQuery
  readonly id: Uint8Array
  /** SHA-256 of the certificate, lower-case hexadecimal, where several share one id. */
  readonly sha256: string | null
}

const TOKEN_ATTRIBUTES = {
  token: 'label',
  manufacturer: 'manufacturer',
  serial: 'serialNumber',
  model: 'model',
} as const
/** An attribute of our own, as RFC 7512 §2.3 allows: CKA_ID need not be unique on a token. */
const DIGEST = 'x-koshin-sha256'

/** Of every NSS database: not what the library says of itself, so that another version of it finds the same store. */
const NSS = { manufacturer: 'Mozilla Foundation', model: 'NSS 3' } as const

export const databaseName = ({ label, serialNumber }: NssDatabase): TokenName => ({ label, ...NSS, serialNumber })

/** Whether it can be nothing but an NSS database, there or not. */
export const namesDatabase = ({ manufacturer, model }: TokenQuery): boolean =>
  manufacturer === NSS.manufacturer && model === NSS.model

export const tokenUri = (token: TokenName): string =>
  formatUri({ token: token.label, manufacturer: token.manufacturer, serial: token.serialNumber, model: token.model })

/** @param sha256 given only where the id does not tell the certificate from another one on the token */
export const certificateUri = (token: TokenName, id: Uint8Array, sha256: string | null): string =>
  formatUri({
    token: token.label,
    manufacturer: token.manufacturer,
    serial: token.serialNumber,
    model: token.model,
    id,
    type: 'cert',
    ...(sha256 === null ? {} : { [DIGEST]: sha256 }),
  })

/** A query may name a driver or a PIN, and `slot-id` a place: none of that is for the other side to say. */
const readPath = (uri: string, known: readonly string[]): ReadonlyMap<string, Uint8Array> => {
  const { path, query } = parseUri(uri)
  const unknown = query.keys().next().value ?? [...path.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined) throw new KoshinError('message-invalid', { step: 'uri', detail: unknown })
  return path
}

const text = (value: Uint8Array): string => Buffer.from(value).toString()

const tokenQuery = (path: ReadonlyMap<string, Uint8Array>): TokenQuery => {
  const named = Object.entries(TOKEN_ATTRIBUTES).flatMap(([attribute, field]) => {
    const value = path.get(attribute)
    return value === undefined ? [] : [[field, text(value)]]
  })
  if (named.length === 0) throw new KoshinError('message-invalid', { step: 'uri', detail: 'names no token' })
  return Object.fromEntries(named)
}

/** @throws KoshinError message-invalid */
export const readTokenUri = (uri: string): TokenQuery => tokenQuery(readPath(uri, Object.keys(TOKEN_ATTRIBUTES)))

/** @throws KoshinError message-invalid */
export const readCertificateUri = (uri: string): CertificateQuery => {
  const path = readPath(uri, [...Object.keys(TOKEN_ATTRIBUTES), 'id', 'type', DIGEST])
  const id = path.get('id')
  const type = path.get('type')
  if (id === undefined || (type !== undefined && text(type) !== 'cert'))
    throw new KoshinError('message-invalid', { step: 'uri', detail: 'names no certificate' })
  const digest = path.get(DIGEST)
  return { token: tokenQuery(path), id, sha256: digest === undefined ? null : text(digest) }
}

export const isNamed = (token: TokenName, query: TokenQuery): boolean =>
  Object.values(TOKEN_ATTRIBUTES).every((field) => query[field] === undefined || query[field] === token[field])

export const sameToken = (a: TokenName, b: TokenName): boolean => isNamed(a, { ...b })

/** How a person knows it again: `専用USB …4F21`. */
export const tokenText = ({ label, serialNumber }: TokenName): string =>
  `${label} …${serialNumber.slice(-4)}`.slice(0, 200)
