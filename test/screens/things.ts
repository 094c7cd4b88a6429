import type { CertificateEntry, Enrolment, Store } from '../../src/protocol/schema.ts'
import type { BankFace } from '../../src/renewal/state.ts'

/** The practice bank's things: what every screen's example is made of. The clock stands at noon of 20 November 2026 in Japan. */

export const NOW = Date.parse('2026-11-20T12:00:00+09:00')
export const ORIGIN = 'https://www.renshu-bank.localhost:8443'

export const bank: BankFace = {
  id: 'renshu-shinkin',
  name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' },
  service: { ja: '法人インターネットバンキング', en: 'Corporate Internet Banking' },
  roles: [
    { id: 'administrator', name: { ja: '管理者', en: 'administrator' }, commonName: ['corporateId'] },
    { id: 'user', name: { ja: '利用者', en: 'user' }, commonName: ['corporateId', 'userId'] },
  ],
  idDigits: 10,
  rules: { daysBefore: 30, afterExpiry: { label: '電子証明書取得' }, remindAt: [30, 10], answerWithinSeconds: 120 },
}
export const tokenUri = (serial: string): string => `pkcs11:token=%E5%B0%82%E7%94%A8USB;serial=${serial}`

export const token = (more: Partial<Store> = {}, pin: Partial<Store['pin']> = {}): Store => ({
  uri: tokenUri('02B94F21'),
  kind: 'token',
  keeper: 'token',
  ownBrowser: false,
  label: '専用USB（練習）',
  manufacturer: 'SoftHSM project',
  model: 'SoftHSM v2',
  serialNumber: '02B94F21',
  module: 'libsofthsm2.so',
  writable: true,
  keyAlgorithms: ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256', 'ec-p384'],
  ...more,
  pin: { pad: false, tries: 'ok', state: 'set', minLength: 4, maxLength: 16, ...pin },
})
export const secondToken = token({ uri: tokenUri('77C08A03'), label: 'SafeNet eToken 5110', serialNumber: '77C08A03' })

export const certificate = (more: Partial<CertificateEntry> = {}): CertificateEntry => ({
  uri: `${tokenUri('02B94F21')};id=%01;type=cert`,
  store: tokenUri('02B94F21'),
  label: '1234567890',
  subject: [
    { type: 'C', value: 'JP' },
    { type: 'O', value: 'Renshu Shinkin Bank' },
    { type: 'CN', value: '1234567890' },
  ],
  issuer: [{ type: 'CN', value: 'Renshu Practice CA' }],
  serialNumber: '3A7F10C2884E',
  notBefore: '2025-12-10T15:00:00Z',
  notAfter: '2026-12-10T14:59:59Z',
  publicKey: { algorithm: 'rsa', bits: 2048 },
  spkiSha256: '00'.repeat(32),
  sha256: '11'.repeat(32),
  key: 'unknown',
  mayLeave: 'no',
  ...more,
})
/** The store that Chromium looks into, on Linux. */
export const computer = (more: Partial<Store> = {}): Store => ({
  ...token({}, { state: 'none' }),
  uri: 'pkcs11:token=Chromium;serial=0a1b2c3d',
  kind: 'computer',
  keeper: 'nss-chromium',
  ownBrowser: true,
  label: 'Chromium',
  manufacturer: 'Mozilla Foundation',
  model: 'NSS 3',
  serialNumber: '0a1b2c3d',
  module: 'libsoftokn3.so',
  ...more,
})

export const enrolment = (more: Partial<Enrolment> = {}): Enrolment => ({
  id: '0123456789abcdef0123456789abcdef',
  state: 'requested',
  origin: ORIGIN,
  bank: bank.id,
  store: tokenUri('02B94F21'),
  storeKind: 'token',
  storeName: '専用USB（練習） …4F21',
  algorithm: 'rsa-2048',
  rescued: false,
  subject: '1234567890',
  createdAt: '2026-11-18T02:10:00Z',
  updatedAt: '2026-11-18T02:12:00Z',
  certificate: null,
  ...more,
})
