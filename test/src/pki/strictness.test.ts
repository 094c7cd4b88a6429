import { BitString } from 'asn1js'
import { Certificate, ContentInfo, RSAPublicKey, SignedData } from 'pkijs'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { certificateParts, readCertificate } from '../../../src/pki/certificate.ts'
import { checkIssued } from '../../../src/pki/check-issued.ts'
import { type Element, readBer, readDer } from '../../../src/pki/der-read.ts'
import { encode, encodeSequence } from '../../../src/pki/der-write.ts'
import { basicConstraints } from '../../../src/pki/extensions.ts'
import { readPublicKey } from '../../../src/pki/public-key.ts'
import { requestInfo } from '../../../src/pki/request.ts'
import { structureOf } from '../../../src/pki/structure.ts'
import { contextTag, TAG } from '../../../src/pki/tags.ts'
import { readX509 } from '../../../src/pki/x509.ts'
import { GROUNDS, sha256, vector, verify } from './vectors.ts'

/** What pkijs would let through, change or refuse as a whole, were it asked alone. */

const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))
const good = vector('good.der')

/** The element anew, with other DER in the place that the path of positions leads to. */
const replaced = (element: Element, [first, ...rest]: number[], by: (old: Uint8Array) => Uint8Array[]): Uint8Array =>
  encode(
    element.tag,
    ...element.children.flatMap((child, index) => {
      if (index !== first) return [child.der]
      return rest.length > 0 ? [replaced(child, rest, by)] : by(child.der)
    }),
  )

const changed = (path: number[], by: (old: Uint8Array) => Uint8Array[]): Uint8Array => replaced(readDer(good), path, by)

/** Positions in good.der: of its content, of its last relative name, of its first extension (basicConstraints). */
const AT = { notAfter: [0, 4, 1], subjectName: [0, 5, 3], publicKey: [0, 6], extensions: [0, 7], first: [0, 7, 0, 0] }
const BASIC = unhex('0603 551d13')

const nameOf = (attribute: string): Uint8Array =>
  changed(AT.subjectName, () => [encode(TAG.set, encodeSequence(unhex(attribute)))])

describe('a certificate that pkijs reads', () => {
  it.each([
    [
      'a second value in an extension',
      changed([...AT.first, 1], (old) => [old, unhex('0405 3003 0101ff')]),
      'extension criticality has tag 0x04',
    ],
    [
      'something after an extension',
      changed(AT.first, () => [encodeSequence(BASIC, unhex('0101ff 0402 3000 0500'))]),
      'extension of more than three parts',
    ],
    [
      'a truth value of two octets',
      changed(AT.first, () => [encodeSequence(BASIC, unhex('0102 0001 0402 3000'))]),
      'extension criticality is not a truth value',
    ],
    [
      'text around a time',
      changed(AT.notAfter, () => [unhex('170e 3431303430313030303030305a 21')]),
      'notAfter is not a time',
    ],
    ['an attribute type of no octets', nameOf('0600 0c0161'), 'name attribute type is not an object identifier'],
    ['letters that are no UTF-8', nameOf('0603550403 0c01ff'), 'UTF8String that is not UTF-8'],
    ['letters outside Unicode', nameOf('0603550403 1c0400110000'), 'string with a character outside Unicode'],
  ])('is refused for %s', (_, der, detail) => {
    expect(structureOf(Certificate, readDer(der), 'certificate')).toBeInstanceOf(Certificate)
    expect(() => readCertificate(der, sha256)).toThrow(
      expect.objectContaining({ code: 'certificate-unreadable', data: { detail } }),
    )
  })

  it('may say that an extension is not critical, and carry unique identifiers', () => {
    const explicit = changed(AT.first, () => [encodeSequence(BASIC, unhex('010100 0402 3000'))])
    expect(readX509(explicit).extensions[0]).toMatchObject({ type: '2.5.29.19', isCritical: false })
    const identified = changed(AT.extensions, (old) => [unhex('81020001'), unhex('82020002'), old])
    expect(readX509(identified).extensions).toEqual(readX509(good).extensions)
  })

  it.each([
    ['0611 69 82808080808080808080808080808000 0c0161', `2.25.${2n ** 106n}`],
    ['060a 82808080808080808001 0c0161', `2.${2n ** 64n + 1n - 80n}`],
  ])('has attribute types of exact numbers of any size: %s', (attribute, type) => {
    expect(readX509(nameOf(attribute)).subject.at(-1)).toEqual({ type, value: 'a' })
  })

  it('gives the key byte for byte, also where pkijs would write it in another way', () => {
    const spki = unhex('3012 300d 0603800304 0606 2a0304050607 0301 00')
    expect(certificateParts(changed(AT.publicKey, () => [spki])).spki).toEqual(spki)
  })
})

