import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/revocation/revocation.ts'
import { type Paper, type Responding, RevokingAuthority } from '../../practice-bank/revoking-authority.ts'
import { ADDRESSES, type Desk, FOLDER, inquiryFor, NONCE, openDesk, short } from './desk.ts'

/** OCSP against `openssl ocsp`, which reads our request and answers it. */

const DAY_MS = 86_400_000

let desk: Desk
let delegate: Paper

beforeAll(async () => {
  desk = await openDesk()
  delegate = await desk.authority.delegate()
}, 60_000)

interface Ask extends Responding {
  readonly certificate?: Paper
  /** Milliseconds after now. */
  readonly later?: number
  /** The nonce that the request carried, where it is not that of the question. */
  readonly sent?: Uint8Array
}

const answerTo = async ({ certificate = desk.good, sent = NONCE, ...responding }: Ask): Promise<Uint8Array> => {
  const inquiry = await inquiryFor(certificate, desk.authority.paper)
  return desk.authority.respond(await inquiry.ocspRequest(sent), responding)
}

const ask = async (asked: Ask = {}): Promise<Finding> => {
  const inquiry = await inquiryFor(asked.certificate ?? desk.good, desk.authority.paper)
  return inquiry.readOcsp(await answerTo(asked), NONCE, Date.now() + (asked.later ?? 0))
}

describe('what a responder says', () => {
  it('good, until its next answer', async () => {
    const finding = await ask()
    expect(finding.state).toBe('good')
    const until = finding.state === 'good' ? Date.parse(finding.until ?? '') : 0
    expect(Math.abs(until - Date.now() - DAY_MS)).toBeLessThan(60_000)
  })

  it('revoked, since when and why', async () => {
    const finding = await ask({ certificate: desk.revoked })
    expect(finding).toMatchObject({ state: 'revoked', reason: 'key-compromise' })
    const at = finding.state === 'revoked' ? Date.parse(finding.at) : 0
    expect(Math.abs(at - Date.now())).toBeLessThan(120_000)
  })

  it('revoked, without a reason', async () => {
    const certificate = await desk.authority.issue('without a reason', ADDRESSES)
    await desk.authority.revoke(certificate)
    expect(await ask({ certificate })).toMatchObject({ state: 'revoked', reason: null })
  })

  it('that it does not know the certificate', async () => {
    const other = await RevokingAuthority.found(FOLDER)
    const inquiry = await inquiryFor(desk.good, desk.authority.paper)
    const request = await inquiry.ocspRequest(NONCE)
    // The index of another CA, in the hands of this one.
    const response = await other.respond(request, {
      signer: desk.authority.paper,
      words: ['-CA', desk.authority.paper.pem],
    })
    expect(short(await inquiry.readOcsp(response, NONCE, Date.now()))).toBe('not-known')
  })

  it('that it cannot answer now', async () => {
    const inquiry = await inquiryFor(desk.good, desk.authority.paper)
    const tryLater = Uint8Array.of(0x30, 0x03, 0x0a, 0x01, 0x03)
    expect(await inquiry.readOcsp(tryLater, NONCE, Date.now())).toEqual({
      state: 'unknown',
      reason: 'declined',
      detail: 'tryLater',
    })
  })
})

describe('who may say it', () => {
  it('the issuer, named by its key', async () => {
    expect(short(await ask({ words: ['-resp_key_id'] }))).toBe('good')
  })

  it('whom the issuer has let, by name or by key', async () => {
    expect(short(await ask({ signer: delegate }))).toBe('good')
    expect(short(await ask({ signer: delegate, words: ['-resp_key_id'] }))).toBe('good')
  })

  it('nobody whose certificate is for something else', async () => {
    const signer = await desk.authority.delegate('clientAuth')
    expect(await ask({ signer })).toMatchObject({ reason: 'untrusted', detail: 'responder without OCSPSigning' })
  })

  it('nobody whose certificate does not come along', async () => {
    expect(short(await ask({ signer: delegate, words: ['-resp_no_certs'] }))).toBe('untrusted')
  })

  it('nobody who was let once', async () => {
    const [from, to] = ['20250101000000Z', '20260101000000Z']
    const signer = await desk.authority.delegate('OCSPSigning', ['-startdate', from, '-enddate', to])
    expect(await ask({ signer })).toMatchObject({ reason: 'outdated', detail: 'responder has expired' })
  })

  it("nobody else's, though the names are the same", async () => {
    const namesake = await RevokingAuthority.found(FOLDER)
    expect(short(await ask({ signer: namesake.paper, words: ['-resp_no_certs'] }))).toBe('untrusted')
    expect(short(await ask({ signer: await namesake.delegate() }))).toBe('untrusted')
  })

  it('not with a signature that does not verify, nor with SHA-1', async () => {
    expect(await ask({ words: ['-badsig'] })).toMatchObject({ reason: 'untrusted' })
    expect(await ask({ words: ['-rmd', 'sha1'] })).toMatchObject({ reason: 'untrusted' })
  })
})

