import { describe, expect, it } from 'vitest'
import { concat } from '../../../src/pki/bytes.ts'
import { encode, encodeOid, encodeSequence, encodeUnsigned } from '../../../src/pki/der-write.ts'
import { TAG } from '../../../src/pki/tags.ts'
import { open, outcomeOf, pairsOf, pkcs12, publicKey } from './pkcs12-files.ts'

/** Files that no program writes: put together here, piece by piece, around keys and certificates of the vectors. */

const oid = (dotted: string): Uint8Array => encodeOid(dotted) as Uint8Array
const number = (value: number): Uint8Array => encodeUnsigned(Buffer.from(value.toString(16).padStart(8, '0'), 'hex'))
const octets = (bytes: Uint8Array): Uint8Array => encode(TAG.octetString, bytes)
const wrapped = (bytes: Uint8Array): Uint8Array => encode(0xa0, bytes)

const data = (content: Uint8Array): Uint8Array => encodeSequence(oid('1.2.840.113549.1.7.1'), wrapped(octets(content)))
const fileOf = (...safes: Uint8Array[]): Uint8Array =>
  encodeSequence(number(3), data(encodeSequence(...safes.map(data))))
const safe = (...bags: Uint8Array[]): Uint8Array => encodeSequence(...bags)
const bag = (type: number, value: Uint8Array, ...attributes: Uint8Array[]): Uint8Array =>
  encodeSequence(
    oid(`1.2.840.113549.1.12.10.1.${type}`),
    wrapped(value),
    ...(attributes.length === 0 ? [] : [encode(TAG.set, ...attributes)]),
  )
const attribute = (type: string, value: Uint8Array): Uint8Array => encodeSequence(oid(type), encode(TAG.set, value))
const localKeyId = (id: number): Uint8Array => attribute('1.2.840.113549.1.9.21', octets(Uint8Array.of(id)))
const friendlyName = (utf16: Uint8Array): Uint8Array => attribute('1.2.840.113549.1.9.20', encode(TAG.bmpString, utf16))

const [ec] = pairsOf(pkcs12('nothing-at-all'), null)
const [rsa] = pairsOf(pkcs12('modern'), 'himitsu')
const [old] = pairsOf(pkcs12('expired'), 'himitsu')
if (ec === undefined || rsa === undefined || old === undefined) throw new Error('no vectors')

const keyBag = (pkcs8: Uint8Array, ...attributes: Uint8Array[]): Uint8Array => bag(1, pkcs8, ...attributes)
const certificateBag = (der: Uint8Array, ...attributes: Uint8Array[]): Uint8Array =>
  bag(3, encodeSequence(oid('1.2.840.113549.1.9.22.1'), wrapped(octets(der))), ...attributes)

/** EncryptedPrivateKeyInfo under PBES2. */
const shrouded = (iterations: number, salt = new Uint8Array(8), cipher = '2.16.840.1.101.3.4.1.42'): Uint8Array =>
  encodeSequence(
    encodeSequence(
      oid('1.2.840.113549.1.5.13'),
      encodeSequence(
        encodeSequence(oid('1.2.840.113549.1.5.12'), encodeSequence(octets(salt), number(iterations))),
        encodeSequence(oid(cipher), octets(new Uint8Array(16))),
      ),
    ),
    octets(new Uint8Array(160)),
  )

describe('the bags of a file', () => {
  it('may lie in safes within safes, keys in the clear, others between them', () => {
    const crl = bag(4, encodeSequence(oid('1.2.840.113549.1.9.23.1'), wrapped(octets(Uint8Array.of(1)))))
    const inner = bag(6, safe(bag(6, safe(keyBag(ec.pkcs8))), crl))
    const pairs = pairsOf(fileOf(safe(crl, inner), safe(certificateBag(ec.certificate))), null)
    expect(pairs.map(({ spki }) => Buffer.from(spki))).toEqual([publicKey('p256')])
  })

  it('are paired by the key itself, whatever the file says', () => {
    const bags = [
      keyBag(ec.pkcs8, localKeyId(1)),
      keyBag(rsa.pkcs8, localKeyId(2)),
      certificateBag(rsa.certificate, localKeyId(1)),
      certificateBag(ec.certificate, localKeyId(2)),
    ]
    const pairs = pairsOf(fileOf(safe(...bags)), null)
    expect(pairs.map(({ certificate }) => Buffer.from(certificate))).toEqual([
      Buffer.from(ec.certificate),
      Buffer.from(rsa.certificate),
    ])
  })

  it('with two certificates of one key: the one that is named, else the one valid longest', () => {
    const both = (id: number) => [certificateBag(old.certificate, localKeyId(id)), certificateBag(ec.certificate)]
    const certificateOf = (file: Uint8Array) => Buffer.from(pairsOf(file, null)[0]?.certificate ?? [])
    expect(certificateOf(fileOf(safe(keyBag(ec.pkcs8, localKeyId(7)), ...both(7))))).toEqual(
      Buffer.from(old.certificate),
    )
    expect(certificateOf(fileOf(safe(keyBag(ec.pkcs8, localKeyId(7)), ...both(8))))).toEqual(
      Buffer.from(ec.certificate),
    )
  })

  it('with one key twice give it once', () => {
    expect(
      pairsOf(fileOf(safe(keyBag(ec.pkcs8), keyBag(ec.pkcs8), certificateBag(ec.certificate))), null),
    ).toHaveLength(1)
  })

  it('of a key and the certificate of another give nothing', () => {
    const file = fileOf(safe(keyBag(ec.pkcs8), certificateBag(rsa.certificate)))
    expect(open(file, null)).toEqual({
      refusal: { code: 'file-no-key', data: { detail: 'no certificate is for a key in it' } },
    })
  })

  it('of an authority are no certificate of a user', () => {
    const [issuer = new Uint8Array()] = rsa.chain
    expect(outcomeOf(fileOf(safe(keyBag(ec.pkcs8), certificateBag(issuer))), null)).toBe('file-no-key')
  })

  it('whose halves of a key do not belong together give none', () => {
    const spoilt = ec.pkcs8.slice()
    // The private value stands before the public one in it: another value, and the point no longer belongs to it.
    spoilt[40] = (spoilt[40] ?? 0) ^ 1
    expect(outcomeOf(fileOf(safe(keyBag(spoilt), certificateBag(ec.certificate))), null)).not.toBe('opened')
  })

  it('with a name that is no text are named by the certificate', () => {
    const halfPair = friendlyName(Uint8Array.of(0xd8, 0x00))
    const [pair] = pairsOf(fileOf(safe(keyBag(ec.pkcs8, halfPair), certificateBag(ec.certificate))), null)
    expect(pair?.name).toBe('1000000002')
  })
})

