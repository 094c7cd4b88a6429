import { KoshinError } from '../../src/protocol/errors.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'

/** JSON that tells by its last field whether a single byte of it has changed since it was written. */

type Fields = Readonly<Record<string, unknown>>

export const damaged = (detail: string): KoshinError => new KoshinError('journal-damaged', { detail })

const digest = (text: string): string => hexOf(sha256(Buffer.from(text)))

/** @param fields must not have a field `sha256` */
export const sealed = (fields: Fields): string =>
  `${JSON.stringify({ ...fields, sha256: digest(JSON.stringify(fields)) }, null, 2)}\n`

const parse = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Fields
  } catch {
    // told below
  }
  throw damaged('not JSON')
}

/**
 * What was sealed, whatever version has sealed it: the seal is read before anything else, so that a changed version
 * number is damage and not a later version.
 * @throws KoshinError journal-damaged
 */
export const unsealed = (text: string): Fields => {
  const { sha256: _seal, ...fields } = parse(text)
  // Compared as a whole: not a blank may be other than it was written.
  if (sealed(fields) !== text) throw damaged('seal')
  return fields
}
