import type { RenewalRules } from '../../../src/bank/profile.ts'
import type { CertificateEntry, Enrolment } from '../../../src/protocol/schema.ts'
import type { Knowledge, SeenNotice } from '../../../src/reminder/tie.ts'
import type { BankFace } from '../../../src/renewal/state.ts'

/** A bank, a token and its certificates, as the reminders know them. */

export const ORIGIN = 'https://www.bank.example'
export const STORE = 'pkcs11:token=USB;serial=01'

/** Noon in Japan of an ISO day, or another time of it. */
export const at = (day: string, time = '12:00'): number => Date.parse(`${day}T${time}:00+09:00`)

export const bankWith = (rules: Partial<RenewalRules> = {}): BankFace => ({
  id: 'bank',
  name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' },
  service: { ja: '法人インターネットバンキング', en: 'Corporate Internet Banking' },
  roles: [
    { id: 'administrator', name: { ja: '管理者', en: 'administrator' }, commonName: ['corporateId'] },
    { id: 'user', name: { ja: '利用者', en: 'user' }, commonName: ['corporateId', 'userId'] },
  ],
  idDigits: 10,
  rules: { daysBefore: 30, remindAt: [30, 10], answerWithinSeconds: 120, ...rules },
})

let made = 0

/** A certificate that ends with the last second of 10 December 2026 in Japan, unless said otherwise. */
export const certificateWith = (name: string, more: Partial<CertificateEntry> = {}): CertificateEntry => {
  const sha256 = (++made).toString(16).padStart(64, '0')
  return {
    uri: `${STORE};id=%01;type=cert`,
    store: STORE,
    label: name,
    subject: [
      { type: 'C', value: 'JP' },
      { type: 'CN', value: name },
    ],
    issuer: [{ type: 'CN', value: 'Practice CA' }],
    serialNumber: '0A0B',
    notBefore: '2025-12-10T15:00:00Z',
    notAfter: '2026-12-10T14:59:59Z',
    publicKey: { algorithm: 'rsa', bits: 2048 },
    spkiSha256: sha256,
    sha256,
    key: 'unknown',
    mayLeave: 'no',
    ...more,
  }
}

export const enrolmentOf = (subject: string, more: Partial<Enrolment> = {}): Enrolment => ({
  id: '0'.repeat(32),
  state: 'done',
  origin: ORIGIN,
  bank: 'bank',
  store: STORE,
  storeKind: 'token',
  storeName: '専用USB …4F21',
  algorithm: 'rsa-2048',
  rescued: false,
  subject,
  createdAt: '2026-11-20T03:00:00Z',
  updatedAt: '2026-11-20T03:00:00Z',
  certificate: null,
  ...more,
})

export const noticeOf = (more: Partial<SeenNotice> = {}): SeenNotice => ({
  origin: ORIGIN,
  corporateId: '1234567890',
  userId: null,
  expiry: '2026-12-10',
  ...more,
})

/** A notice of the bank ties the certificate with its ID, unless said otherwise. */
export const knowing = (more: Partial<Knowledge> = {}): Knowledge => ({
  certificates: [certificateWith('1234567890')],
  enrolments: [],
  notices: [noticeOf()],
  banks: { [ORIGIN]: bankWith() },
  known: [],
  ...more,
})

/** The year after: what a renewal brings. */
export const NEXT_YEAR: Partial<CertificateEntry> = {
  notBefore: '2026-11-20T03:00:00Z',
  notAfter: '2027-12-10T14:59:59Z',
}
