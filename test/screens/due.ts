import type { RenewalRules } from '../../src/bank/profile.ts'
import type { CertificateEntry, Enrolment } from '../../src/protocol/schema.ts'
import { dueCertificates } from '../../src/reminder/due.ts'
import type { Remembered } from '../../src/reminder/told.ts'
import type { BankFace } from '../../src/renewal/state.ts'

/** Certificates whose last days are near or far, by file name of the popup's screen. */

type Named = readonly [name: string, notAfter: string]

const entry = ([name, notAfter]: Named, store: string, at: number): CertificateEntry => ({
  uri: `${store};id=%0${at};type=cert`,
  store,
  label: name,
  subject: [{ type: 'CN', value: name }],
  issuer: [{ type: 'CN', value: 'Renshu Practice CA' }],
  serialNumber: '3A7F10C2884E',
  notBefore: '2025-12-10T15:00:00Z',
  notAfter,
  publicKey: { algorithm: 'rsa', bits: 2048 },
  spkiSha256: '00'.repeat(32),
  sha256: `${at}${at}`.repeat(32),
  key: 'unknown',
  mayLeave: 'no',
})

const ORIGIN = 'https://www.renshu-bank.localhost:8443'
const STORE = 'pkcs11:token=%E5%B0%82%E7%94%A8USB;serial=02B94F21'

export interface DueExamples {
  readonly bank: BankFace
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What the reminders would say at that time. */
export const dueExamples = ({ bank, now }: DueExamples) => {
  const due = (rules: Partial<RenewalRules>, ...named: readonly Named[]): Remembered[] =>
    dueCertificates(
      {
        certificates: named.map((one, at) => entry(one, STORE, at + 1)),
        enrolments: [] satisfies Enrolment[],
        notices: [{ origin: ORIGIN, corporateId: '1234567890', userId: null, expiry: null }],
        known: [],
        banks: { [ORIGIN]: { ...bank, rules: { ...bank.rules, ...rules } } },
      },
      now,
    ).map((one) => ({ ...one, silentUntil: null, maySnooze: true }))
  const administrator: Named = ['1234567890', '2026-12-10T14:59:59Z']
  const user: Named = ['1234567890 0000000001', '2026-11-24T14:59:59Z']
  const nextYear: Named = ['1234567890 0000000002', '2027-06-30T14:59:59Z']
  const over: Named = ['1234567890', '2026-11-17T14:59:59Z']
  const tomorrow: Named = ['1234567890', '2026-11-21T14:59:59Z']
  return {
    several: due({}, administrator, user, nextYear),
    one: due({}, administrator),
    snoozed: due({}, administrator).map((one) => ({ ...one, silentUntil: now + 3 * 24 * 3600_000 })),
    tomorrow: due({ lastDayUntil: '08:59' }, tomorrow),
    expired: due({ afterExpiry: { label: '電子証明書取得', withinDays: 80 } }, over),
    branch: due({}, over).map((one) => ({ ...one, applies: { what: 'branch' as const } })),
    unknownBank: due({}, administrator).map((one) => ({ ...one, bank: null, role: null })),
    notYet: due({ daysBefore: 14 }, administrator),
    quiet: due({}, nextYear),
  }
}
