import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { editionBanks } from '../../../src/bank/edition.ts'
import { NO_RULES } from '../../../src/policy/rules.ts'
import { PROTOCOL_VERSION } from '../../../src/protocol/identity.ts'
import { encodeResult } from '../../../src/protocol/json-rpc.ts'
import type { CertificateEntry, Enrolment } from '../../../src/protocol/schema.ts'
import { certificate, enrolment, notice, store } from '../../src/renewal/examples.ts'
import { type FakeBrowser, FakePort, makeFakeBrowser } from '../fake-browser.ts'
import { ja } from '../ui/japanese-and-english.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.stubGlobal('__VERSION__', '0.1.0')
vi.stubGlobal(
  '__BUILT_IN_BANKS__',
  editionBanks({
    name: 'practice',
    banks: [
      {
        profile: 'shinkin-hojin-ib',
        name: { ja: 'れんしゅう信用金庫', en: 'Renshu Shinkin Bank' },
        origins: ['https://www.renshu-bank.localhost/*'],
      },
    ],
  }),
)

const { HostConnection } = await import('../../../extension/background/host-connection.ts')
const { Reminders } = await import('../../../extension/background/reminders.ts')

/** What the host would find. */
let token: { isThere: boolean; certificates: CertificateEntry[]; enrolments: Enrolment[] }
let isIdle: boolean
const changed = vi.fn(async () => {})

/** A host that answers at once. */
class AnsweringPort extends FakePort {
  override postMessage(message: { id: number; method: string }): void {
    super.postMessage(message)
    const answers: Record<string, unknown> = {
      'host.hello': { protocol: PROTOCOL_VERSION, host: '0.1.0', journalSchema: 1, platform: 'linux' },
      'store.list': { computer: 'keiri-1', stores: token.isThere ? [store()] : [], modules: [] },
      'certificate.list': { certificates: token.isThere ? token.certificates : [], strayKeys: 0 },
      'enrolment.list': { enrolments: token.enrolments, unreadable: 0 },
    }
    queueMicrotask(() => this.onMessage.fire(encodeResult(message.id, answers[message.method] as never)))
  }
}

const asked = (): number =>
  fake.browser.ports
    .flatMap(({ posted }) => posted)
    .filter((one) => (one as { method: string }).method === 'store.list').length

/** A service worker that has just started; what the one before knew is in the storage alone. */
const start = () => {
  const host = new HostConnection(
    { progress: () => {}, pin: async () => null, lost: () => {} },
    () => 'ja',
    async () => NO_RULES,
  )
  return new Reminders({ host, isIdle: () => isIdle, texts: () => ja, looked: () => {}, changed })
}

const on = (day: string, time = '12:00') => vi.setSystemTime(new Date(`${day}T${time}:00+09:00`))
const told = () => fake.browser.notifications.create.mock.calls.map(([id]) => id)
const badge = () => fake.browser.action.setBadgeText.mock.lastCall?.[0].text
const tooltip = () => fake.browser.action.setTitle.mock.lastCall?.[0].title

const old = certificate({ key: 'unknown' })
const next = certificate({ sha256: 'cc'.repeat(32), notAfter: '2027-12-10T14:59:59Z', key: 'present' })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  fake.browser = makeFakeBrowser()
  fake.browser.runtime.connectNative.mockImplementation(() => {
    const port = new AnsweringPort()
    fake.browser.ports.push(port)
    return port
  })
  token = { isThere: true, certificates: [old], enrolments: [] }
  isIdle = true
  on('2026-11-20')
})
afterEach(() => vi.useRealTimers())

/** A notice has been seen once, so that the certificate is known to be the bank's. */
const tied = async () => {
  const reminders = start()
  await reminders.seen(notice)
  return reminders
}

