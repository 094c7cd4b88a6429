/** Private keys as PKCS#8 (RFC 5208), from the pieces that a system gives. Bytes in, bytes out: nothing becomes a text. */

const INTEGER = 0x02
const OCTET_STRING = 0x04
const SEQUENCE = 0x30
const ZERO = Buffer.from('020100', 'hex')
/** AlgorithmIdentifier of rsaEncryption with NULL (RFC 8017, appendix A.1). */
const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex')

/** Everything of PrivateKeyInfo and ECPrivateKey (RFC 5915) in front of the private number, and between it and the point. */
const EC = {
  'ec-p256': {
    bytes: 32,
    before: Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex'),
    between: Buffer.from('a144034200', 'hex'),
  },
  'ec-p384': {
    bytes: 48,
    before: Buffer.from('3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430', 'hex'),
    between: Buffer.from('a164036200', 'hex'),
  },
} as const

const length = (count: number): Buffer => {
  if (count < 0x80) return Buffer.of(count)
  return count < 0x100 ? Buffer.of(0x81, count) : Buffer.of(0x82, count >> 8, count & 0xff)
}

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const count = contents.reduce((sum, content) => sum + content.length, 0)
  return Buffer.concat([Buffer.of(tag), length(count), ...contents])
}

const unsigned = (magnitude: Uint8Array): Buffer => {
  const first = Math.max(
    0,
    magnitude.findIndex((byte) => byte !== 0),
  )
  const digits = magnitude.subarray(first)
  return (digits[0] ?? 0) >= 0x80 ? der(INTEGER, Buffer.of(0), digits) : der(INTEGER, digits)
}

/** Builds with pieces that are zeroed once they have been copied. */
const built = (pieces: readonly Buffer[], build: (pieces: readonly Buffer[]) => Buffer): Buffer => {
  const whole = build(pieces)
  for (const piece of pieces) piece.fill(0)
  return whole
}

/** @param key RSAPrivateKey (RFC 8017, appendix A.1.2) */
export const rsaPkcs8 = (key: Uint8Array): Buffer =>
  built([der(OCTET_STRING, key)], (wrapped) => der(SEQUENCE, ZERO, RSA, ...wrapped))

/** @param numbers modulus, public and private exponent, the primes, the exponents, the coefficient; unsigned */
export const rsaPkcs8Of = (numbers: readonly Uint8Array[]): Buffer =>
  built([built(numbers.map(unsigned), (integers) => der(SEQUENCE, ZERO, ...integers))], ([key = ZERO]) => rsaPkcs8(key))

/** @param point X and Y, one after the other. null: not of this curve */
export const ecPkcs8 = (point: Uint8Array, secret: Uint8Array): Buffer | null => {
  const form = Object.values(EC).find(({ bytes }) => point.length === 2 * bytes && secret.length <= bytes)
  if (form === undefined) return null
  const padding = Buffer.alloc(form.bytes - secret.length)
  return Buffer.concat([form.before, padding, secret, form.between, Buffer.of(4), point])
}
