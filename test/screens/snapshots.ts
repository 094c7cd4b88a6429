import type { ErrorReport } from '../../src/protocol/errors.ts'
import type { PinQuestion, ProgressStep, Sight } from '../../src/protocol/host.ts'
import type { Enrolment, Language, Store } from '../../src/protocol/schema.ts'
import { NOTHING_LISTED } from '../../src/renewal/holdings.ts'
import type { Readiness, Site, Snapshot } from '../../src/renewal/snapshot.ts'
import type { Notice, PagePlace, Renewal, StoreKind } from '../../src/renewal/state.ts'
import { UNDER_WAY } from './details.ts'
import { dueExamples } from './due.ts'
import { HOLDINGS } from './holdings.ts'
import { NO_SETTINGS, OPTIONS_SETTINGS, RULED_SETTINGS, STRANGE_SITES } from './settings.ts'
import { bank, certificate, computer, enrolment, NOW, ORIGIN, secondToken, token, tokenUri } from './things.ts'

export { certificate, secondToken, token } from './things.ts'

/** One example of every screen, with the data of the practice bank. */

const due = dueExamples({ bank, now: NOW })

const place: PagePlace = { tabId: 1, frameId: 0, documentId: 'A1', origin: ORIGIN }

const notice = (more: Partial<Notice> = {}): Notice => ({
  bank,
  place,
  screen: 'notice',
  kind: 'notice',
  step: 'open-notice',
  steps: ['open-notice', 'start', 'choose-store', 'confirm', 'finish'],
  role: null,
  next: '電子証明書の更新はこちら',
  expiry: '2026-12-10',
  expiryTime: null,
  corporateId: '1234567890',
  userId: null,
  store: null,
  maker: 'koshin',
  algorithm: 'rsa-2048',
  answerWithinSeconds: 120,
  ...more,
})

const KEIYAKU_STEPS = ['log-on', 'open-notice', 'start', 'confirm', 'finish'] as const

const userCertificate = certificate({
  uri: `${secondToken.uri};id=%02;type=cert`,
  store: secondToken.uri,
  subject: [{ type: 'CN', value: '1234567890 0000000001' }],
  notAfter: '2026-12-15T14:59:59Z',
})

type Known = Extract<Readiness, { state: 'known' }>
export const known = (more: Partial<Known> = {}): Known => ({
  state: 'known',
  modules: [{ name: 'libsofthsm2.so', state: 'ok' }],
  refusal: null,
  stores: [token()],
  follows: certificate(),
  candidates: [certificate()],
  renewed: null,
  store: tokenUri('02B94F21'),
  pending: [],
  answersHere: [],
  unreadable: 0,
  strayKeys: 0,
  ...more,
})
const inComputer = known({
  stores: [token(), computer()],
  candidates: [certificate({ uri: `${computer().uri};id=%05;type=cert`, store: computer().uri })],
  store: computer().uri,
})
const noToken = known({ stores: [], follows: null, candidates: [], store: null })
const twoTokens = known({
  stores: [token(), secondToken],
  follows: null,
  candidates: [certificate(), userCertificate],
  store: null,
})
const withTries = (tries: Store['pin']['tries']) => known({ stores: [token({}, { tries })] })
const noHost: Readiness = { state: 'no-host', error: { code: 'host-missing', data: {} } }

const allowed: Site = { state: 'allowed', origin: ORIGIN, bank }

export const snapshot = (renewal: Renewal, more: Partial<Snapshot> = {}): Snapshot => ({
  language: 'ja',
  renewal,
  readiness: known(),
  site: allowed,
  settings: NO_SETTINGS,
  due: [],
  holdings: NOTHING_LISTED,
  now: NOW,
  ...more,
})

const noticed = (more: Partial<Notice> = {}, started = false): Renewal => ({
  at: 'noticed',
  notice: notice(more),
  started,
})
const waiting = { kind: 'click', place } as const
const askingFor = (store: StoreKind | null): Renewal => ({
  at: 'asking',
  notice: notice({ step: 'choose-store' }),
  waiting,
  store,
})
const asking = askingFor('token')
const consent = {
  store: token().uri,
  storeKind: 'token',
  follows: certificate(),
  algorithm: 'rsa-2048',
  again: false,
} as const
const making = (progress: ProgressStep | null): Renewal => ({
  at: 'making',
  notice: notice({ step: 'choose-store' }),
  waiting,
  consent,
  progress,
  enrolment: null,
})
const failed = (
  error: ErrorReport,
  during: Extract<Renewal, { at: 'failed' }>['during'],
  at: Enrolment | null,
): Renewal => ({
  at: 'failed',
  notice: notice(),
  error,
  during,
  waiting: during === 'preparing' ? waiting : null,
  consent: during === 'preparing' ? consent : null,
  enrolment: at,
})

