import { sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { encode, encodeOid, encodeSequence } from '../../../src/pki/der-write.ts'
import { TAG } from '../../../src/pki/tags.ts'
import { readX509 } from '../../../src/pki/x509.ts'
import type { Finding } from '../../../src/revocation/revocation.ts'
import { type ListOptions, type Paper, RevokingAuthority } from '../../practice-bank/revoking-authority.ts'
import { type Desk, FOLDER, inquiryFor, openDesk, short } from './desk.ts'

/** Revocation lists made by `openssl ca -gencrl`. */

const DAY_MS = 86_400_000

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
}, 60_000)

interface Ask extends ListOptions {
  readonly certificate?: Paper
  /** Milliseconds after now. */
  readonly later?: number
}

const ask = async ({ certificate = desk.good, later = 0, ...options }: Ask = {}): Promise<Finding> => {
  const inquiry = await inquiryFor(certificate, desk.authority.paper)
  return inquiry.readCrl(await desk.authority.list(options), Date.now() + later)
}

describe('what a list says', () => {
  it('good: the certificate is not in it', async () => {
    const finding = await ask()
    const until = finding.state === 'good' ? Date.parse(finding.until ?? '') : 0
    expect(Math.abs(until - Date.now() - 7 * DAY_MS)).toBeLessThan(60_000)
  })

  it('revoked, since when and why', async () => {
    const finding = await ask({ certificate: desk.revoked })
    expect(finding).toMatchObject({ state: 'revoked', reason: 'key-compromise' })
    const at = finding.state === 'revoked' ? Date.parse(finding.at) : 0
    expect(Math.abs(at - Date.now())).toBeLessThan(120_000)
  })

  it('good, where nobody has been taken back at all', async () => {
    const authority = await RevokingAuthority.found(FOLDER)
    const certificate = await authority.issue('alone', ['crlDistributionPoints=URI:http://crl.example/'])
    const inquiry = await inquiryFor(certificate, authority.paper)
    expect(short(await inquiry.readCrl(await authority.list(), Date.now()))).toBe('good')
  })
})

describe('who may say it', () => {
  it("nobody else, though the name is the issuer's", async () => {
    const namesake = await RevokingAuthority.found(FOLDER)
    expect(await ask({ signer: namesake.paper })).toMatchObject({
      reason: 'untrusted',
      detail: 'list: signature does not verify',
    })
  })

  it('no CA that may sign certificates alone', async () => {
    const { authority, good } = await openDesk({ usage: 'critical,keyCertSign' })
    const inquiry = await inquiryFor(good, authority.paper)
    expect(await inquiry.readCrl(await authority.list(), Date.now())).toMatchObject({
      reason: 'untrusted',
      detail: 'issuer without cRLSign',
    })
  })

  it('not with SHA-1', async () => {
    expect(short(await ask({ words: ['-md', 'sha1'] }))).toBe('untrusted')
  })
})

describe('when', () => {
  it('not once the next list is due, nor before its time', async () => {
    expect(short(await ask({ later: 7 * DAY_MS - 60_000 }))).toBe('good')
    expect(await ask({ later: 7 * DAY_MS + 6 * 60_000 })).toMatchObject({ reason: 'outdated' })
    expect(await ask({ later: -6 * 60_000 })).toMatchObject({ reason: 'outdated' })
  })
})

describe('about what', () => {
  const point = (...lines: string[]) => ['issuingDistributionPoint=critical,@point', '[point]', ...lines]
  it.each([
    ['users only', point('onlyuser=TRUE'), 'good'],
    ['this distribution point', point('fullname=URI:http://crl.example/list.crl'), 'good'],
    ['another distribution point', point('fullname=URI:http://crl.example/other.crl'), 'wrong'],
    ['CAs only', point('onlyCA=TRUE'), 'wrong'],
    ['attribute certificates only', point('onlyAA=TRUE'), 'wrong'],
    ['some reasons only', point('onlysomereasons=keyCompromise'), 'wrong'],
    ['other CAs too', point('indirectCRL=TRUE'), 'wrong'],
    ['changes since another list', ['2.5.29.27=critical,DER:02:01:01'], 'wrong'],
    ['what nobody knows, critically', ['1.2.3.4=critical,DER:05:00'], 'wrong'],
    ['what nobody knows', ['1.2.3.4=DER:05:00'], 'good'],
  ])('a list of %s', async (_, extensions, expected) => {
    expect(short(await ask({ extensions }))).toBe(expected)
  })
})

