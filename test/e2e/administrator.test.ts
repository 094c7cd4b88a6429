import { mkdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/status/report.ts'
import { CONSENT, press, waitForPage, waitForWords, wordsOf } from '../world/clicking.ts'
import { goToOwnPage } from '../world/own-page.ts'
import { canHavePolicies } from '../world/own-policy.ts'
import { openPopup } from '../world/popup.ts'
import { askForToken, goToStoreChoice, renewOntoToken } from '../world/renew.ts'
import { readSnapshot } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'

/** What an administrator lays down, by the browser's own policies: real files, a real browser, a real token. */

let stage: Stage
afterEach(() => stage?.close())

const FILE = `koshin-status-${hostname()}.json`

/** A folder that stands for a share of the company. */
const share = (): string => {
  const folder = join(stage.folder, 'share')
  mkdirSync(folder, { recursive: true })
  return folder
}

const openOwn = async (browser: Browser, name: string): Promise<Page> => {
  const page = await browser.newPage()
  await goToOwnPage(page, name)
  return page
}

const reportIn = (folder: string) => v.parse(reportSchema, JSON.parse(readFileSync(join(folder, FILE), 'utf8')))

const keyMade = (): string =>
  stage
    .pkcs11Tool('--list-objects', '--type', 'pubkey')
    .split('Public Key Object')
    .find((key) => key.includes('koshin')) ?? ''

describe.skipIf(!canHavePolicies)('a policy that is there when the browser starts', () => {
  it('holds for keys, and is shown; what of it cannot be read is named', async () => {
    stage = await openStage(['1234'])
    const { world } = stage
    const browser = await world.openBrowser({
      policy: {
        stores: ['token'],
        modules: ['libsofthsm2.so'],
        minimumRsaBits: 3072,
        reminders: { days: [60, 999], maySnooze: false },
        exportFolder: share(),
        minimumHostVersion: '0.0.1',
        mayAddBanks: false,
      },
    })
    const window = await goToStoreChoice(browser, world.bank)

    // The bank's other button: the page is told no, and the user why.
    await press(window, 'パソコンに保存する')
    const refusal = await waitForPage(browser, CONSENT)
    await waitForWords(refusal, '電子証明書は、専用USBにだけ保存できます')
    expect(await wordsOf(refusal)).toContain('管理者が決めています。')
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
    await press(refusal, '閉じる')

    await renewOntoToken(browser, window)
    expect(keyMade()).toMatch(/RSA 3072 bits/)

    await expect.poll(() => reportIn(share()).computer, { timeout: 30_000 }).toBe(hostname())

    const options = await openOwn(browser, 'options')
    await waitForWords(options, '管理者が決めていること')
    const words = await wordsOf(options)
    for (const part of ['専用USBだけ', 'libsofthsm2.so', 'RSA 3072ビット', '60日前', '0.0.1以上', share()])
      expect(words).toContain(part)
    expect(words).toContain('「reminders.days[1]」')
    expect(words).toContain('数が大きすぎます（366まで）。')
    expect(words).not.toContain('設定を追加する')
  })

  it('that keeps banks to itself offers nothing on other sites, and a host that is too old is said to be', async () => {
    // None that is due, which would come before a site that nobody has to say anything about.
    stage = await openStage([], { edition: 'plain', days: 200 })
    const { world } = stage
    const browser = await world.openBrowser({ policy: { mayAddBanks: false, minimumHostVersion: '99.0' } })
    const [page] = await browser.pages()
    if (!page) throw new Error('no page')
    await page.goto(`${world.bank.origin}/`)
    const popup = await openPopup(browser, page)
    await waitForWords(popup, '使うサイトは、管理者が決めています。')
    expect(await wordsOf(popup)).not.toContain('調べる')
    const certificates = await openOwn(browser, 'certificates')
    await waitForWords(certificates, 'パソコン用プログラムが古くなっています')
  })

  it('keeps out a driver that is not allowed: the token behind it is not even seen', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser({ policy: { modules: ['libeToken.so'] } })
    await openOwn(browser, 'certificates')
    // A browser that has just been given Koshin hands the policy over a moment later.
    const tokens = async () => {
      const { state, stores } = (await readSnapshot(browser))?.holdings ?? {}
      return state === 'known' ? stores?.filter(({ kind }) => kind === 'token').length : null
    }
    await expect.poll(tokens, { timeout: 30_000 }).toBe(0)
  })
})

// Firefox reads its policies when it starts, and no later.
describe.skipIf(!canHavePolicies || BROWSER === 'firefox')('a policy that changes while a renewal is in hand', () => {
  it('parks it without a restart, and lets it go on when it allows it again', async () => {
    stage = await openStage(['1234'])
    const { world } = stage
    const browser = await world.openBrowser({ policy: {} })
    const window = await goToStoreChoice(browser, world.bank)
    const consent = await askForToken(browser, window)
    await waitForWords(consent, 'この内容で更新する')
    world.changePolicy({ stores: ['computer'] })
    await waitForWords(consent, '電子証明書は、パソコンにだけ保存できます', 60)
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
    await press(consent, '閉じる')
    world.changePolicy({ stores: ['token'] })
    await expect
      .poll(async () => (await readSnapshot(browser))?.holdings.allowedStores, { timeout: 60_000 })
      .toEqual(['token'])
    await renewOntoToken(browser, window)
  })
})
