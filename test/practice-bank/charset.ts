import iconv from 'iconv-lite'

export type Charset = 'UTF-8' | 'Shift_JIS'

export function encode(text: string, charset: Charset): Buffer {
  return iconv.encode(text, charset)
}

/** @param charset of a Content-Type; without one, UTF-8 */
export function decode(bytes: Buffer, charset = 'UTF-8'): string {
  return iconv.decode(bytes, charset)
}

/** Fields of `application/x-www-form-urlencoded`: a browser escapes the bytes of the page's own charset. */
export function decodeForm(body: Buffer, charset: Charset): URLSearchParams {
  const pairs = body.toString('latin1').split('&').filter(Boolean)
  return new URLSearchParams(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [unescapeField(name, charset), unescapeField(value.join('='), charset)]
    }),
  )
}

/** The body of a form as a browser sends it from a page of this charset. */
export function encodeForm(fields: Readonly<Record<string, string>>, charset: Charset): string {
  return Object.entries(fields)
    .map(([name, value]) => `${escapeField(name, charset)}=${escapeField(value, charset)}`)
    .join('&')
}

function unescapeField(text: string, charset: Charset): string {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return decode(Buffer.from(bytes, 'latin1'), charset)
}

function escapeField(text: string, charset: Charset): string {
  return encode(text, charset)
    .toString('latin1')
    .replace(/[^A-Za-z0-9*._-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}