describe('a hostile file', () => {
  /** Mostly a few milliseconds; a busy computer takes its time. */
  const MOST_MS = 4000
  const quickly = (file: Uint8Array, password: string | null): string => {
    const start = performance.now()
    const outcome = outcomeOf(file, password)
    expect(performance.now() - start).toBeLessThan(MOST_MS)
    return outcome
  }

  it('that asks for two thousand million rounds is refused before the first', () => {
    expect(quickly(fileOf(safe(bag(2, shrouded(0x7fffffff)))), 'x')).toBe('file-unsupported')
    const mac = encodeSequence(
      encodeSequence(encodeSequence(oid('2.16.840.1.101.3.4.2.1'), encode(TAG.null)), octets(new Uint8Array(32))),
      octets(new Uint8Array(8)),
      number(0x7fffffff),
    )
    expect(quickly(encodeSequence(number(3), data(encodeSequence()), mac), 'x')).toBe('file-unsupported')
  })

  it('with a number of rounds that is none, or negative, is damaged', () => {
    expect(quickly(fileOf(safe(bag(2, shrouded(0)))), 'x')).toBe('file-damaged')
  })

  it('of an unknown cipher, or a long salt, is not supported', () => {
    expect(quickly(fileOf(safe(bag(2, shrouded(1, new Uint8Array(8), '1.2.3.4')))), 'x')).toBe('file-unsupported')
    expect(quickly(fileOf(safe(bag(2, shrouded(1, new Uint8Array(100_000))))), 'x')).toBe('file-unsupported')
  })

  it('of safes in safes in safes without end is refused', () => {
    const deep = (depth: number): Uint8Array => (depth === 0 ? safe() : safe(bag(6, deep(depth - 1))))
    expect(quickly(fileOf(deep(4)), null)).toBe('file-no-key')
    expect(quickly(fileOf(deep(5)), null)).toBe('file-unsupported')
    expect(quickly(fileOf(deep(500)), null)).toBe('file-damaged')
  })

  it('of strings in pieces of pieces without end is damaged', () => {
    const begin = Buffer.from('2480'.repeat(40_000), 'hex')
    const content = encodeSequence(oid('1.2.840.113549.1.7.1'), wrapped(begin))
    expect(quickly(encodeSequence(number(3), content), null)).toBe('file-damaged')
  })

  it('of thousands of bags is refused', () => {
    const many = Array.from({ length: 201 }, () => certificateBag(Uint8Array.of(0x30, 0)))
    expect(quickly(fileOf(safe(...many)), null)).toBe('file-unsupported')
    const empty = concat(Array.from({ length: 60_000 }, () => Uint8Array.of(0x30, 0)))
    expect(quickly(fileOf(encode(TAG.sequence, empty)), null)).toBe('file-damaged')
  })

  it('that is signed and not protected by a password is not supported', () => {
    const signed = encodeSequence(oid('1.2.840.113549.1.7.2'), wrapped(encodeSequence()))
    expect(quickly(encodeSequence(number(3), signed), null)).toBe('file-unsupported')
  })
})

describe('a password that is empty', () => {
  /** One byte of the MAC's value, which stands before its salt and its count. */
  const damaged = pkcs12('empty-password').map((byte, at, { length }) => (at === length - 20 ? byte ^ 1 : byte))

  it('is guessed only, before anybody is asked', () => expect(outcomeOf(damaged, null)).toBe('locked'))
  it('and tells a damaged file once somebody has typed it', () => expect(outcomeOf(damaged, '')).toBe('file-damaged'))
})
