import { describe, expect, it } from 'vitest'
import type { CertificateEntry } from '../../../src/protocol/schema.ts'
import {
  type Holding,
  type Holdings,
  isMarkedFirst,
  mayRemove,
  NOTHING_LISTED,
  targetsOfMove,
} from '../../../src/renewal/holdings.ts'
import { holdingsOf } from '../../../src/renewal/holdings-of.ts'
import { certificate, notice, store } from './examples.ts'

const NOW = Date.parse('2026-11-20T03:00:00Z')
const COMPUTER = store({ uri: 'pkcs11:token=own', kind: 'computer', keeper: 'nss-chromium', ownBrowser: true })
const KNOWLEDGE = { certificates: [], enrolments: [], notices: [], banks: {}, known: [notice.bank] }

const named = (value: string, more: Partial<CertificateEntry> = {}) =>
  certificate({ subject: [{ type: 'CN', value }], ...more })
const listed = (certificates: CertificateEntry[], proven: string[] = []): Holding[] =>
  holdingsOf({ stores: [store(), COMPUTER], certificates }, KNOWLEDGE, new Set(proven), NOW)
const within = (more: Partial<Holdings> = {}): Holdings => ({
  ...NOTHING_LISTED,
  state: 'known',
  stores: [store(), COMPUTER],
  ...more,
})

describe('whose a certificate is', () => {
  it('is read from its name where a bank makes names like that', () => {
    expect(listed([named('1234567890 0001')])).toMatchObject([{ row: { corporateId: '1234567890', userId: '0001' } }])
    expect(listed([named('1234567890')])).toMatchObject([{ row: { corporateId: '1234567890', userId: null } }])
  })

  it('is not guessed', () => {
    expect(listed([named('vpn-user@example.co.jp')])).toMatchObject([
      { bank: null, row: { corporateId: null, userId: null } },
    ])
  })
})

describe('an old certificate', () => {
  const old = named('1234567890')
  const next = named('1234567890', { uri: 'pkcs11:id=%02', sha256: 'cc'.repeat(32), notAfter: '2027-12-10T14:59:59Z' })

  it('may go when its time is over, and the one that is left may not', () => {
    const over = named('1234567890', { uri: 'pkcs11:id=%03', notAfter: '2026-11-01T00:00:00Z' })
    expect(listed([next, over]).map(({ removal }) => removal)).toEqual(['expired', 'needed'])
    expect(listed([next]).map(mayRemove)).toEqual([false])
  })

  it('may go beside a newer one; whether that has been proven is known here or left to the host', () => {
    expect(listed([old, next]).map(({ removal }) => removal)).toEqual(['successor-unproven', 'needed'])
    expect(listed([old, next], [next.sha256])[0]?.removal).toBe('replaced')
    expect(listed([old, next]).map(mayRemove)).toEqual([true, false])
  })

  it('goes from a token in two steps, as there is no way back', () => {
    expect(isMarkedFirst(within(), old)).toBe(true)
    expect(isMarkedFirst(within(), { ...old, store: COMPUTER.uri })).toBe(false)
  })
})

describe('a move', () => {
  const inComputer = certificate({ store: COMPUTER.uri, mayLeave: 'yes' })

  it("goes from the computer's store to a token that can be written to", () => {
    expect(targetsOfMove(within(), inComputer)).toEqual([store()])
    expect(targetsOfMove(within({ stores: [store({ writable: false }), COMPUTER] }), inComputer)).toEqual([])
  })

  it('is over once it lies on the token too', () => {
    const [copy, moved] = listed([inComputer, certificate()])
    expect(targetsOfMove(within({ certificates: copy && moved ? [copy, moved] : [] }), inComputer)).toEqual([])
  })

  it.each([{ mayLeave: 'no' }, { key: 'absent' }, { store: store().uri }] as const)('is not offered of %o', (more) => {
    expect(targetsOfMove(within(), { ...inComputer, ...more })).toEqual([])
  })
})