describe('a notification', () => {
  it('says whose certificate, until when, and what to do', async () => {
    await (await tied()).ask()
    expect([...fake.browser.notifications.shown]).toEqual([
      [
        `${old.sha256}/30`,
        {
          type: 'basic',
          iconUrl: expect.stringMatching(/^chrome-extension:.*\/icons\/128\.png$/),
          title: '電子証明書の有効期限まで、あと20日です',
          message:
            'れんしゅう信用金庫　1234567890（管理者）\n2026年12月10日（木）まで\n銀行にログオンし、更新のお知らせを開いてください。',
        },
      ],
    ])
  })

  it('comes once, however often the browser starts', async () => {
    await (await tied()).ask()
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      on(day)
      await start().ask()
    }
    expect(told()).toEqual([`${old.sha256}/30`])
  })

  it('of a later stage takes the place of the earlier', async () => {
    await (await tied()).ask()
    on('2026-11-30')
    await start().ask()
    expect([...fake.browser.notifications.shown.keys()]).toEqual([`${old.sha256}/10`])
  })

  it('comes once when popup and alarm come at the same time', async () => {
    const reminders = await tied()
    const found = { stores: [store()], certificates: [old], enrolments: [] }
    await Promise.all([reminders.heard(found), reminders.ask(), reminders.heard(found), reminders.seen(notice)])
    expect(told()).toEqual([`${old.sha256}/30`])
  })

  it('does not come for a certificate that nothing ties to a bank', async () => {
    token.certificates = [certificate({ subject: [{ type: 'CN', value: 'vpn-yamada' }] })]
    await start().ask()
    expect(told()).toEqual([])
    expect(badge()).toBe('')
  })

  it("comes for one that is named like a bank's, although no bank has been visited", async () => {
    await start().ask()
    expect(told()).toEqual([`${old.sha256}/30`])
    expect(badge()).toBe('20')
  })

  it("opens the extension's own window when it is pressed", async () => {
    const reminders = await tied()
    await reminders.ask()
    await reminders.clicked(`${old.sha256}/30`)
    expect(fake.browser.windows.create).toHaveBeenCalledWith(
      expect.objectContaining({ type: 'popup', url: expect.stringMatching(/popup\/index\.html$/) }),
    )
    expect(fake.browser.notifications.shown.size).toBe(0)
  })

  it('after expiry names the button of the log-on page', async () => {
    await tied()
    on('2026-12-11')
    await start().ask()
    const [shown] = fake.browser.notifications.shown.values()
    expect(shown?.title).toBe('電子証明書の有効期限が過ぎました')
    expect(shown?.message).toContain('銀行のログオン画面で「電子証明書取得」を押してください。')
  })

  it('is taken back, and no other comes, once the renewal is proven', async () => {
    const reminders = await tied()
    await reminders.ask()
    const done = enrolment({ state: 'done', certificate: next })
    await reminders.renewed(done, next)
    token = { isThere: true, certificates: [old, { ...next, key: 'unknown' }], enrolments: [done] }
    on('2026-12-11')
    await start().rang('reminders')
    expect(told()).toEqual([`${old.sha256}/30`])
    expect(fake.browser.notifications.shown.size).toBe(0)
    expect(badge()).toBe('')
  })
})

describe('snooze', () => {
  it('takes the notification away for three days', async () => {
    const reminders = await tied()
    await reminders.ask()
    await reminders.snooze(old.sha256)
    expect(fake.browser.notifications.shown.size).toBe(0)
    expect(reminders.due[0]?.silentUntil).toBe(Date.parse('2026-11-23T12:00:00+09:00'))
    on('2026-11-22')
    await start().ask()
    expect(told()).toHaveLength(1)
    on('2026-11-23')
    await start().ask()
    await start().ask()
    expect(told()).toEqual([`${old.sha256}/30`, `${old.sha256}/30`])
  })
})

describe('the host', () => {
  it('is asked once a day, although the alarm rings every hour', async () => {
    const reminders = await tied()
    for (let hour = 0; hour < 24; hour++) {
      on('2026-11-20', `${String(hour).padStart(2, '0')}:00`)
      await reminders.rang('reminders')
    }
    expect(asked()).toBe(1)
    on('2026-11-21', '00:00')
    await reminders.rang('reminders')
    expect(asked()).toBe(2)
  })

  it('is let go afterwards', async () => {
    await (await tied()).ask()
    await vi.waitFor(() => expect(fake.browser.ports[0]?.disconnected).toBe(true))
  })

  it('is left alone while a renewal is at work', async () => {
    isIdle = false
    await start().ask()
    expect(asked()).toBe(0)
  })

  it('may be missing: what was known last still holds', async () => {
    await (await tied()).ask()
    fake.browser.runtime.connectNative.mockImplementation(() => {
      const port = new FakePort()
      queueMicrotask(() => port.drop('Specified native messaging host not found.'))
      return port
    })
    on('2026-11-30')
    await start().ask()
    expect(told()).toEqual([`${old.sha256}/30`, `${old.sha256}/10`])
  })
})

