import type { CertificateEntry, Enrolment, Store } from '../../../src/protocol/schema.ts'
import type { Consent, Notice, PagePlace, Waiting } from '../../../src/renewal/state.ts'

/** One bank, one token, one certificate: what the tests of a renewal start from. */

export const ORIGIN = 'https://www.renshu-bank.localhost:8443'
export const TOKEN = 'pkcs11:token=Renshu;serial=00004f21'

export const place: PagePlace = { tabId: 7, frameId: 0, documentId: 'D1', origin: ORIGIN }

export const notice: Notice = {
  bank: {
    id: 'shinkin-hojin-ib',
    name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' },
    service: { ja: '法人インターネットバンキング', en: 'Corporate Internet Banking' },
    roles: [
      { id: 'administrator', name: { ja: '管理者', en: 'administrator' }, commonName: ['corporateId'] },
      { id: 'user', name: { ja: '利用者', en: 'user' }, commonName: ['corporateId', 'userId'] },
    ],
    idDigits: 10,
    rules: { daysBefore: 30, afterExpiry: { label: '電子証明書取得' }, remindAt: [30, 10], answerWithinSeconds: 180 },
  },
  place,
  screen: 'store',
  kind: 'enrol',
  step: 'choose-store',
  steps: ['open-notice', 'start', 'choose-store', 'confirm', 'finish'],
  role: null,
  next: '専用USBに保存する',
  expiry: '2026-12-10',
  expiryTime: null,
  corporateId: '1234567890',
  userId: null,
  store: 'token',
  maker: 'koshin',
  algorithm: 'rsa-2048',
  answerWithinSeconds: 180,
}

export const certificate = (more: Partial<CertificateEntry> = {}): CertificateEntry => ({
  uri: `${TOKEN};id=%01;type=cert`,
  store: TOKEN,
  label: '電子証明書',
  subject: [
    { type: 'C', value: 'JP' },
    { type: 'CN', value: '1234567890' },
  ],
  issuer: [{ type: 'CN', value: 'しんきん電子証明書認証局（練習）' }],
  serialNumber: '0A',
  notBefore: '2025-12-10T00:00:00Z',
  notAfter: '2026-12-10T14:59:59Z',
  publicKey: { algorithm: 'rsa', bits: 2048 },
  spkiSha256: 'aa'.repeat(32),
  sha256: 'bb'.repeat(32),
  key: 'present',
  mayLeave: 'no',
  ...more,
})

export const store = (more: Partial<Store> = {}): Store => ({
  uri: TOKEN,
  kind: 'token',
  keeper: 'token' as const,
  ownBrowser: false,
  label: 'Renshu',
  manufacturer: 'SoftHSM project',
  model: 'SoftHSM v2',
  serialNumber: '00004f21',
  module: 'libsofthsm2.so',
  pin: { pad: false, tries: 'ok', state: 'set', minLength: 4, maxLength: 255 },
  writable: true,
  keyAlgorithms: ['rsa-2048'],
  ...more,
})

export const enrolment = (more: Partial<Enrolment> = {}): Enrolment => ({
  id: '0'.repeat(32),
  state: 'requested',
  origin: ORIGIN,
  bank: 'shinkin-hojin-ib',
  store: TOKEN,
  storeKind: 'token',
  storeName: 'Renshu …4f21',
  algorithm: 'rsa-2048',
  rescued: false,
  subject: '1234567890',
  createdAt: '2026-11-20T00:00:00Z',
  updatedAt: '2026-11-20T00:00:00Z',
  certificate: null,
  ...more,
})

export const consent: Consent = {
  store: TOKEN,
  storeKind: 'token',
  follows: certificate(),
  algorithm: 'rsa-2048',
  again: false,
}
export const click: Waiting = { kind: 'click', place }
export const call: Waiting = { kind: 'call', place, callId: '0123456789abcdef' }