describe('an entry', () => {
  const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
  const ECDSA_SHA256 = hex('300a06082a8648ce3d040302')
  const time = (later: number) => {
    const text = new Date(Date.now() + later).toISOString().replace(/[-:T]|\.\d+/g, '')
    return encode(TAG.utcTime, new TextEncoder().encode(text.slice(2)))
  }

  /** A list with one entry, of another certificate, that has an extension; openssl makes none with critical ones. */
  const withEntry = (type: string, isCritical: boolean, value: string): Uint8Array => {
    const { paper } = desk.authority
    const critical = isCritical ? [hex('0101ff')] : []
    const extension = encodeSequence(encodeOid(type) as Uint8Array, ...critical, encode(TAG.octetString, hex(value)))
    const entry = encodeSequence(hex('020177'), time(-DAY_MS), encodeSequence(extension))
    const { subjectDer } = readX509(paper.der)
    const [version, from, to] = [hex('020101'), time(-60_000), time(DAY_MS)]
    const data = encodeSequence(version, ECDSA_SHA256, subjectDer, from, to, encodeSequence(entry))
    const signature = sign('sha256', data, readFileSync(paper.key))
    return encodeSequence(data, ECDSA_SHA256, encode(TAG.bitString, hex('00'), Uint8Array.from(signature)))
  }

  it.each([
    ['a reason', '2.5.29.21', true, '0a0101', 'good'],
    ['another issuer', '2.5.29.29', true, '3000', 'wrong'],
    ['what nobody knows, critically', '1.2.3.4', true, '0500', 'wrong'],
    ['what nobody knows', '1.2.3.4', false, '0500', 'good'],
  ])('of another certificate with %s', async (_, type, isCritical, value, expected) => {
    const inquiry = await inquiryFor(desk.good, desk.authority.paper)
    expect(short(await inquiry.readCrl(withEntry(type, isCritical, value), Date.now()))).toBe(expected)
  })
})

describe('a long list', () => {
  it('of 20,000 entries is looked through within a second', async () => {
    const authority = await RevokingAuthority.found(FOLDER)
    const certificate = await authority.issue('last', ['crlDistributionPoints=URI:http://crl.example/'])
    authority.pretendRevoked(20_000)
    const inquiry = await inquiryFor(certificate, authority.paper)
    const list = await authority.list()
    expect(list.length).toBeGreaterThan(700_000)
    const begun = performance.now()
    expect(short(await inquiry.readCrl(list, Date.now()))).toBe('good')
    expect(performance.now() - begun).toBeLessThan(1000)
  }, 60_000)

  it('above 16 MiB is not looked at', async () => {
    const inquiry = await inquiryFor(desk.good, desk.authority.paper)
    const finding = await inquiry.readCrl(new Uint8Array(16 * 1024 * 1024 + 1), Date.now())
    expect(finding).toMatchObject({ reason: 'wrong', detail: '16777217 bytes' })
  })
})

describe('a list that was damaged', () => {
  const judge = async (damaged: Uint8Array): Promise<string> =>
    (await (await inquiryFor(desk.good, desk.authority.paper)).readCrl(damaged, Date.now())).state

  it('is never good, whatever bit has flipped', async () => {
    const list = await desk.authority.list()
    expect(await judge(list)).toBe('good')
    for (let at = 0; at < list.length; at += 1) {
      const damaged = list.with(at, (list[at] ?? 0) ^ (1 << (at % 8)))
      expect(await judge(damaged), `octet ${at}`).toBe('unknown')
    }
  }, 60_000)

  it('is never good when it is cut, made longer, or anything at all', async () => {
    const list = await desk.authority.list()
    const cut = fc.nat(list.length - 1).map((length) => list.slice(0, length))
    const longer = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Uint8Array.of(...list, ...more))
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, longer, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
        expect(await judge(bytes)).toBe('unknown')
      }),
      { numRuns: 500 },
    )
  }, 60_000)
})
