import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import { type GeneralReading, NO_FIELDS, NO_NOTICE_REASONS, type NoNoticeReason } from '../../src/notice/reading.ts'
import { NO_RULES, type Rules } from '../../src/policy/rules.ts'
import type { KnownProfile, Settings, Site } from '../../src/renewal/snapshot.ts'
import type { BankFace } from '../../src/renewal/state.ts'

/** Examples for the options page, and for a site that is not allowed. */

const faces: readonly BankFace[] = BUNDLED_PROFILES.map(({ id, name, service, roles, fields, renewal }) => ({
  id,
  name,
  service,
  roles,
  idDigits: fields.corporateId?.digits ?? null,
  rules: renewal,
}))

const bundled: readonly KnownProfile[] = BUNDLED_PROFILES.map(({ id, name, service, screens }) => ({
  bank: { id, name, service },
  source: 'bundled',
  origins: [],
  screens: screens.length,
  overruled: false,
}))

const keiko = {
  id: 'keiko-bank',
  name: { ja: 'けいこ銀行', en: 'Keiko Bank' },
  service: { ja: 'ビジネスダイレクト', en: 'Business Direct' },
}
const renshu = {
  id: 'renshu-shinkin',
  name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' },
  service: { ja: '法人インターネットバンキング', en: 'Corporate Internet Banking' },
}

export const NO_SETTINGS: Settings = { sites: [], profiles: bundled, refused: [], rules: NO_RULES, exported: null }

const added: KnownProfile = {
  bank: keiko,
  source: 'added',
  origins: ['https://direct.keiko-bank.example/*', 'https://entry.keiko-bank.example/*'],
  screens: 7,
  overruled: false,
}
const byPolicy: KnownProfile = {
  bank: renshu,
  source: 'policy',
  origins: ['https://www.renshu-bank.localhost/*'],
  screens: 9,
  overruled: false,
}

export const FULL_SETTINGS: Settings = {
  ...NO_SETTINGS,
  sites: [
    { pattern: 'https://www.renshu-bank.localhost/*', bank: renshu, source: 'policy', allowed: true },
    { pattern: 'https://direct.keiko-bank.example/*', bank: keiko, source: 'added', allowed: true },
    { pattern: 'https://entry.keiko-bank.example/*', bank: keiko, source: 'added', allowed: false },
    {
      pattern: 'https://ib.a-very-long-name-of-a-shinkin-bank-of-the-northern-prefecture.example/*',
      bank: faces[0] ?? keiko,
      source: 'user',
      allowed: true,
    },
  ],
  profiles: [byPolicy, added, ...bundled],
}

/** All that an administrator can lay down. */
const RULES: Rules = {
  stores: ['token'],
  modules: ['libeToken.so', '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so'],
  minimumRsaBits: 3072,
  reminders: { days: [60, 30, 10], maySnooze: false },
  exportFolder: '\\\\fileserver\\koshin\\reports',
  exportShortIds: true,
  minimumHostVersion: '0.2.0',
  mayAddBanks: false,
}

export const RULED_SETTINGS: Settings = {
  ...NO_SETTINGS,
  rules: RULES,
  exported: { at: Date.parse('2026-11-20T01:00:00Z'), error: null },
  profiles: [byPolicy, ...bundled],
  sites: [{ pattern: 'https://www.renshu-bank.localhost/*', bank: renshu, source: 'policy', allowed: true }],
}

const UNWRITTEN: Settings = {
  ...NO_SETTINGS,
  rules: { ...NO_RULES, exportFolder: '/mnt/koshin', mayAddBanks: false },
  exported: {
    at: Date.parse('2026-11-20T01:00:00Z'),
    error: { code: 'export-failed', data: { step: 'status.export', detail: 'ENOENT' } },
  },
}

export const BAD_SETTINGS: Settings = {
  ...NO_SETTINGS,
  profiles: [byPolicy, { ...added, bank: renshu, overruled: true }, ...bundled],
  refused: [
    {
      source: 'policy',
      name: 'profiles[1]',
      problems: [{ place: '12:5', reason: 'not-json', detail: null }],
      more: 0,
    },
    {
      source: 'policy',
      name: 'minimumRsaBits',
      problems: [{ place: '', reason: 'not-one-of', detail: '2048, 3072, 4096' }],
      more: 0,
    },
    {
      source: 'added',
      name: 'keiko-bank',
      problems: [
        { place: 'screens[3].known.controls[0]', reason: 'wrong-type', detail: 'string' },
        { place: 'screens[3].step', reason: 'step-not-listed', detail: 'download' },
      ],
      more: 12,
    },
  ],
}

const ORIGIN = 'https://www.renshu-bank.localhost:8443'

type NotAllowed = Extract<Site, { state: 'not-allowed' }>

export const strangeSite = (more: Partial<NotAllowed> = {}): NotAllowed => ({
  state: 'not-allowed',
  origin: ORIGIN,
  banks: faces,
  claimedBy: null,
  looked: null,
  ...more,
})

const reading = (more: Partial<GeneralReading>): GeneralReading => ({
  verdict: 'none',
  reason: null,
  matches: [],
  label: null,
  fields: NO_FIELDS,
  ...more,
})

const match = (bank: string) => ({ bank, screen: 'notice', kind: 'notice', step: 'open-notice' })

const seen = (more: Partial<GeneralReading>): NotAllowed =>
  strangeSite({ looked: { state: 'seen', reading: reading(more) } })

const noNotice = (reason: NoNoticeReason): NotAllowed => seen({ reason })

/** A site that is not allowed, in every state that asking about it leads to. */
export const STRANGE_SITES: Readonly<Record<string, NotAllowed>> = {
  'site-question': strangeSite(),
  'site-claimed': strangeSite({ claimedBy: faces[0]?.id ?? null }),
  'site-looking': strangeSite({ looked: { state: 'looking' } }),
  'site-unreadable': strangeSite({ looked: { state: 'unreadable' } }),
  'site-notice': seen({
    verdict: 'notice',
    matches: [match('shinkin-hojin-ib')],
    fields: { ...NO_FIELDS, expiry: '2026-12-10', corporateId: '1234567890' },
  }),
  'site-notice-several': seen({
    verdict: 'notice',
    matches: [match('shinkin-hojin-ib'), match('shinkin-hojin-web')],
    fields: { ...NO_FIELDS, expiry: '2026-11-20' },
  }),
  'site-notice-by-words': seen({ verdict: 'notice' }),
  'site-screen': seen({ verdict: 'screen', matches: [match('shinkin-hojin-web')] }),
  'site-ambiguous': seen({ verdict: 'ambiguous' }),
  ...Object.fromEntries(NO_NOTICE_REASONS.map((reason) => [`site-none-${reason}`, noNotice(reason)])),
}

/** Settings by the name of the screen. */
export const OPTIONS_SETTINGS: Readonly<Record<string, Settings | null>> = {
  'options-opening': null,
  options: FULL_SETTINGS,
  'options-empty': NO_SETTINGS,
  'options-refused': BAD_SETTINGS,
  'options-policy': RULED_SETTINGS,
  'options-policy-unwritten': UNWRITTEN,
}