const removed: ErrorReport = {
  code: 'token-removed',
  data: {
    token: '専用USB（練習） …4F21',
    ckr: 'CKR_DEVICE_REMOVED',
    step: 'enrolment.install/write',
    module: 'libsofthsm2.so',
  },
}
const otherSubject: ErrorReport = {
  code: 'answer-other-subject',
  data: {
    step: 'enrolment.install/check',
    detail: 'subject: CN differs',
    certificate: '22'.repeat(32),
    differences: [
      { type: 'O', before: 'Renshu Shinkin Bank', now: 'Renshu Shinkin Bank, Hojin Internet Banking' },
      { type: 'OU', before: null, now: '電子証明書\u202E' },
      { type: 'CN', before: '1234567890', now: '1234567890 0000000001' },
      { type: '1.2.392.200141.8.1', before: 'A-17', now: null },
    ],
  },
}
const unstable: ErrorReport = {
  code: 'module-unstable',
  data: {
    step: 'enrolment.prepare/make-key',
    module: 'libeToken.so',
    path: '/usr/lib/x86_64-linux-gnu/libeToken.so',
    version: 'SafeNet eToken PKCS#11 10.8',
  },
}
const diskFull: ErrorReport = { code: 'journal-unwritable', data: { step: 'enrolment.install', detail: 'ENOSPC' } }
const clockWrong: ErrorReport = {
  code: 'clock-wrong',
  data: {
    step: 'enrolment.install/check',
    detail: "not valid yet by this computer's clock, which is 26 h behind the bank's",
  },
}
const rescued = enrolment({ origin: null, bank: '' })

/** By screen: the bank's answer that the browser keeps, base64. */
export const KEPT_ANSWERS: Readonly<Record<string, string>> = {
  'failed-disk-full': btoa('-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n'),
}

const renewed = certificate({
  serialNumber: '4B021D33F0A79C',
  notBefore: '2026-11-20T03:00:00Z',
  notAfter: '2027-12-10T14:59:59Z',
  key: 'present',
})

const onComputer = { store: computer().uri, storeKind: 'computer', storeName: 'Chromium …2c3d' } as const

const done = (
  seen: Sight['seen'] | undefined,
  made: Enrolment = enrolment({ state: 'done', certificate: renewed }),
): Snapshot => {
  const sights = seen && { [made.store]: { seen, way: 'nss-database', module: null } as const }
  return snapshot(
    { at: 'done', notice: notice({ step: 'finish' }), enrolment: made, certificate: renewed },
    { holdings: { ...NOTHING_LISTED, sights: sights ?? {} } },
  )
}