describe('a token', () => {
  it('that is away is still counted', async () => {
    await (await tied()).ask()
    token.isThere = false
    on('2026-11-30')
    await start().ask()
    expect(badge()).toBe('10')
    expect(told()).toContain(`${old.sha256}/10`)
  })

  it('that has lost the certificate is not', async () => {
    const reminders = await tied()
    await reminders.ask()
    token.certificates = []
    await reminders.ask()
    expect(reminders.due).toEqual([])
  })
})

describe('the badge', () => {
  it('counts, and its tooltip says whose', async () => {
    await (await tied()).ask()
    expect(badge()).toBe('20')
    expect(tooltip()).toBe('電子証明書の有効期限まで、あと20日です\nれんしゅう信用金庫　1234567890（管理者）')
  })

  it('goes by a notice alone where no store shows the certificate', async () => {
    token.isThere = false
    await (await tied()).ask()
    expect(badge()).toBe('20')
    expect(told()).toEqual([])
  })

  it('goes by it no more once the bank has said that it is done without Koshin', async () => {
    token.isThere = false
    const reminders = await tied()
    await reminders.seen({ ...notice, kind: 'finished', maker: 'application' })
    expect(badge()).toBe('')
  })

  it('is shown again by a new worker, which tells nothing by itself', async () => {
    await tied()
    await fake.browser.storage.local.set({ held: { certificates: [old], enrolments: [] } })
    await start().wake()
    expect(badge()).toBe('20')
    expect(told()).toEqual([])
  })
})

describe('the alarm', () => {
  it('rings every hour, on the hour', async () => {
    on('2026-11-20', '12:34')
    await start().wake()
    expect([...fake.browser.alarms.set.values()]).toEqual([
      { when: Date.parse('2026-11-20T13:00:00+09:00'), periodInMinutes: 60 },
    ])
  })

  it('is not set anew by every worker', async () => {
    await start().wake()
    on('2026-11-20', '15:00')
    await start().wake()
    expect(fake.browser.alarms.set.get('reminders')?.when).toBe(Date.parse('2026-11-20T12:00:00+09:00'))
  })
})

it('what another version has stored is no reason to fail', async () => {
  await fake.browser.storage.local.set({ held: { certificates: [{ strange: true }] }, told: 7, notices: 'none' })
  await (await tied()).ask()
  expect(told()).toEqual([`${old.sha256}/30`])
})

describe("the administrator's rules", () => {
  it('say for all banks on which days people are reminded, and for those that nobody knows', async () => {
    await fake.browser.storage.managed.set({ reminders: { days: [19, 5] } })
    const reminders = await tied()
    await reminders.ask()
    expect(told()).toEqual([])
    on('2026-11-21')
    await start().ask()
    expect(told()).toEqual([`${old.sha256}/19`])
    expect(reminders.due).toMatchObject([{ remindAt: [19, 5, 0] }])

    fake.browser.storage.local.values.delete('notices')
    fake.browser.storage.local.values.delete('told')
    on('2026-12-05')
    await start().ask()
    expect(told().at(-1)).toBe(`${old.sha256}/5`)
  })

  it('may keep people from putting it off, and end what was put off before', async () => {
    const reminders = await tied()
    await reminders.ask()
    await reminders.snooze(old.sha256)
    expect(reminders.due).toMatchObject([{ silentUntil: expect.any(Number), maySnooze: true }])
    await fake.browser.storage.managed.set({ reminders: { maySnooze: false } })
    await reminders.lookAgain()
    expect(reminders.due).toMatchObject([{ silentUntil: null, maySnooze: false }])
    await fake.browser.storage.local.set({ told: {} })
    await reminders.snooze(old.sha256)
    expect(fake.browser.storage.local.values.get('told')).toEqual({})
  })
})
