import { isUtf8 } from 'node:buffer'
import { KoshinError } from '../../src/protocol/errors.ts'

/** PKCS#11 URIs (RFC 7512): `pkcs11:token=…;serial=…?pin-source=…`. Values are bytes: `id` is any, the others UTF-8. */
export interface Pkcs11Uri {
  readonly path: ReadonlyMap<string, Uint8Array>
  readonly query: ReadonlyMap<string, Uint8Array>
}

const SCHEME = 'pkcs11:'
const NAME = /^[A-Za-z0-9_-]+$/
/** pk11-pchar of §2.3: unreserved, a few reserved characters, `&` in the path only, `/`, `?` and `|` in the query only. */
const COMMON = "A-Za-z0-9\\-._~:\\[\\]@!$'()*+,="
const PATH_VALUE = new RegExp(`^(?:[${COMMON}&]|%[0-9A-Fa-f]{2})*$`)
const QUERY_VALUE = new RegExp(`^(?:[${COMMON}/?|]|%[0-9A-Fa-f]{2})*$`)

const invalid = (detail: string): KoshinError => new KoshinError('message-invalid', { step: 'uri', detail })

const decodeValue = (text: string): Uint8Array =>
  Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

const readAttribute = (text: string, allowed: RegExp): [string, Uint8Array] => {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(equals, 0))
  if (!NAME.test(name)) throw invalid('attribute name')
  const value = text.slice(equals + 1)
  if (!allowed.test(value)) throw invalid(name)
  const bytes = decodeValue(value)
  if (name !== 'id' && !isUtf8(bytes)) throw invalid(name)
  return [name, bytes]
}

const readAttributes = (text: string, separator: string, allowed: RegExp): Map<string, Uint8Array> => {
  const attributes = new Map<string, Uint8Array>()
  if (text === '') return attributes
  for (const part of text.split(separator)) {
    const [name, value] = readAttribute(part, allowed)
    if (attributes.has(name)) throw invalid(`${name} twice`)
    attributes.set(name, value)
  }
  return attributes
}

/** @throws KoshinError message-invalid */
export const parseUri = (uri: string): Pkcs11Uri => {
  if (!uri.startsWith(SCHEME)) throw invalid('scheme')
  const rest = uri.slice(SCHEME.length)
  const mark = rest.indexOf('?')
  const path = mark === -1 ? rest : rest.slice(0, mark)
  const query = mark === -1 ? '' : rest.slice(mark + 1)
  return { path: readAttributes(path, ';', PATH_VALUE), query: readAttributes(query, '&', QUERY_VALUE) }
}

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** Unreserved characters of RFC 3986 as they are, every other byte percent-encoded; `id` wholly so (§2.3). */
const encodeValue = (name: string, value: Uint8Array): string =>
  Array.from(value, (byte) => {
    const character = String.fromCharCode(byte)
    return name !== 'id' && /[A-Za-z0-9\-._~]/.test(character) ? character : percent(byte)
  }).join('')

/** One spelling for one meaning: attributes in the order given, encoded as above. Texts are taken as UTF-8. */
export const formatUri = (path: Readonly<Record<string, string | Uint8Array>>): string =>
  SCHEME +
  Object.entries(path)
    .map(([name, value]) => `${name}=${encodeValue(name, typeof value === 'string' ? Buffer.from(value) : value)}`)
    .join(';')
