import { describe, expect, it } from 'vitest'
import { bitsOf, booleanOf, Malformed, octetsOf, oidOf, readBer, readDer } from '../../../src/pki/der-read.ts'
import { encode, encodeOid, encodeSequence, encodeUnsigned } from '../../../src/pki/der-write.ts'
import { TAG } from '../../../src/pki/tags.ts'
import { readTime } from '../../../src/pki/time.ts'

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')
const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))

describe('a length', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ])('of %i is written in the fewest octets and read back', (length, header) => {
    const der = encode(TAG.octetString, new Uint8Array(length))
    expect(hex(der.subarray(0, -length || undefined))).toBe(header)
    expect(readDer(der).content.length).toBe(length)
  })

  it.each([
    ['with a longer length than needed', '30 8103 020101'],
    ['of indefinite length', '30 80 020101 0000'],
    ['nested in an element of a longer length', '30 06 30 8103 020101'],
  ])('of BER is refused where DER is due: an element %s', (_, bytes) => {
    expect(() => readDer(unhex(bytes))).toThrow(new Malformed('not DER'))
    expect(hex(readBer(unhex(bytes)).content)).toContain('020101')
  })
})

describe('an element', () => {
  it.each([
    ['cut off', '30 03 0201', 'ASN.1 encoding broken or cut off'],
    ['followed by something', '020101 00', '1 bytes after the end'],
    ['longer than its parent', '30 03 0202 01 ff', 'ASN.1 length wrong'],
    ['of a high tag number', '1f 20 00', 'ASN.1 tag that no certificate has'],
    ['of tag zero', '30 02 0000', 'ASN.1 tag that no certificate has'],
    ['without an end', '30 80 020101', 'ASN.1 encoding broken or cut off'],
    ['a string in pieces', '2c 03 0c01 61', 'ASN.1 string in pieces'],
  ])('that is %s is refused', (_, bytes, message) => {
    expect(() => readDer(unhex(bytes))).toThrow(new Malformed(message))
  })
})

describe('an object identifier', () => {
  it.each([
    ['2.5.4.3', '0603550403'],
    ['1.2.840.113549.1.1.11', '06092a864886f70d01010b'],
    ['0.9.2342.19200300.100.1.25', '060a0992268993f22c640119'],
    ['2.999.16384.9007199254', '060a8837818000a1c6fbe816'],
  ])('%s is written and read', (dotted, der) => {
    expect(hex(encodeOid(dotted))).toBe(der)
    expect(oidOf(readDer(unhex(der)), 'type')).toBe(dotted)
  })

  it('is read with components of any size', () => {
    expect(oidOf(readDer(unhex('0613 6982 808080808080808080808080808080 8000')), 'type')).toMatch(/^2\.25\.\d{35,}$/)
  })

  it.each(['', '2', '3.1', '1.40', '2.05', '1.2.', '1.2.3456789012345678'])('cannot be "%s"', (dotted) => {
    expect(encodeOid(dotted)).toBeUndefined()
  })

  it.each(['0600', '060155 80', '06028180'])('cannot be %s', (bytes) => {
    expect(() => oidOf(readDer(unhex(bytes)), 'type')).toThrow(Malformed)
  })
})

describe('bits', () => {
  it.each(['0300', '0302 0801', '0301 01'])('cannot be %s', (bytes) => {
    expect(() => bitsOf(readDer(unhex(bytes)), 'bits')).toThrow(Malformed)
  })

  it('of a key or a signature are whole octets', () => {
    expect(hex(octetsOf(readDer(unhex('0303 00 0102')), 'key'))).toBe('0102')
    expect(() => octetsOf(readDer(unhex('0303 01 0102')), 'key')).toThrow('key has a wrong number of bits')
  })
})

it('reads a truth value of one octet only', () => {
  expect(booleanOf(readDer(unhex('0101ff')), 'critical')).toBe(true)
  expect(booleanOf(readDer(unhex('010100')), 'critical')).toBe(false)
  expect(() => booleanOf(readDer(unhex('0102ffff')), 'critical')).toThrow('critical is not a truth value')
})

it.each([
  ['00', '020100'],
  ['', '020100'],
  ['007f', '02017f'],
  ['80', '02020080'],
  ['000100', '02020100'],
])('writes the unsigned number %s as %s', (magnitude, der) => {
  expect(hex(encodeUnsigned(unhex(magnitude)))).toBe(der)
  expect(hex(encodeSequence(unhex(der)))).toBe(`30${(der.length / 2).toString(16).padStart(2, '0')}${der}`)
})

describe('a time', () => {
  const time = (tag: number, text: string): number =>
    readTime(readDer(encode(tag, new TextEncoder().encode(text))), 'notAfter')

  it.each([
    [TAG.utcTime, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [TAG.utcTime, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [TAG.generalizedTime, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
    [TAG.generalizedTime, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
  ])('of tag %i, %s, is %s', (tag, text, expected) => {
    expect(new Date(time(tag, text)).toISOString()).toBe(expected)
  })

  it.each([
    [TAG.utcTime, '4912312359Z'],
    [TAG.utcTime, '491231235959+0900'],
    [TAG.utcTime, '490230000000Z'],
    [TAG.utcTime, '491231240000Z'],
    [TAG.generalizedTime, '20500101000000.5Z'],
    [TAG.generalizedTime, '20500101000000'],
    [TAG.utf8String, '491231235959Z'],
  ])('of tag %i cannot be %s', (tag, text) => {
    expect(() => time(tag, text)).toThrow(Malformed)
  })
})
