import type { Browser } from 'puppeteer-core'
import { afterEach, describe, expect, it } from 'vitest'
import { extensionPage, press, waitForPage, waitForWords, wordsOf } from '../world/clicking.ts'
import { inFirefox } from '../world/firefox-window.ts'
import { acceptPermission } from '../world/keyboard.ts'
import { closePopup, goOnToSite, openPopup } from '../world/popup.ts'
import { askForToken, goToStoreChoice, openBank } from '../world/renew.ts'
import { inBackground } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { isFirefox } from '../world/which-browser.ts'

/** The popup behind the toolbar button of a real browser. It owns no truth: it can go at any moment. */

let stage: Stage
afterEach(() => stage?.close())

const badge = (browser: Browser): Promise<string> => inBackground(browser, 'chrome.action.getBadgeText({})')

const lastDay = (): string => {
  const day = new Date(Date.now() + (20 * 24 + 9) * 3600_000)
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`
}

describe('at the notice', () => {
  it('it says bank, ID, last day and days left, and that all that is needed is there', async () => {
    stage = await openStage(['1234'])
    const browser = await stage.world.openBrowser()
    const page = await openBank(browser, stage.world.bank)
    const popup = await openPopup(browser, page)
    await waitForWords(popup, 'いまの電子証明書が見つかりました')
    const words = await wordsOf(popup)
    for (const part of ['れんしゅう信用金庫', '20日', lastDay(), '1234567890', '専用USB（練習）'])
      expect(words).toContain(part)
    expect(await badge(browser)).toBe('20')
    await press(popup, '更新をはじめる')
    await waitForWords(popup, '電子証明書の更新をお願いします')
  })
})

describe('its panel', () => {
  /** Scroll bars that take room, as on Windows; on this system only Chromium's do so by themselves. */
  const keepScrollBars = async (browser: Browser): Promise<void> => {
    if (isFirefox(browser)) await inFirefox(browser, "Services.prefs.setIntPref('ui.useOverlayScrollbars', 0)")
  }

  it('is wide enough for the words, and where they are too many for its height nothing has to be scrolled sideways', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser()
    await keepScrollBars(browser)
    const popup = await openPopup(browser, await openBank(browser, stage.world.bank))
    await waitForWords(popup, 'いまの電子証明書が見つかりました')
    const sizes = () =>
      popup.evaluate(() => {
        const { clientWidth, scrollWidth, clientHeight, scrollHeight } = document.documentElement
        return {
          panel: innerWidth,
          bar: innerWidth - clientWidth,
          tooHigh: scrollHeight > clientHeight,
          hidden: scrollWidth - clientWidth,
        }
      })
    // The browser fits the panel to what is in it a moment later.
    await expect
      .poll(sizes)
      .toMatchObject({ tooHigh: true, hidden: 0, panel: expect.toSatisfy((width) => width >= 360) })
    expect((await sizes()).bar).toBeGreaterThan(0)
  })
})

describe('closed and opened again', () => {
  it('shows the truth: the way, then the end with serial number and what to do next', async () => {
    stage = await openStage(['1234'])
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, stage.world.bank)
    const [main] = await browser.pages()
    if (!main) throw new Error('no page')
    const before = await openPopup(browser, main)
    await waitForWords(before, '「専用USBに保存する」')
    // A click on the bank's page closes the popup of a person: nobody needs it open.
    await closePopup(before)
    const consent = await askForToken(browser, window)
    await press(consent, 'この内容で更新する')
    await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
    const after = await openPopup(browser, main)
    await waitForWords(after, '更新が完了しました')
    const words = await wordsOf(after)
    const serial = stage.world.bank.issued().at(-1)?.serialNumber ?? 'none'
    expect(words.replaceAll(':', '')).toContain(serial)
    expect(words).toContain('ブラウザをすべて閉じて')
    expect(await badge(browser)).toBe('')
  })
})

describe('two tokens', () => {
  it('are both shown, the one with the old certificate chosen, and the key is made on the one that the user takes', async () => {
    stage = await openStage(['1234'], { secondToken: 'Second USB' })
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, stage.world.bank)
    const consent = await askForToken(browser, window)
    await waitForWords(consent, 'Second USB')
    const chosen = await consent.$eval(
      'input[type=radio]:checked',
      (input) => input.closest('label')?.textContent ?? '',
    )
    expect(chosen).toContain('専用USB（練習）')
    await press(consent, 'この内容で更新する')
    await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  })
})

describe('a site that is not allowed', () => {
  it('is offered, and nothing is read before the user says yes', async () => {
    stage = await openStage([], { edition: 'plain' })
    const browser = await stage.world.openBrowser()
    const [page] = await browser.pages()
    if (!page) throw new Error('no page')
    await page.goto(`${stage.world.bank.origin}/`)
    expect(await page.evaluate(() => 'ActiveXObject' in window)).toBe(false)
    const popup = await openPopup(browser, page)
    await goOnToSite(popup)
    await waitForWords(popup, 'www.renshu-bank.localhost')
    expect(await page.$('koshin-mark')).toBeNull()
  })

  it('is read once the user has named the bank and the browser has been told yes', async () => {
    stage = await openStage([], { edition: 'plain' })
    const browser = await stage.world.openBrowser()
    const [page] = await browser.pages()
    if (!page) throw new Error('no page')
    await page.goto(`${stage.world.bank.origin}/`)
    const popup = await openPopup(browser, page)
    await goOnToSite(popup)
    await (await popup.waitForSelector('summary::-p-text(銀行を自分で選ぶ)'))?.click()
    await (await popup.waitForSelector('label::-p-text(法人インターネットバンキング)'))?.click()
    await press(popup, 'このサイトで使う')
    await acceptPermission(browser, stage.display.name)
    await page.waitForSelector('koshin-mark', { timeout: 20_000 })
    expect(await page.evaluate(() => 'ActiveXObject' in window)).toBe(true)
    await expect.poll(() => badge(browser)).toBe('20')
  })
})

describe('without a dialog of the platform', () => {
  it("the PIN is typed into the extension's own window, which says why", async () => {
    stage = await openStage([], { pinentry: null })
    const browser = await stage.world.openBrowser({ bareHost: true })
    const window = await goToStoreChoice(browser, stage.world.bank)
    const consent = await askForToken(browser, window)
    await press(consent, 'この内容で更新する')
    const pin = await waitForPage(browser, extensionPage('pin'))
    await waitForWords(pin, 'このパソコン')
    await pin.type('input[type=password]', '1234')
    // The window closes on the key's way down: its way up finds nobody.
    await pin.keyboard.press('Enter').catch(() => {})
    await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  })
})
