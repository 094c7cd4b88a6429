import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { DistinguishedName } from '../../../src/certificate/certificate.ts'
import { certificateParts } from '../../../src/pki/certificate.ts'
import { readDer } from '../../../src/pki/der-read.ts'
import { readName } from '../../../src/pki/name.ts'
import { ecPublicKeyInfo, rsaPublicKeyInfo } from '../../../src/pki/public-key.ts'
import {
  ecdsaSignatureDer,
  encodeName,
  requestInfo,
  type SignatureAlgorithm,
  signedRequest,
} from '../../../src/pki/request.ts'
import { newKeyPair } from '../../new-key.ts'
import { vector } from './vectors.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))
const spkiOf = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ type: 'spki', format: 'der' }))
const base64url = (text: string | undefined): Uint8Array => new Uint8Array(Buffer.from(text ?? '', 'base64url'))

const JAPANESE: DistinguishedName = [
  { type: 'C', value: 'JP' },
  { type: 'O', value: '練習銀行' },
  { type: 'OU', value: '法人部' },
  { type: 'CN', value: '株式会社更新 1234567890' },
  { type: 'emailAddress', value: 'keiri@example.co.jp' },
]

describe('encodeName', () => {
  it('encodes as openssl does', () => {
    expect(encodeName(JAPANESE)).toEqual(certificateParts(vector('previous-japanese.der')).subjectDer)
  })

  it('gives back what readName reads', () => {
    const name = [...JAPANESE, { type: 'DC', value: 'example' }, { type: '1.2.392.200119.4.1', value: 'ア' }]
    expect(readName(readDer(encodeName(name)))).toEqual(name)
  })

  it.each([
    ['C', '13024a50'],
    ['serialNumber', '13024a50'],
    ['DC', '16024a50'],
    ['emailAddress', '16024a50'],
    ['CN', '0c024a50'],
    ['2.5.4.6', '13024a50'],
    ['2.5.4.3', '0c024a50'],
  ])('writes %s in the string type of RFC 5280', (type, value) => {
    expect(hex(encodeName([{ type, value: 'JP' }])).endsWith(value)).toBe(true)
  })

  it('writes object identifiers with large components', () => {
    expect(hex(encodeName([{ type: '2.999.16384.9007199254', value: 'x' }]))).toContain('060a8837818000a1c6fbe816')
  })

  it.each([
    ['an unknown attribute', { type: 'FAX', value: '1' }, 'name attribute FAX'],
    ['an inherited property', { type: 'constructor', value: '1' }, 'name attribute constructor'],
    ['no object identifier', { type: '3.1', value: '1' }, 'name attribute 3.1'],
    ['an empty value', { type: 'CN', value: '' }, 'characters in name attribute CN'],
    ['half a character', { type: 'CN', value: '\ud800' }, 'characters in name attribute CN'],
    ['a country in kanji', { type: 'C', value: '日本' }, 'characters in name attribute C'],
  ])('refuses %s', (_, attribute, detail) => {
    expect(() => encodeName([attribute])).toThrow(
      expect.objectContaining({ code: 'page-request-unsupported', data: { detail } }),
    )
  })
})

