import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/pki/answer.ts'
import { readCertificate } from '../../../src/pki/certificate.ts'
import { checkIssued, type IssuedCheck } from '../../../src/pki/check-issued.ts'
import type { Verify } from '../../../src/pki/issuer.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { GROUNDS, sha256, vector, verify } from './vectors.ts'

/** What the table of vectors cannot say. */

const checkOf = (file: string, more: Partial<IssuedCheck> = {}): IssuedCheck => ({
  certificates: readAnswer(vector(file)),
  ...GROUNDS,
  verify,
  ...more,
})

const errorOf = (check: IssuedCheck): KoshinError | null => {
  try {
    checkIssued(check)
    return null
  } catch (error) {
    if (error instanceof KoshinError) return error
    throw error
  }
}

const sha256Of = (file: string): string =>
  Buffer.from(sha256(readAnswer(vector(file))[0] ?? new Uint8Array())).toString('hex')

describe('another subject', () => {
  it.each([
    ['other-customer.p7b', [{ type: 'CN', before: '1234567890-0001', now: '1234567890-0002' }]],
    ['subject-shorter.p7b', [{ type: 'CN', before: '1234567890-0001', now: null }]],
    ['subject-longer.p7b', [{ type: 'emailAddress', before: null, now: 'a@example.jp' }]],
    [
      'subject-two-others.p7b',
      [
        { type: 'O', before: 'Practice Bank', now: 'Another Bank' },
        { type: 'OU', before: null, now: 'Branch' },
      ],
    ],
    [
      'subject-reordered.p7b',
      [
        {
          type: 'subject',
          before: 'CN=1234567890-0001, OU=Corporate, O=Practice Bank, C=JP',
          now: 'C=JP, O=Practice Bank, OU=Corporate, CN=1234567890-0001',
        },
      ],
    ],
  ])('is told side by side, with the certificate that it is about: %s', (file, differences) => {
    const error = errorOf(checkOf(file))
    expect(error?.code).toBe('answer-other-subject')
    expect(error?.data).toMatchObject({ differences, certificate: sha256Of(file) })
  })

  it('is taken where the user has agreed to that very certificate', () => {
    const accepted = sha256Of('other-customer.p7b')
    expect(errorOf(checkOf('other-customer.p7b', { acceptSubjectOf: accepted }))).toBeNull()
    expect(errorOf(checkOf('other-customer.p7b', { acceptSubjectOf: accepted.toUpperCase() }))).toBeNull()
    expect(errorOf(checkOf('subject-longer.p7b', { acceptSubjectOf: accepted }))?.code).toBe('answer-other-subject')
  })

  it.each<[string, string, Partial<IssuedCheck>]>([
    ['forged.p7b', 'answer-untrusted', {}],
    ['ca-true.p7b', 'answer-wrong-usage', {}],
    ['signed-sha1.p7b', 'answer-weak', {}],
    ['until-may.p7b', 'answer-not-valid-now', { now: Date.parse('2040-06-01') }],
    ['until-may.p7b', 'clock-wrong', { bankAhead: 90 * 86_400_000 }],
    ['not-longer.p7b', 'answer-not-newer', {}],
    ['other-key.p7b', 'answer-other-key', {}],
  ])('is asked about last, and to agree lets nothing else through: %s, %s', (file, code, more) => {
    const check = checkOf(file, { previous: vector('previous-japanese.der'), ...more })
    expect(errorOf(check)?.code).toBe(code)
    expect(errorOf({ ...check, acceptSubjectOf: sha256Of(file) })?.code).toBe(code)
  })
})

describe('a pinned issuer', () => {
  it('that cannot be read pins nothing, and is not passed over', () => {
    const error = errorOf(checkOf('good.p7b', { issuers: [Uint8Array.of(0x30, 0), vector('root.der')] }))
    expect(error).toMatchObject({
      code: 'answer-untrusted',
      data: { detail: expect.stringMatching(/^pinned issuer: /) },
    })
  })

  it('ends the path, whatever else was sent above it', () => {
    const check = checkOf('issuer-signed-sha1.p7b')
    expect(errorOf(check)?.code).toBe('answer-weak')
    expect(checkIssued({ ...check, issuers: [vector('issuing.der')] }).chain).toEqual([vector('issuing.der')])
  })
})

describe('checkIssued', () => {
  it.each(['good.p7b', 'leaf-last.p7b'])(
    'gives the leaf and its issuers in order, whatever the order sent: %s',
    (file) => {
      expect(checkIssued(checkOf(file))).toEqual({
        leaf: vector('good.der'),
        chain: [vector('issuing.der'), vector('root.der')],
        certificate: readCertificate(vector('good.der'), sha256),
      })
    },
  )

  it('takes an issuer whose name is that of before on trust where none was sent', () => {
    const never: Verify = () => {
      throw new Error('nothing to verify')
    }
    expect(checkIssued(checkOf('leaf-only.p7b', { verify: never })).chain).toEqual([])
  })

  it('verifies what is signed, with the key of the issuer and the algorithm of the certificate', () => {
    const asked: string[] = []
    checkIssued(
      checkOf('good-p384.p7b', {
        spki: vector('p384.spki.der'),
        issuers: [vector('root.der')],
        verify: (spki, algorithm, data, signature) => {
          asked.push(algorithm)
          return verify(spki, algorithm, data, signature)
        },
      }),
    )
    expect(asked).toEqual(['ecdsa-sha512', 'ecdsa-sha256'])
  })

  it('checks no more than forty signatures', () => {
    let checks = 0
    const count: Verify = (...parameters) => {
      checks += 1
      return verify(...parameters)
    }
    expect(() => checkIssued(checkOf('maze.p7b', { verify: count }))).toThrow('answer-too-complex')
    expect(checks).toBe(40)
  })

  it('passes over a certificate that cannot be read where nobody needs it', () => {
    const odd = Uint8Array.of(0x30, 0)
    const certificates = [odd, ...readAnswer(vector('good.p7b'))]
    expect(checkIssued(checkOf('good.p7b', { certificates })).leaf).toEqual(vector('good.der'))
  })

  it('does not say "another key" while something could not be read', () => {
    const certificates = [Uint8Array.of(0x30, 0), vector('issuing.der')]
    expect(() => checkIssued(checkOf('good.p7b', { certificates }))).toThrow(
      expect.objectContaining({ code: 'answer-unreadable', data: { detail: '1 of 2 certificates' } }),
    )
  })

  it('blames the certificate of before where that is the unreadable one', () => {
    expect(() => checkIssued(checkOf('good.p7b', { previous: new Uint8Array() }))).toThrow('certificate-unreadable')
  })

  it('refuses an algorithm that differs inside of what is signed', () => {
    const leaf = vector('good.der')
    // the last byte of ecdsa-with-SHA256 outside: 2 → 3 is ecdsa-with-SHA384
    const algorithm = Buffer.from('06082a8648ce3d040302', 'hex')
    const changed = leaf.slice()
    changed[Buffer.from(leaf).lastIndexOf(algorithm) + algorithm.length - 1] = 3
    expect(() => checkIssued(checkOf('good.p7b', { certificates: [changed] }))).toThrow(
      expect.objectContaining({ code: 'answer-untrusted', data: { detail: 'signature algorithm differs inside' } }),
    )
  })
})
