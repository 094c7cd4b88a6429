/**
 * Base64 (RFC 4648, section 4) without `atob` and `btoa`: pages of old bring their own, and this runs among them.
 */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const isBase64 = (text: string): boolean => BASE64.test(text)

export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += DIGITS.charAt(group >> 18) + DIGITS.charAt((group >> 12) & 63)
    text += left > 1 ? DIGITS.charAt((group >> 6) & 63) : '='
    text += left > 2 ? DIGITS.charAt(group & 63) : '='
  }
  return text
}

/** null: not base64, padded and without white space. */
export const fromBase64 = (text: string): Uint8Array | null => {
  if (!isBase64(text)) return null
  const digits = text.replace(/=/g, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let group = 0
  let filled = 0
  for (let at = 0; at < digits.length; at++) {
    group = (group << 6) | DIGITS.indexOf(digits.charAt(at))
    if (at % 4 === 0) continue
    bytes[filled++] = (group >> (6 - 2 * (at % 4))) & 255
  }
  return bytes
}
