import type { WholeCertificate } from '../../src/protocol/extension.ts'
import { type Holdings, NOTHING_LISTED, type Unfinished } from '../../src/renewal/holdings.ts'
import { entriesHere } from '../../src/status/entries-here.ts'
import type { Entry, Place } from '../../src/status/entry.ts'
import { pendingRows } from '../../src/status/pending-rows.ts'
import { HOLDINGS } from './holdings.ts'
import { REVOCATIONS } from './revocations.ts'
import { bank, enrolment, NOW, ORIGIN, token } from './things.ts'

/** Examples for the details of one certificate, and for what is under way. */

const listed: Holdings = HOLDINGS.certificates ?? NOTHING_LISTED
const withPages: Holdings = {
  ...listed,
  bankPages: Object.fromEntries(
    listed.certificates.flatMap(({ certificate, bank: own }) => (own ? [[certificate.uri, ORIGIN]] : [])),
  ),
}

/** The one whose SHA-256 is made of this digit. */
const entry = (digit: number): Entry => {
  const found = entriesHere(withPages, NOW).find(({ row }) => row.sha256.startsWith(`${digit}${digit}`))
  if (!found) throw new Error(`No example ${digit}.`)
  return found
}

const there = (more: Partial<Place> = {}): Place => ({
  computer: 'KEIRI-PC-07',
  store: { kind: 'token', keeper: 'token', label: 'SafeNet eToken 5110', serialTail: '8A03' },
  key: 'unknown',
  uri: null,
  seenAt: '2026-11-19T23:10:00Z',
  stale: false,
  ...more,
})
const longAgo = there({
  computer: 'KEIRI-PC-02',
  store: { kind: 'computer', keeper: 'windows', label: 'Windows', serialTail: '' },
  key: 'present',
  seenAt: '2026-10-30T01:00:00Z',
  stale: true,
})

const renewed = entry(2)

const standing = (one: Entry, more: Partial<Entry['row']>): Entry => ({ ...one, row: { ...one.row, ...more } })

interface Detail {
  readonly entry: Entry
  readonly holdings: Holdings
}

/** Details by the name of the screen. */
export const DETAIL_SCREENS: Readonly<Record<string, Detail>> = {
  detail: { entry: { ...entry(4), places: [...entry(4).places, there(), longAgo] }, holdings: withPages },
  'detail-renewed': { entry: renewed, holdings: withPages },
  'detail-unproven': { entry: standing(renewed, { state: 'renewed-unproven' }), holdings: withPages },
  'detail-expired': { entry: standing(entry(1), { state: 'expired' }), holdings: withPages },
  'detail-no-page': { entry: entry(5), holdings: listed },
  'detail-elsewhere': { entry: { ...entry(4), places: [there(), longAgo] }, holdings: NOTHING_LISTED },
  'detail-strange': { entry: entry(6), holdings: withPages },
  ...Object.fromEntries(
    Object.entries(REVOCATIONS).map(([name, revocation]) => [
      `detail-${name}`,
      { entry: entry(4), holdings: { ...withPages, revocations: { [entry(4).row.sha256]: revocation } } },
    ]),
  ),
}

/** What the background answers on these screens: a certificate that is too short to be one. */
export const WHOLE: WholeCertificate = {
  ok: true,
  certificate: btoa('0'.repeat(900)),
  usage: {
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    purposes: ['1.3.6.1.5.5.7.3.2', '1.2.392.200141.8.1'],
  },
}

const unfinished = (more: Parameters<typeof enrolment>[0], others: Partial<Unfinished> = {}): Unfinished[] =>
  pendingRows([enrolment(more)], NOW).map((row) => ({
    row,
    enrolment: enrolment(more),
    bank,
    answerHere: false,
    page: ORIGIN,
    ...others,
  }))

/** The whole page, by the name of the screen. */
export const UNDER_WAY: Readonly<Record<string, Holdings>> = {
  'certificates-pending': {
    ...withPages,
    pending: [
      ...unfinished({ updatedAt: '2026-11-20T02:12:00Z' }),
      ...unfinished({ id: '1'.repeat(32), state: 'issued' }),
      ...unfinished({ id: '2'.repeat(32), state: 'key-made', origin: null, bank: '' }, { bank: null, page: null }),
    ],
    stores: [token()],
    certificates: [],
    strayKeys: 1,
  },
}
