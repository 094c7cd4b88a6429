import type { CertificateEntry, Store } from '../../src/protocol/schema.ts'
import { type Holding, type Holdings, NOTHING_LISTED } from '../../src/renewal/holdings.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import { rowsOf } from '../../src/status/certificate-rows.ts'
import { reportStore } from '../../src/status/report-store.ts'
import { bank, certificate, computer, NOW, token, tokenUri } from './things.ts'

/** So many certificates that somebody has to look for one: of a company's departments, on tokens and computers, due on all days. */

const DAY_MS = 24 * 3600_000

const second: BankFace = {
  ...bank,
  id: 'keiko-bank',
  name: { ja: 'けいこ銀行', en: 'Keiko Bank' },
  service: { ja: 'けいこビズ', en: 'Keiko Biz' },
}

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`
const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0')

const storesOf = (count: number): Store[] =>
  Array.from({ length: count }, (_, at) =>
    at % 3 === 2
      ? computer({ uri: `pkcs11:token=Chromium;serial=${hex(at, 8)}`, serialNumber: hex(at, 8) })
      : token({ uri: tokenUri(hex(at, 8)), label: `経理${at + 1}`, serialNumber: hex(at, 8).toUpperCase() }),
  )

/** Spread over the year to come, some over it already; the same ones at each call. */
const daysLeftOf = (at: number): number => ((at * 37) % 400) - 12

const one = (at: number, stores: readonly Store[]): CertificateEntry => {
  const end = Date.parse('2026-11-20T14:59:59Z') + daysLeftOf(at) * DAY_MS
  const store = stores[at % stores.length] ?? token()
  const company = String(1_234_500_000 + (at % 997))
  const user = at % 4 === 0 ? '' : ` ${String(at).padStart(10, '0')}`
  return certificate({
    uri: `${store.uri};id=%${hex(at % 256, 2)};object=${at}`,
    store: store.uri,
    subject: [{ type: 'CN', value: company + user }],
    issuer: [{ type: 'CN', value: at % 5 === 0 ? 'Keiko Practice CA' : 'Renshu Practice CA' }],
    serialNumber: hex(0x3a7f10 + at, 12).toUpperCase(),
    notBefore: instant(end - 365 * DAY_MS),
    notAfter: instant(end),
    spkiSha256: hex(at, 64),
    sha256: hex(at, 64),
    key: at % 50 === 0 ? 'absent' : 'present',
  })
}

export const manyHoldings = (count: number): Holdings => {
  const stores = storesOf(Math.max(3, Math.ceil(count / 50)))
  const certificates = Array.from({ length: count }, (_, at) => one(at, stores))
  const knowledge = { certificates: [], enrolments: [], notices: [], banks: {}, known: [bank, second] }
  const names = new Map(stores.map((store) => [store.uri, reportStore(store)]))
  const rows = rowsOf(certificates, knowledge, (uri) => names.get(uri) ?? reportStore(token()), NOW)
  const holdings = rows.map(({ certificate: own, row }, at): Holding => {
    const face = at % 5 === 0 ? second : bank
    return { certificate: own, bank: face, row: { ...row, bank: { id: face.id, name: face.name } }, removal: 'needed' }
  })
  return { ...NOTHING_LISTED, state: 'known', stores: stores.slice(0, 1), certificates: holdings }
}