describe('basicConstraints', () => {
  const withBasic = (value: string) =>
    readX509(changed(AT.first, () => [encodeSequence(BASIC, encode(TAG.octetString, unhex(value)))]))

  it.each([
    ['3000', false, Number.POSITIVE_INFINITY],
    ['3003 0101ff', true, Number.POSITIVE_INFINITY],
    ['3006 0101ff 020103', true, 3],
    ['3009 0101ff 0204 01000000', true, 16_777_216],
  ])('%s', (value, isCa, pathLength) => {
    expect(basicConstraints(withBasic(value))).toEqual({ isCa, pathLength })
  })

  it.each(['3004 01020001', '3003 0c0161', '3102 0500'])('cannot be %s', (value) => {
    expect(() => basicConstraints(withBasic(value))).toThrow(/^basicConstraints /)
  })
})

it('refuses an RSA key that pkijs reads without its sign', () => {
  const key = unhex('3007 0202 8001 0201 03')
  const { modulus } = structureOf(RSAPublicKey, readDer(key), 'key')
  expect(Buffer.from(modulus.valueBlock.valueHexView).toString('hex')).toBe('8001')
  const bits = new Uint8Array(new BitString({ valueHex: key }).toBER())
  const spki = encodeSequence(unhex('300d 06092a864886f70d010101 0500'), bits)
  expect(() => readPublicKey(spki)).toThrow('RSA modulus is not positive')
})

it('judges an issuer that pkijs would refuse, and does not leave it out as unreadable', () => {
  const issuer = replaced(readDer(vector('issuing.der')), [0, 2], () => [encodeSequence()])
  expect(() => structureOf(Certificate, readDer(issuer), 'issuer')).toThrow('issuer of a wrong form')
  const check = { ...GROUNDS, verify }
  expect(() => checkIssued({ certificates: [good, issuer, vector('root.der')], ...check })).toThrow(
    expect.objectContaining({ code: 'answer-untrusted', data: { detail: 'signature algorithm differs inside' } }),
  )
})

describe('PKCS#7 with one certificate that cannot be read', () => {
  const odd = encodeSequence(encodeSequence(), encodeSequence(), unhex('030100'))
  const signedData = readBer(vector('leaf-only.p7b'))
  const certificates = signedData.children[1]?.children[0]?.children.findIndex(({ tag }) => tag === contextTag(0)) ?? -1
  const answer = replaced(signedData, [1, 0, certificates, 0], (leaf) => [odd, leaf])

  it('is refused by pkijs as a whole', () => {
    const { content } = structureOf(ContentInfo, readDer(answer), 'PKCS#7')
    expect(() => new SignedData({ schema: content })).toThrow('schema was not verified')
  })

  it('still gives the one for the key', () => {
    const sent = readAnswer(answer)
    expect(sent).toEqual([odd, good])
    const check = { ...GROUNDS, verify }
    expect(checkIssued({ certificates: sent, ...check }).leaf).toEqual(good)
  })
})

describe('requestInfo', () => {
  const spki = vector('new.spki.der')

  it.each([
    ['no attributes', '3000'],
    ['several attributes in one relative name', '3016 3114 3008 0603550403 0c0161 3008 060355040a 130162'],
    [
      'Latin-1, BMPString and what is no string',
      '3024 310a 3008 0603550403 1401e9 310b 3009 060355040a 1e023042 3109 3007 060355042d 0500',
    ],
  ])('puts a subject with %s in byte for byte', (_, hex) => {
    const subject = unhex(hex)
    expect(readDer(requestInfo(subject, spki)).children[1]?.der).toEqual(subject)
    expect(requestInfo(Buffer.from(subject), Buffer.from(spki))).toEqual(requestInfo(subject, spki))
  })

  it.each([
    ['that is no Name', '3102 0500', 'subject of a wrong form'],
    ['followed by something', '3000 00', '1 bytes after the end'],
    [
      'that pkijs would write in another way',
      '300d 310b 3009 06048055 0403 0c0161',
      'subject cannot be written as it is',
    ],
  ])('refuses a subject %s', (_, hex, detail) => {
    expect(() => requestInfo(unhex(hex), spki)).toThrow(expect.objectContaining({ code: 'internal', data: { detail } }))
  })

  it('refuses what is no public key', () => {
    expect(() => requestInfo(unhex('3000'), unhex('3000'))).toThrow('internal')
  })
})
