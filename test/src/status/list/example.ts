import type { Entry, Place } from '../../../../src/status/entry.ts'
import { type Listed, listedOf } from '../../../../src/status/list/listed.ts'
import type { CertificateRow } from '../../../../src/status/report.ts'

/** Entries of a list, told apart by what each test is about. The clock stands at noon of 20 November 2026 in Japan. */

export const NOW = Date.parse('2026-11-20T12:00:00+09:00')

export const row = (more: Partial<CertificateRow> = {}): CertificateRow => ({
  sha256: '11'.repeat(32),
  bank: { id: 'renshu-shinkin', name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' } },
  corporateId: '1234567890',
  userId: null,
  role: { id: 'administrator', name: { ja: '管理者', en: 'administrator' } },
  name: '1234567890',
  store: { kind: 'token', keeper: 'token', label: 'ケイリ ３', serialTail: '4F21' },
  serialNumber: '3A7F10C2884E',
  issuer: 'CN=Renshu Practice CA',
  notBefore: '2025-12-10T15:00:00Z',
  notAfter: '2026-12-10T14:59:59Z',
  lastDay: '2026-12-10',
  until: null,
  end: '2026-12-10T15:00:00Z',
  daysLeft: 20,
  renewableFrom: '2026-11-10',
  key: 'present',
  state: 'renewable',
  needsRenewal: true,
  ...more,
})

const place = (of: CertificateRow): Place => ({
  computer: null,
  store: of.store,
  key: of.key,
  uri: 'pkcs11:x',
  seenAt: '2026-11-20T03:00:00Z',
  stale: false,
})

let made = 0

export const entry = (more: Partial<CertificateRow> = {}, places?: readonly Partial<Place>[]): Entry => {
  made += 1
  const own = row({ sha256: made.toString(16).padStart(64, '0'), ...more })
  return { row: own, places: (places ?? [{}]).map((one) => ({ ...place(own), ...one })) }
}

export const listed = (...entries: readonly Entry[]): Listed[] => listedOf(entries, NOW)

/** Names in their order. */
export const names = (all: readonly Listed[]): string[] => all.map((one) => one.entry.row.name)
