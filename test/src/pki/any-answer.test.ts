import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnswerVerdict, judgeAnswer } from '../../../src/pki/judge-answer.ts'
import { isErrorCode } from '../../../src/protocol/errors.ts'
import { GROUNDS, NOW, sha256, vector, verify } from './vectors.ts'

/** Answers that nobody wrote down: whatever comes, the outcome is a refusal or the very certificate of the good answer. */

const CRYPTOGRAPHY = { sha256, verify }
const { spki, previous } = GROUNDS
/** The issuer is pinned: of a leaf that comes alone nothing else could be verified. */
const question = {
  candidates: [{ spki, previous }],
  issuers: [vector('issuing.der')],
  now: NOW,
  bankAhead: null,
  acceptSubjectOf: null,
}

const judge = (raw: Uint8Array): AnswerVerdict => judgeAnswer({ ...question, raw }, CRYPTOGRAPHY)

/** `leaf` for the good one, else the code. @throws where it is neither */
const outcomeOf = (raw: Uint8Array): string => {
  const { outcome } = judge(raw)
  if ('refusal' in outcome) {
    expect(isErrorCode(outcome.refusal.code)).toBe(true)
    expect(outcome.refusal.code).not.toBe('internal')
    return outcome.refusal.code
  }
  expect(outcome.leaf).toEqual(vector('good.der'))
  return 'leaf'
}

/** Each holds good.der, in one form or another. */
const GOOD = [
  'good.p7b',
  'leaf-last.p7b',
  'extra-certificates.p7b',
  'good.der',
  'chain-with-noise.pem',
  'good-cms-crlf.pem',
  'good-base64-one-line.txt',
  'good-base64-utf16le-bom.txt',
  'good-utf16be.txt',
  'good-indefinite.p7b',
  'cmc-issued.p7b',
]

type Edit = { at: number; cut: number; put: Uint8Array }
const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 40 }), put: fc.uint8Array({ maxLength: 8 }) })

const edited = (raw: Uint8Array, { at, cut, put }: Edit): Uint8Array => {
  const from = at % (raw.length + 1)
  return Uint8Array.of(...raw.subarray(0, from), ...put, ...raw.subarray(from + cut))
}

describe('any answer', () => {
  it('with bytes changed, cut out and put in gives the same leaf or none', { timeout: 60_000 }, () => {
    const property = fc.property(
      fc.constantFrom(...GOOD),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      (file, edits) => {
        outcomeOf(edits.reduce(edited, vector(file)))
      },
    )
    fc.assert(property, { numRuns: 2000 })
  })

  it('with one bit changed gives the same leaf or none', { timeout: 60_000 }, () => {
    const property = fc.property(fc.constantFrom(...GOOD), fc.nat(), fc.nat({ max: 7 }), (file, at, bit) => {
      const raw = vector(file)
      raw[at % raw.length] = (raw[at % raw.length] ?? 0) ^ (1 << bit)
      outcomeOf(raw)
    })
    fc.assert(property, { numRuns: 2000 })
  })

  it('with words around PEM gives the leaf, with words around base64 the leaf or none', { timeout: 60_000 }, () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !text.includes('-----'))
    const property = fc.property(words, words, (before, after) => {
      const around = (file: string) => {
        const text = new TextDecoder().decode(vector(file))
        return new TextEncoder().encode(`${before}\n${text}\n${after}`)
      }
      expect(outcomeOf(around('chain-with-noise.pem'))).toBe('leaf')
      outcomeOf(around('good-base64-one-line.txt'))
    })
    fc.assert(property, { numRuns: 500 })
  })

  it('of bytes or of words that nobody issued is refused', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
      fc.base64String({ maxLength: 400 }).map((text) => new TextEncoder().encode(`MII${text}`)),
    )
    fc.assert(
      fc.property(bytes, (raw) => {
        expect(outcomeOf(raw)).not.toBe('leaf')
      }),
      { numRuns: 2000 },
    )
  })

  it('is judged within bounds of time, though many of its CAs bear one name', () => {
    const started = performance.now()
    const { outcome } = judgeAnswer({ ...question, issuers: [], raw: vector('alike.p7b') }, CRYPTOGRAPHY)
    expect(outcome).toMatchObject({ refusal: { code: 'answer-too-complex' } })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('several keys', () => {
  const other = { spki: vector('other.spki.der'), previous: null }

  it('are matched by the public key, whichever was named first', () => {
    const { match, outcome } = judgeAnswer(
      { ...question, raw: vector('good.p7b'), candidates: [other, { spki, previous }] },
      CRYPTOGRAPHY,
    )
    expect({ match, outcome }).toEqual({ match: 1, outcome: { leaf: vector('good.der') } })
  })

  it('of which none is in it: it is judged as one for the first', () => {
    const candidates = [{ spki: vector('rsa.spki.der'), previous }, other]
    expect(judgeAnswer({ ...question, raw: vector('good.p7b'), candidates }, CRYPTOGRAPHY)).toEqual({
      match: null,
      outcome: {
        refusal: { code: 'answer-other-key', data: { detail: 'none of 3 certificates carries the key' } },
      },
    })
  })

  it('are told apart where the answer is refused too, and where nothing says what went before', () => {
    const candidates = [{ spki, previous }, other]
    const { match, outcome } = judgeAnswer({ ...question, raw: vector('other-key.p7b'), candidates }, CRYPTOGRAPHY)
    expect({ match, outcome }).toEqual({ match: 1, outcome: { refusal: { code: 'certificate-missing', data: {} } } })
  })
})