describe('a public key', () => {
  it.each([2048, 3072, 4096])('of RSA %i bits is encoded as openssl does', (modulusLength) => {
    const { publicKey } = newKeyPair('rsa', modulusLength)
    const { n, e } = publicKey.export({ format: 'jwk' })
    expect(rsaPublicKeyInfo(base64url(n), base64url(e))).toEqual(spkiOf(publicKey))
    expect(rsaPublicKeyInfo(Uint8Array.of(0, 0, ...base64url(n)), Uint8Array.of(0, 1, 0, 1))).toEqual(spkiOf(publicKey))
  })

  it.each([
    ['ec-p256', 'P-256'],
    ['ec-p384', 'P-384'],
  ] as const)('on %s is encoded as openssl does', (curve, namedCurve) => {
    const { publicKey } = newKeyPair(namedCurve)
    const { x, y } = publicKey.export({ format: 'jwk' })
    expect(ecPublicKeyInfo(curve, Uint8Array.of(4, ...base64url(x), ...base64url(y)))).toEqual(spkiOf(publicKey))
  })

  it.each([
    ['of another curve', 'ec-p384', Uint8Array.of(4, ...new Uint8Array(64))],
    ['compressed', 'ec-p256', Uint8Array.of(2, ...new Uint8Array(32))],
    ['that is hybrid', 'ec-p256', Uint8Array.of(6, ...new Uint8Array(64))],
    ['in its OCTET STRING', 'ec-p256', Uint8Array.of(4, 65, 4, ...new Uint8Array(64))],
  ] as const)('refuses a point %s', (_, curve, point) => {
    expect(() => ecPublicKeyInfo(curve, point)).toThrow('token-unsupported')
  })
})

describe('ecdsaSignatureDer', () => {
  it.each([
    ['shortens', '0000 0001 0000 7fff', '3007 020101 02027fff'],
    ['keeps numbers positive', '80 ff', '3008 02020080 020200ff'],
    ['keeps a zero', '0000 0001', '3006 020100 020101'],
  ])('%s', (_, raw, der) => {
    expect(hex(ecdsaSignatureDer(unhex(raw)))).toBe(hex(unhex(der)))
  })

  it.each(['', '010203'])('refuses what cannot be two numbers: "%s"', (raw) => {
    expect(() => ecdsaSignatureDer(unhex(raw))).toThrow('token-failed')
  })
})

describe('a certificate signing request', () => {
  it('says what openssl says', () => {
    // openssl's own: SEQUENCE { info, algorithm, signature }; the info is the same but for nothing
    const [info] = readDer(vector('japanese-request.der')).children
    expect(requestInfo(encodeName(JAPANESE), vector('new.spki.der'))).toEqual(info?.der)
  })

  const makers: [SignatureAlgorithm, () => { publicKey: KeyObject; privateKey: KeyObject }][] = [
    ['rsa-sha256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['rsa-sha384', () => generateKeyPairSync('rsa', { modulusLength: 3072 })],
    ['ecdsa-sha256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['ecdsa-sha384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ]
  it.each(makers)('signed with %s is accepted by openssl', (algorithm, makeKey) => {
    const { publicKey, privateKey } = makeKey()
    const info = requestInfo(encodeName(JAPANESE), spkiOf(publicKey))
    const raw = sign(algorithm.slice(-6), info, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const signature = algorithm.startsWith('ecdsa') ? ecdsaSignatureDer(raw) : new Uint8Array(raw)
    const request = signedRequest(info, algorithm, signature)
    const options = ['req', '-inform', 'DER', '-verify', '-noout', '-subject', '-nameopt', 'utf8,sep_comma_plus']
    const said = execFileSync('openssl', options, { input: request, encoding: 'utf8', stdio: 'pipe' })
    expect(said).toBe('subject=C=JP,O=練習銀行,OU=法人部,CN=株式会社更新 1234567890,emailAddress=keiri@example.co.jp\n')
  })

  it('carries the algorithm as RFC 4055 and RFC 5758 want it', () => {
    const info = Uint8Array.of(0x30, 0)
    const signature = Uint8Array.of(0xab)
    expect(hex(signedRequest(info, 'rsa-sha256', signature))).toBe('30153000300d06092a864886f70d01010b0500030200ab')
    expect(hex(signedRequest(info, 'ecdsa-sha256', signature))).toBe('30123000300a06082a8648ce3d040302030200ab')
  })
})

it('reads the public keys of certificates that node reads', () => {
  const der = vector('good.der')
  expect(certificateParts(der).spki).toEqual(spkiOf(new X509Certificate(der).publicKey))
  expect(spkiOf(createPublicKey({ key: Buffer.from(vector('new.spki.der')), format: 'der', type: 'spki' }))).toEqual(
    vector('new.spki.der'),
  )
})