describe('when', () => {
  it('not once the next answer is due, nor before its time', async () => {
    expect(short(await ask({ later: DAY_MS - 60_000 }))).toBe('good')
    expect(await ask({ later: DAY_MS + 6 * 60_000 })).toMatchObject({
      reason: 'outdated',
      detail: 'nextUpdate is over',
    })
    expect(short(await ask({ later: -6 * 60_000 }))).toBe('outdated')
    expect(short(await ask({ later: -4 * 60_000 }))).toBe('good')
  })

  it('a day at most where no next one is named', async () => {
    expect(await ask({ days: null })).toEqual({ state: 'good', until: null })
    expect(short(await ask({ days: null, later: DAY_MS + 60_000 }))).toBe('outdated')
  })

  it('ten days at most where the nonce has not come back', async () => {
    const later = 11 * DAY_MS
    const inquiry = await inquiryFor(desk.good, desk.authority.paper)
    const request = await desk.authority.plainRequest(desk.good)
    const without = await desk.authority.respond(request, { days: 30 })
    expect(short(await ask({ days: 30, later }))).toBe('good')
    expect(short(await inquiry.readOcsp(without, NONCE, Date.now()))).toBe('good')
    expect(await inquiry.readOcsp(without, NONCE, Date.now() + later)).toMatchObject({ reason: 'outdated' })
  })

  it('not as the answer to another question', async () => {
    expect(await ask({ sent: NONCE.toReversed() })).toMatchObject({ reason: 'wrong', detail: 'another nonce' })
  })
})

describe('about what', () => {
  it('not about another certificate', async () => {
    const inquiry = await inquiryFor(desk.revoked, desk.authority.paper)
    const response = await answerTo({ certificate: desk.good })
    expect(await inquiry.readOcsp(response, NONCE, Date.now())).toMatchObject({
      reason: 'wrong',
      detail: 'about another certificate',
    })
  })
})

describe('keys of the issuer', () => {
  it.each([
    ['P-384', ['-rmd', 'sha384']],
    ['P-521', ['-rmd', 'sha512']],
    ['RSA-2048', []],
    ['RSA-2048', ['-rsigopt', 'rsa_padding_mode:pss', '-rsigopt', 'rsa_pss_saltlen:32']],
  ] as const)(
    '%s %j',
    async (kind, words) => {
      const { authority, good, revoked } = await openDesk({ kind })
      for (const [certificate, expected] of [
        [good, 'good'],
        [revoked, 'revoked'],
      ] as const) {
        const inquiry = await inquiryFor(certificate, authority.paper)
        const response = await authority.respond(await inquiry.ocspRequest(NONCE), { words })
        expect(short(await inquiry.readOcsp(response, NONCE, Date.now()))).toBe(expected)
      }
    },
    30_000,
  )
})

describe('a response that was damaged', () => {
  const judge = async (damaged: Uint8Array): Promise<string> =>
    (await (await inquiryFor(desk.good, desk.authority.paper)).readOcsp(damaged, NONCE, Date.now())).state

  it.each(['issuer', 'delegate'])(
    'is never good, whatever bit has flipped: of the %s',
    async (who) => {
      const more = who === 'issuer' ? { words: ['-resp_no_certs'] } : { signer: delegate }
      const response = await answerTo(more)
      expect(await judge(response)).toBe('good')
      for (let at = 0; at < response.length; at += 1) {
        const damaged = response.with(at, (response[at] ?? 0) ^ (1 << (at % 8)))
        expect(await judge(damaged), `octet ${at}`).toBe('unknown')
      }
    },
    60_000,
  )

  it('is never good when it is cut, made longer, or anything at all', async () => {
    const response = await answerTo({ signer: delegate })
    const cut = fc.nat(response.length - 1).map((length) => response.slice(0, length))
    const longer = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Uint8Array.of(...response, ...more))
    const mixed = fc
      .tuple(fc.nat(response.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }))
      .map(([at, bytes]) => Uint8Array.of(...response.slice(0, at), ...bytes, ...response.slice(at + bytes.length)))
      .filter((bytes) => !Buffer.from(bytes).equals(Buffer.from(response)))
    const any = fc.oneof(cut, longer, mixed, fc.uint8Array({ maxLength: 400 }))
    await fc.assert(
      fc.asyncProperty(any, async (bytes) => {
        expect(await judge(bytes)).toBe('unknown')
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})
