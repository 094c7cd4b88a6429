import { describe, expect, it } from 'vitest'
import { isCaCertificate } from '../../../src/bank/ca-certificate.ts'
import { vector } from '../pki/vectors.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const changed = (bytes: Uint8Array, before: string, after: string): Uint8Array =>
  new Uint8Array(Buffer.from(Buffer.from(bytes).toString('hex').replace(before, after), 'hex'))

const fourParts = (der: Uint8Array): Uint8Array => {
  const content = Uint8Array.of(...der.subarray(4), 5, 0)
  return Uint8Array.of(0x30, 0x82, content.length >> 8, content.length & 0xff, ...content)
}

describe('a CA’s certificate', () => {
  it.each(['root.der', 'issuing.der'])('is %s', (file) => {
    expect(isCaCertificate(base64(vector(file)))).toBe(true)
  })

  it.each([
    ['a user’s certificate', vector('good.der')],
    ['a certificate of version 1', vector('version-1.der')],
    ['a request', vector('request.der')],
    ['a PKCS#7', vector('good.p7b')],
    ['a public key', vector('new.spki.der')],
    ['nothing', new Uint8Array()],
    ['a certificate and more', Uint8Array.of(...vector('root.der'), 5, 0)],
    ['a certificate of four parts', fourParts(vector('root.der'))],
    ['one that says that it is none', changed(vector('root.der'), '30030101ff', '3003010100')],
  ])('is not %s', (_name, bytes) => {
    expect(isCaCertificate(base64(bytes))).toBe(false)
  })

  it('is not one that is cut off after any byte', () => {
    const root = vector('root.der')
    const cut = Array.from(root, (_, length) => isCaCertificate(base64(root.subarray(0, length))))
    expect(cut).not.toContain(true)
  })
})