/** Popup screens by file name. */
export const POPUP_SCREENS: Readonly<Record<string, Snapshot | null>> = {
  opening: null,
  'no-notice': snapshot({ at: 'none' }),
  'no-notice-anywhere': snapshot({ at: 'none' }, { site: { state: 'unknown' } }),
  ...Object.fromEntries(
    Object.entries(STRANGE_SITES).map(([name, site]) => [name, snapshot({ at: 'none' }, { site })]),
  ),
  'site-administrator': snapshot(
    { at: 'none' },
    { site: STRANGE_SITES['site-question'] ?? allowed, settings: RULED_SETTINGS },
  ),
  due: snapshot({ at: 'none' }, { due: due.several }),
  'due-snoozed': snapshot({ at: 'none' }, { due: due.snoozed }),
  'due-tomorrow': snapshot({ at: 'none' }, { due: due.tomorrow }),
  'due-expired': snapshot({ at: 'none' }, { due: due.expired }),
  'due-branch': snapshot({ at: 'none' }, { due: due.branch }),
  'due-unknown-bank': snapshot({ at: 'none' }, { due: due.unknownBank }),
  'due-not-yet': snapshot({ at: 'none' }, { due: due.notYet }),
  'due-elsewhere': snapshot({ at: 'none' }, { due: due.one, site: STRANGE_SITES['site-question'] ?? allowed }),
  'due-elsewhere-administrator': snapshot(
    { at: 'none' },
    { due: due.one, site: STRANGE_SITES['site-question'] ?? allowed, settings: RULED_SETTINGS },
  ),
  'no-notice-quiet': snapshot({ at: 'none' }, { due: due.quiet }),
  ready: snapshot(noticed(), { due: due.one }),
  'ready-only-token': snapshot(noticed({ store: 'computer' }), {
    readiness: known({ store: null, refusal: { code: 'only-token-allowed', data: {} } }),
  }),
  'ready-snoozed': snapshot(noticed(), { due: due.snoozed }),
  'ready-checking': snapshot(noticed(), { readiness: { state: 'checking' } }),
  'ready-no-host': snapshot(noticed(), { readiness: noHost }),
  'ready-no-token': snapshot(noticed(), { readiness: noToken }),
  'ready-computer': snapshot(noticed({ store: 'computer' }), { readiness: { ...inComputer, stores: [computer()] } }),
  'ready-no-computer-store': snapshot(noticed({ store: 'computer' }), { readiness: noToken }),
  'ready-two-tokens': snapshot(noticed(), { readiness: twoTokens }),
  'ready-locked': snapshot(noticed(), { readiness: withTries('locked') }),
  'ready-ten-days': snapshot(noticed({ expiry: '2026-11-30' })),
  'ready-last-day': snapshot(noticed({ expiry: '2026-11-20', userId: '0000000001' })),
  'ready-expired': snapshot(noticed({ expiry: '2026-11-17' })),
  'ready-pending': snapshot(noticed(), { readiness: known({ pending: [enrolment()] }) }),
  'on-the-way': snapshot(noticed({ step: 'choose-store', next: '専用USBに保存する' }, true)),
  'on-the-way-wait': snapshot(noticed({ kind: 'working', step: 'start', next: null }, true)),
  'on-the-way-password': snapshot(
    noticed({ kind: 'password', step: 'log-on', steps: KEIYAKU_STEPS, next: 'ログオン' }, true),
  ),
  'on-the-way-card': snapshot(
    noticed({ kind: 'one-time-password', step: 'log-on', steps: KEIYAKU_STEPS, next: '次へ' }, true),
  ),
  'on-the-way-session': snapshot(noticed({ kind: 'session-ended', step: 'log-on', next: null }, true)),
  'on-the-way-refused': snapshot(noticed({ kind: 'log-on-refused', step: 'log-on', next: null }, true)),
  'on-the-way-failed': snapshot(noticed({ kind: 'failed', step: 'log-on', next: null }, true)),
  'on-the-way-application': snapshot(
    noticed(
      { maker: 'application', step: 'application', steps: ['application', 'finish'], next: '証明書発行アプリの起動' },
      true,
    ),
  ),
  'ready-download': snapshot(noticed({ maker: 'download', steps: ['open-notice', 'download', 'finish'] })),
  renewed: snapshot(noticed(), { readiness: known({ renewed }) }),
  asking: snapshot(asking),
  'making-pin': snapshot(making('waiting-for-pin')),
  'making-key': snapshot(making('making-key')),
  'making-computer': snapshot({
    ...making('making-key'),
    consent: { ...consent, store: computer().uri, storeKind: 'computer' },
  } as Renewal),
  requested: snapshot({
    at: 'requested',
    notice: notice({ kind: 'working', step: 'confirm' }),
    consent,
    enrolment: enrolment(),
    request: 'AAAA',
    handed: true,
  }),
  'requested-session': snapshot({
    at: 'requested',
    notice: notice({ kind: 'session-ended', step: 'log-on', next: null }),
    consent,
    enrolment: enrolment(),
    request: 'AAAA',
    handed: true,
  }),
  installing: snapshot({
    at: 'installing',
    notice: notice({ step: 'choose-store' }),
    waiting: null,
    enrolment: enrolment({ state: 'issued' }),
    progress: 'writing',
  }),
  'installing-later': snapshot({
    at: 'installing',
    notice: null,
    waiting: null,
    enrolment: enrolment({ state: 'issued' }),
    progress: 'proving',
  }),
  done: done('yes'),
  'done-looking': done(undefined),
  'done-not-seen': done('no'),
  'done-after-restart': done('after-restart'),
  'done-computer': done('yes', enrolment({ ...onComputer, state: 'done', certificate: renewed })),
  'failed-token-removed': snapshot(failed(removed, 'installing', enrolment({ state: 'issued' }))),
  'failed-computer': snapshot(
    failed(
      { code: 'token-failed', data: { ckr: 'CKR_DEVICE_ERROR' } },
      'installing',
      enrolment({ ...onComputer, state: 'issued' }),
    ),
  ),
  'failed-pin-locked': snapshot(
    failed(
      { code: 'pin-locked', data: { pinTries: 'locked', ckr: 'CKR_PIN_LOCKED', token: '専用USB（練習） …4F21' } },
      'preparing',
      null,
    ),
  ),
  'failed-pin-incorrect': snapshot(
    failed(
      { code: 'pin-incorrect', data: { pinTries: 'final', ckr: 'CKR_PIN_INCORRECT', token: '専用USB（練習） …4F21' } },
      'preparing',
      null,
    ),
  ),
  'failed-other-subject': snapshot(failed(otherSubject, 'installing', enrolment())),
  'failed-already-renewed': snapshot(failed({ code: 'already-renewed', data: {} }, 'preparing', null)),
  'failed-unstable': snapshot(failed(unstable, 'preparing', null)),
  'failed-disk-full': snapshot(failed(diskFull, 'installing', enrolment())),
  'failed-clock-wrong': snapshot(failed(clockWrong, 'installing', enrolment({ state: 'issued' }))),
  'failed-declined': snapshot(failed({ code: 'consent-declined', data: {} }, 'preparing', null)),
  'ready-unstable': snapshot(noticed(), {
    readiness: known({ ...noToken, modules: [{ name: 'libeToken.so', state: 'unstable' }] }),
  }),
  rescue: snapshot({ at: 'none' }, { readiness: known({ unreadable: 1, strayKeys: 1 }) }),
  'rescue-no-token': snapshot({ at: 'none' }, { readiness: known({ ...noToken, unreadable: 1 }) }),
  'pending-unknown-bank': snapshot({ at: 'none' }, { readiness: known({ pending: [rescued] }) }),
  'pending-answer-here': snapshot(
    { at: 'none' },
    { readiness: known({ pending: [enrolment()], answersHere: [enrolment().id] }) },
  ),
  'pending-issued': snapshot({ at: 'none' }, { readiness: known({ pending: [enrolment({ state: 'issued' })] }) }),
}

