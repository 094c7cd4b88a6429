import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { certificateParts, readCertificate } from '../../../src/pki/certificate.ts'
import { findLeaf } from '../../../src/pki/find-leaf.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { sha256, vector } from './vectors.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const leafOf = (file: string): Uint8Array => readAnswer(vector(file))[0] as Uint8Array

const OWNER = [
  { type: 'C', value: 'JP' },
  { type: 'O', value: 'Practice Bank' },
  { type: 'OU', value: 'Corporate' },
  { type: 'CN', value: '1234567890-0001' },
]
const JAPANESE = [
  { type: 'C', value: 'JP' },
  { type: 'O', value: '練習銀行' },
  { type: 'OU', value: '法人部' },
  { type: 'CN', value: '株式会社更新 1234567890' },
  { type: 'emailAddress', value: 'keiri@example.co.jp' },
]

describe('readCertificate', () => {
  it('reads every field', () => {
    const der = vector('good.der')
    const reference = new X509Certificate(der)
    expect(readCertificate(der, sha256)).toEqual({
      subject: OWNER,
      issuer: [
        { type: 'C', value: 'JP' },
        { type: 'O', value: 'Practice Bank' },
        { type: 'CN', value: 'Practice Client CA' },
      ],
      serialNumber: 'C0FFEE',
      notBefore: '2040-04-01T00:00:00Z',
      notAfter: '2041-04-01T00:00:00Z',
      publicKey: { algorithm: 'ec', bits: 256 },
      spkiSha256: hex(sha256(vector('new.spki.der'))),
      sha256: reference.fingerprint256.replaceAll(':', '').toLowerCase(),
    })
  })

  it.each(['japanese-utf8.p7b', 'japanese-bmp.p7b'])('reads a Japanese name in whatever string type: %s', (file) => {
    expect(readCertificate(leafOf(file), sha256).subject).toEqual(JAPANESE)
  })

  it('reads version 1, which has neither a version nor extensions', () => {
    const { subject, issuer, publicKey } = readCertificate(vector('version-1.der'), sha256)
    expect({ subject, issuer, publicKey }).toEqual({
      subject: OWNER,
      issuer: OWNER,
      publicKey: { algorithm: 'ec', bits: 256 },
    })
  })

  it('reads a year after 2049', () => {
    expect(readCertificate(leafOf('good-until-2051.p7b'), sha256).notAfter).toBe('2051-04-01T00:00:00Z')
  })

  it.each([
    ['good-rsa.p7b', { algorithm: 'rsa', bits: 2048 }],
    ['weak-rsa1024.p7b', { algorithm: 'rsa', bits: 1024 }],
    ['good-p384.p7b', { algorithm: 'ec', bits: 384 }],
    ['weak-k256.p7b', { algorithm: 'ec', bits: 256 }],
  ])('reads the key of %s', (file, publicKey) => {
    expect(readCertificate(leafOf(file), sha256).publicKey).toEqual(publicKey)
  })

  it.each([
    ['cut off', vector('good.der').subarray(0, -1)],
    ['followed by something', Uint8Array.of(...vector('good.der'), 0)],
    ['not there', new Uint8Array()],
    ['a public key', vector('new.spki.der')],
    ['a request', vector('japanese-request.der')],
    ['a PKCS#7', vector('good.p7b')],
  ])('refuses what is %s', (_, der) => {
    expect(() => readCertificate(der, sha256)).toThrow(KoshinError)
    expect(() => readCertificate(der, sha256)).toThrow('certificate-unreadable')
  })
})

describe('certificateParts', () => {
  it('gives the pieces in their own encoding', () => {
    const parts = certificateParts(vector('good.der'))
    expect(hex(parts.serialNumberDer)).toBe('020400c0ffee')
    expect(parts.spki).toEqual(vector('new.spki.der'))
    expect(parts.subjectDer).toEqual(certificateParts(vector('previous.der')).subjectDer)
    expect(parts.issuerDer).toEqual(certificateParts(vector('issuing.der')).subjectDer)
  })

  it('gives copies, also of a Buffer', () => {
    const der = Buffer.from(vector('good.der'))
    const { spki } = certificateParts(der)
    der.fill(0)
    expect(spki).toEqual(vector('new.spki.der'))
  })

  it('refuses what is no certificate', () => {
    expect(() => certificateParts(Uint8Array.of(0x30, 0))).toThrow('certificate-unreadable')
  })
})

describe('findLeaf', () => {
  const ours = hex(sha256(vector('new.spki.der')))
  const another = hex(sha256(vector('rsa.spki.der')))

  it('tells which key an answer belongs to', () => {
    const found = findLeaf(readAnswer(vector('leaf-last.p7b')), [another, ours], sha256)
    expect(found).toEqual({ leaf: vector('good.der'), spkiSha256: ours })
  })

  it('finds nothing for keys that are not in it', () => {
    expect(findLeaf(readAnswer(vector('good.p7b')), [another], sha256)).toBeUndefined()
  })

  it('passes over a certificate that cannot be read', () => {
    const odd = Uint8Array.of(0x30, 0)
    expect(findLeaf([odd, vector('good.der')], [ours], sha256)?.spkiSha256).toBe(ours)
  })
})
