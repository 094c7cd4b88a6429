import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { checkIssued } from '../../../src/pki/check-issued.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { GROUNDS, vector, verify } from './vectors.ts'

const good = vector('good.p7b')
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const outcome = (raw: Uint8Array): string => {
  try {
    return `${readAnswer(raw).length} certificates`
  } catch (error) {
    if (error instanceof KoshinError) return `${error.code}: ${error.data.detail}`
    throw error
  }
}

describe('readAnswer', () => {
  it('gives the certificates byte for byte, in the order sent', () => {
    expect(readAnswer(good)).toEqual([vector('good.der'), vector('issuing.der'), vector('root.der')])
    expect(readAnswer(vector('leaf-last.p7b'))).toEqual([vector('root.der'), vector('issuing.der'), vector('good.der')])
  })

  it('finds base64 among words, and not in the middle of a longer one', () => {
    expect(outcome(ascii(`answer=${base64(good)};`))).toBe('3 certificates')
    expect(outcome(ascii(`answer${base64(good)};`))).toBe('answer-not-certificate: text')
  })

  it('gives copies, so that the answer can be wiped', () => {
    const raw = Buffer.from(good)
    const [leaf] = readAnswer(raw)
    raw.fill(0)
    expect(leaf).toEqual(vector('good.der'))
  })

  it('reads base64 with white space anywhere in it', () => {
    const spaced = base64(good).replace(/(.{7})/g, '$1 \t\r\n')
    expect(outcome(ascii(`\n ${spaced}`))).toBe('3 certificates')
  })

  it.each(['utf16le', 'utf-16be'])('reads %s without a byte order mark', (encoding) => {
    const text = Buffer.from(base64(good), 'utf16le')
    expect(outcome(encoding === 'utf16le' ? text : text.swap16())).toBe('3 certificates')
  })

  it('reads PEM in which every certificate has a block, and leaves other blocks alone', () => {
    const block = (label: string, file: string) =>
      `-----BEGIN ${label}-----\n${base64(vector(file))}\n-----END ${label}-----\n`
    const pem = block('X509 CRL', 'good.der') + block('CERTIFICATE', 'good.der') + block('CERTIFICATE', 'root.der')
    expect(readAnswer(ascii(`Bag Attributes\n${pem}`))).toEqual([vector('good.der'), vector('root.der')])
  })

  it('finds PEM in a page', () => {
    const page = `<html><body><pre>${Buffer.from(vector('good-pkcs7.pem')).toString()}</pre></body></html>`
    expect(outcome(ascii(page))).toBe('3 certificates')
  })

  it('takes 256 KiB and not a byte more', () => {
    const padded = (length: number) => ascii(base64(good).padEnd(length, '\n'))
    expect(outcome(padded(262_144))).toBe('3 certificates')
    expect(outcome(padded(262_145))).toBe('answer-unreadable: 262145 bytes')
  })

  it('takes twenty certificates', () => {
    const pem = Buffer.from(vector('good.pem')).toString()
    expect(outcome(ascii(pem.repeat(20)))).toBe('20 certificates')
    expect(outcome(ascii(pem.repeat(21)))).toBe('answer-unreadable: 21 certificates')
  })

  it('refuses certificates in lengths that DER does not allow', () => {
    const der = vector('good.der')
    const longer = Uint8Array.of(0x30, 0x83, 0, ...der.subarray(2))
    expect(outcome(longer)).toBe('answer-unreadable: not DER')
  })

  it('refuses an element that reaches out of its parent', () => {
    const der = vector('good.der')
    const shortened = der.slice()
    // the length of what is signed, at bytes 6 and 7: asn1js alone reads on into the next element
    shortened[7] = (shortened[7] ?? 0) - 1
    expect(outcome(shortened)).toBe('answer-unreadable: ASN.1 length wrong')
  })

  it('refuses elements within elements within elements before they cost anything', () => {
    const depth = 60_000
    const nested = new Uint8Array(depth * 2 + depth * 2)
    for (let at = 0; at < depth; at += 1) nested.set([0x30, 0x80], at * 2)
    const started = performance.now()
    expect(outcome(nested)).toBe('answer-unreadable: ASN.1 encoding broken or cut off')
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('refuses a quarter of a megabyte of empty elements in good time', () => {
    const many = new Uint8Array(262_144).fill(0x05)
    many.set([0x30, 0x83, 0x03, 0xff, 0xfb])
    for (let at = 6; at < many.length; at += 2) many[at] = 0
    const started = performance.now()
    expect(outcome(many)).toMatch(/^answer-unreadable/)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('refuses ten thousand beginnings of PEM in good time', () => {
    const started = performance.now()
    expect(outcome(ascii('-----BEGIN CMS-----\n'.repeat(10_000)))).toBe('answer-unreadable: PEM CMS without its end')
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('whatever arrives', () => {
  /** Everything that follows an answer: nothing but a KoshinError may come out. */
  const swallow = (raw: Uint8Array): string => {
    try {
      checkIssued({ certificates: readAnswer(raw), ...GROUNDS, verify })
      return 'ok'
    } catch (error) {
      if (error instanceof KoshinError) return error.code
      throw error
    }
  }
  it('is refused when cut off after any byte', () => {
    const outcomes = new Set(Array.from(good, (_, length) => swallow(good.subarray(0, length))))
    expect([...outcomes].sort()).toEqual(['answer-not-certificate', 'answer-unreadable'])
  })

  /** The outcomes with each byte changed in turn, and those of the leaf's bytes after its own tag and length. */
  const changedBytes = (answer: Uint8Array, mask: number): string[] => {
    const leaf = readAnswer(answer)[0] as Uint8Array
    const leafAt = Buffer.from(answer).indexOf(leaf)
    const outcomes = Array.from(answer, (byte, at) => {
      const changed = answer.slice()
      changed[at] = byte ^ mask
      return swallow(changed)
    })
    return outcomes.slice(leafAt + 4, leafAt + leaf.length)
  }

  it('never brings a changed leaf through, whichever byte is changed', { timeout: 60_000 }, () => {
    expect(changedBytes(good, 0x01)).not.toContain('ok')
  })

  // without an issuer nothing is verified: here the point is only what is thrown
  it.each([0x02, 0x20, 0x80, 0xff])('leads to a KoshinError or a verdict, with any byte changed by %i', (mask) => {
    expect(changedBytes(vector('leaf-only.p7b'), mask).length).toBe(vector('good.der').length - 4)
  })
})