/** Screens of the consent window. */
export const CONSENT_SCREENS: Readonly<Record<string, Snapshot | null>> = {
  consent: snapshot(asking),
  'consent-choices': snapshot(asking, { readiness: twoTokens }),
  'consent-computer': snapshot(askingFor('computer'), { readiness: inComputer }),
  'consent-no-computer-store': snapshot(askingFor('computer'), { readiness: known({ store: null }) }),
  // As it is once the token was picked.
  'consent-differs': snapshot(askingFor('computer'), {
    readiness: known({ stores: [token(), computer({ writable: false })] }),
  }),
  'consent-final-try': snapshot(asking, { readiness: withTries('final') }),
  'consent-locked': snapshot(asking, { readiness: withTries('locked') }),
  'consent-checking': snapshot(asking, { readiness: { state: 'checking' } }),
  'consent-no-token': snapshot(asking, { readiness: noToken }),
  'consent-progress-pin': snapshot(making('waiting-for-pin')),
  'consent-failed': snapshot(
    failed(
      { code: 'token-busy', data: { step: 'enrolment.prepare/login', ckr: 'CKR_FUNCTION_FAILED' } },
      'preparing',
      null,
    ),
  ),
  'consent-idle': snapshot({ at: 'none' }),
}

const pinQuestion = (more: Partial<PinQuestion> = {}): PinQuestion => ({
  token: '専用USB（練習） …4F21',
  bankName: 'れんしゅう信用金庫',
  origin: ORIGIN,
  purpose: 'make-key',
  secret: 'pin',
  tries: 'ok',
  again: false,
  minLength: 4,
  maxLength: 16,
  ...more,
})

/** Screens of the PIN window. */
export const PIN_SCREENS: Readonly<Record<string, PinQuestion | null>> = {
  pin: pinQuestion(),
  'pin-again': pinQuestion({ again: true, tries: 'low' }),
  'pin-final-try': pinQuestion({ again: true, tries: 'final', purpose: 'install' }),
  'pin-store': pinQuestion({ token: 'Firefox default-release', secret: 'store-password', minLength: 1 }),
  'pin-file': pinQuestion({
    token: '電子証明書_1234567890.p12',
    bankName: '',
    origin: null,
    purpose: 'open-file',
    secret: 'file-password',
    again: true,
    minLength: 1,
    maxLength: 255,
  }),
  'pin-idle': null,
}

/** Screens of the options page. */
export const OPTIONS_SCREENS: Readonly<Record<string, Snapshot | null>> = Object.fromEntries(
  Object.entries(OPTIONS_SETTINGS).map(([name, settings]) => [
    name,
    settings && snapshot({ at: 'none' }, { settings }),
  ]),
)

/** Screens of the page of certificates. */
export const CERTIFICATES_SCREENS: Readonly<Record<string, Snapshot | null>> = {
  ...Object.fromEntries(
    Object.entries({ ...HOLDINGS, ...UNDER_WAY }).map(([name, holdings]) => [
      name,
      snapshot({ at: 'none' }, { holdings }),
    ]),
  ),
  'certificates-renewing': snapshot(making('making-key'), { holdings: HOLDINGS.certificates ?? NOTHING_LISTED }),
}

export const inLanguage = (snapshotOrNull: Snapshot | null, language: Language): Snapshot | null =>
  snapshotOrNull && { ...snapshotOrNull, language }
