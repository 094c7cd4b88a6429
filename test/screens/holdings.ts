import type { Sight } from '../../src/protocol/host.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { type Holdings, NOTHING_LISTED } from '../../src/renewal/holdings.ts'
import { holdingsOf } from '../../src/renewal/holdings-of.ts'
import { manyHoldings } from './many.ts'
import { bank, certificate, computer, NOW, ORIGIN, secondToken, token } from './things.ts'

/** Examples for the page of certificates. */

const firefox = computer({
  uri: 'pkcs11:token=default-release;serial=77',
  keeper: 'nss-firefox',
  ownBrowser: false,
  label: 'default-release',
})

const named = (
  at: number,
  name: string,
  store: string,
  [notBefore, notAfter]: readonly [string, string],
  more: Partial<CertificateEntry> = {},
): CertificateEntry =>
  certificate({
    uri: `${store};id=%0${at};type=cert`,
    store,
    subject: [{ type: 'CN', value: name }],
    serialNumber: `3A7F10C2884E0${at}`,
    notBefore,
    notAfter,
    sha256: `${at}${at}`.repeat(32),
    ...more,
  })

const OLD = ['2025-12-10T15:00:00Z', '2026-12-10T14:59:59Z'] as const
const NEW = ['2026-11-19T15:00:00Z', '2027-12-10T14:59:59Z'] as const
const OVER = ['2024-11-16T15:00:00Z', '2026-11-16T14:59:59Z'] as const

const over = named(1, '1234567890', token().uri, OVER)
const old = named(2, '1234567890', token().uri, OLD)
const renewed = named(3, '1234567890', token().uri, NEW, { key: 'present' })
const inComputer = named(4, '1234567890 0000000001', computer().uri, OLD, { key: 'present', mayLeave: 'yes' })
const stuck = named(5, '1234567890 0000000002', computer().uri, OLD, { key: 'present' })
const strange = named(6, 'vpn-user@example.co.jp\u202E', firefox.uri, NEW, { key: 'absent' })

const seen = (which: Sight['seen'], way: Sight['way'] = 'nss-database'): Sight => ({ seen: which, way, module: null })

const listed = (more: Partial<Holdings> = {}): Holdings => ({
  ...NOTHING_LISTED,
  state: 'known',
  stores: [token(), computer(), firefox],
  certificates: holdingsOf(
    { stores: [token(), computer(), firefox], certificates: [over, old, renewed, inComputer, stuck, strange] },
    {
      certificates: [],
      enrolments: [],
      notices: [{ origin: ORIGIN, corporateId: '1234567890', userId: null, expiry: null }],
      banks: { [ORIGIN]: bank },
      known: [bank],
    },
    new Set(),
    NOW,
  ),
  sights: { [token().uri]: seen('yes') },
  ...more,
})

const working = (work: NonNullable<Holdings['work']>): Holdings => listed({ work })

/** By the name of the screen. */
export const HOLDINGS: Readonly<Record<string, Holdings>> = {
  'certificates-opening': NOTHING_LISTED,
  'certificates-looking': { ...NOTHING_LISTED, state: 'looking' },
  'certificates-no-store': { ...NOTHING_LISTED, state: 'known' },
  'certificates-no-host': { ...NOTHING_LISTED, state: 'known', error: { code: 'host-missing', data: {} } },
  certificates: listed(),
  'certificates-few': listed({ certificates: listed().certificates.slice(1, 3) }),
  'certificates-none': listed({ certificates: [] }),
  'certificates-many': manyHoldings(120),
  'certificates-chosen': listed(),
  'certificates-marked': listed({ marked: [over.uri, old.uri] }),
  'certificates-not-seen': listed({
    stores: [token(), secondToken],
    sights: { [token().uri]: seen('no'), [secondToken.uri]: seen('after-restart') },
  }),
  'certificates-working': working({ deed: 'import', about: '電子証明書_1234567890.p12', progress: 'waiting-for-pin' }),
  'certificates-imported': listed({
    outcome: {
      came: 'imported',
      fileName: '電子証明書_1234567890.p12',
      imported: [
        { certificate: renewed, wasThere: false },
        { certificate: old, wasThere: true },
      ],
    },
  }),
  'certificates-moved': listed({ outcome: { came: 'moved', certificate: inComputer } }),
  'certificates-removed': listed({ outcome: { came: 'removed', certificate: over } }),
  'certificates-connected': listed({
    outcome: { came: 'connected', about: '専用USB（練習）', sight: seen('after-restart') },
    sights: { [token().uri]: seen('after-restart') },
  }),
  'certificates-not-accepted': listed({
    outcome: {
      came: 'failed',
      deed: 'import',
      about: '電子証明書_1234567890.p12',
      error: { code: 'key-not-accepted', data: { ckr: 'CKR_TEMPLATE_INCONSISTENT', step: 'certificate.import/write' } },
    },
  }),
  'certificates-stopped': listed({
    outcome: { came: 'failed', deed: 'remove', about: '1234567890', error: { code: 'pin-cancelled', data: {} } },
  }),
}

/** SHA-256 of the certificate whose details a screen shows. */
export const CHOSEN: Readonly<Record<string, string>> = { 'certificates-chosen': old.sha256 }
