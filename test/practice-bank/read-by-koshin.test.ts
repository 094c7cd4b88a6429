import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SavedPage } from '../../native-host/pages/saved-page.ts'
import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import { screenById } from '../../src/bank/general-screens.ts'
import { readNotice } from '../../src/notice/read-notice.ts'
import { logOnByHand } from './log-on-by-hand.ts'
import { makeNewKey } from './new-key.ts'
import { type ClientIdentity, type PracticeBank, startPracticeBank } from './practice-bank.ts'
import { PRACTICE_PASSWORDS } from './practice-passwords.ts'
import type { SystemName } from './system.ts'
import { type PageSeen, Visitor } from './visitor.ts'

/** Every screen on the way is the one that the profile means by it: shown here without a browser, in test/e2e with one. */

let folder: string
let bank: PracticeBank
let administrator: ClientIdentity
let request: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-bank-'))
  bank = await startPracticeBank({ stateFolder: join(folder, 'bank') })
  administrator = await bank.issueClientCertificate({ commonName: '1234567890', days: 20 })
  request = (await makeNewKey('rsa:2048')).base64
}, 60_000)

afterAll(async () => {
  await bank.close()
  await rm(folder, { recursive: true })
})

const profileOf = (system: SystemName) => {
  const profile = BUNDLED_PROFILES.find(({ id }) => id === system)
  if (!profile) throw new Error(`No profile ${system}`)
  return profile
}

const read = (system: SystemName, { html }: PageSeen) => readNotice(profileOf(system), new SavedPage(html))
const kindOf = (system: SystemName, page: PageSeen) => screenById(profileOf(system), read(system, page).screen)?.kind

/** The screens from the first one after the log-on to the end, `paths` between them. */
const screensOf = async (system: SystemName, paths: readonly string[], store = 'computer'): Promise<string[]> => {
  const { visitor, first } = await logOnByHand(bank, system, administrator)
  const between = []
  for (const path of paths) between.push(await askFor(visitor, path))
  const issuing = await visitor.follow(await visitor.post('/renewal/request', { store, request }))
  const installing = await visitor.get('/renewal/install')
  const complete = await visitor.post('/renewal/complete')
  return [first, ...between, issuing, installing, complete].map((page) => read(system, page).screen)
}

const askFor = (visitor: Visitor, path: string): Promise<PageSeen> =>
  path === '/renewal/store' ? visitor.post(path) : visitor.get(path)

describe('the screens of', () => {
  it('000', async () => {
    const screens = await screensOf('keiyaku-hojin', ['/renewal/start'])
    expect(screens).toEqual(['notice', 'start', 'obtaining', 'obtaining', 'obtained'])
  })

  it('000, log-on', async () => {
    const visitor = new Visitor(bank, administrator, bank.origins['keiyaku-hojin'])
    const pages = [
      await visitor.get('/'),
      await visitor.get('/user'),
      await visitor.follow(await visitor.get('/log-on/administrator')),
      await visitor.follow(await visitor.post('/password', { password: PRACTICE_PASSWORDS.corporate })),
    ]
    expect(pages.map((page) => read('keiyaku-hojin', page).screen)).toEqual([
      'log-on-administrator',
      'log-on-user',
      'password-administrator',
      'one-time-password',
    ])
  })

  it.each([
    ['001', 'shinkin-hojin-web', 'computer', 'finished'],
    ['002, パソコン', 'shinkin-hojin-ib', 'computer', 'finished-computer'],
    ['002, 専用USB', 'shinkin-hojin-ib', 'token', 'finished'],
  ] as const)('%s', async (_document, system, store, last) => {
    const paths = ['/notices/renewal', '/renewal/preparing', '/renewal/start', '/renewal/store']
    const screens = await screensOf(system, paths, store)
    expect(screens).toEqual(['notices', 'notice', 'preparing', 'start', 'store', 'issuing', 'issuing', last])
  })

  it('003 and 004', async () => {
    const screens = await screensOf('shinkin-hojin-ib-older', [
      '/notice',
      '/main',
      '/renewal/preparing',
      '/renewal/start',
    ])
    // The frameset itself shows nothing: its frames do.
    expect(screens).toEqual(['none', 'notice', 'main', 'preparing', 'start', 'issuing', 'issuing', 'finished'])
    const logOn = await new Visitor(bank, undefined, bank.origins['shinkin-hojin-ib-older']).get('/')
    expect(read('shinkin-hojin-ib-older', logOn).screen).toBe('log-on')
  })
})

describe.each(['keiyaku-hojin', 'shinkin-hojin-web', 'shinkin-hojin-ib', 'shinkin-hojin-ib-older'] as const)(
  '%s',
  (system) => {
    it('says that a session has ended, so that Koshin knows it', async () => {
      const { visitor } = await logOnByHand(bank, system, administrator)
      bank.endSessions()
      expect(kindOf(system, await visitor.get('/renewal/issuing'))).toBe('session-ended')
    })

    it('says that a certificate is not taken, so that Koshin knows it', async () => {
      const expired = await bank.issueClientCertificate({ commonName: '1234567890', days: -1 })
      const { first } = await logOnByHand(bank, system, expired)
      expect(kindOf(system, first)).toBe('log-on-refused')
    })
  },
)
