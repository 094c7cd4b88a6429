import { X509Certificate } from 'node:crypto'
import type { Browser, Page } from 'puppeteer-core'
import { afterEach, describe, expect, it } from 'vitest'
import { PRACTICE_PASSWORDS } from '../practice-bank/practice-passwords.ts'
import { inBrowserStore } from '../world/browser-store.ts'
import {
  BANK_WINDOW,
  findControl,
  press,
  waitForConsent,
  waitForPage,
  waitForWords,
  wordsOf,
} from '../world/clicking.ts'
import { pressKeys } from '../world/keyboard.ts'
import { paintedMark, waitForMarkAround, waitForMarkSaying } from '../world/marks.ts'
import { closePopup, openPopup } from '../world/popup.ts'
import { askForToken, goToStoreChoice, openBank, renewOntoToken } from '../world/renew.ts'
import { noticeInHand, waitForScreen } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'

/** What people do beside the way: they leave, come back, wait too long, and pick the wrong certificate. */

const FINISHED = '電子証明書の更新と専用USBへの保存が完了しました。'

let stage: Stage
afterEach(() => stage?.close())

const firstPage = async (browser: Browser): Promise<Page> => {
  const [page] = await browser.pages()
  if (!page) throw new Error('no page')
  return page
}

/** Goes to an address of the bank in the first tab, whatever it answers. */
const visit = async (browser: Browser, address: string): Promise<Page> => {
  const page = await firstPage(browser)
  await page.goto(address)
  return page
}

const consentAt = async (browser: Browser, window: Page): Promise<void> =>
  press(await askForToken(browser, window), 'この内容で更新する')

describe('leaving the page', () => {
  /** Presses where nothing is: nobody is asked who has not touched the page. */
  const touch = (page: Page): Promise<void> => page.mouse.click(3, 3)

  /** The questions of the browser on a page, by type. The user says no to each. */
  const questionsOn = (page: Page): string[] => {
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      // The page may have moved on by itself.
      void dialog.dismiss().catch(() => {})
    })
    return asked
  }

  /** The bank stays at one 処理中 page. @returns lets it move on by its own function */
  const holdTheBank = async (window: Page): Promise<() => Promise<void>> => {
    const { identifier } = await window.evaluateOnNewDocument(() => {
      const { setTimeout } = globalThis
      globalThis.setTimeout = ((run: unknown, delay?: number) =>
        run === 'moveOn()' ? 0 : setTimeout(run as () => void, delay)) as typeof setTimeout
    })
    return async () => {
      await window.removeScriptToEvaluateOnNewDocument(identifier)
      await window.evaluate('moveOn()')
    }
  }

  it('is asked about while the bank works, and goes on where the user stays', async () => {
    stage = await openStage(['1234'], { misbehaviour: 'no-answer' })
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, stage.world.bank)
    const moveOn = await holdTheBank(window)
    await consentAt(browser, window)
    await waitForMarkSaying(window, 'この画面を閉じないでください')
    const asked = questionsOn(window)
    await touch(window)
    await window.close({ runBeforeUnload: true })
    await expect.poll(() => asked).toHaveLength(1)
    for (const keys of ['F5', 'alt+Left', 'ctrl+w']) {
      const before = asked.length
      await window.bringToFront()
      await pressKeys(stage.display.name, keys)
      await expect.poll(() => asked, { message: keys, timeout: 3000 }).toHaveLength(before + 1)
    }
    expect(new Set(asked)).toEqual(new Set(['beforeunload']))
    stage.world.bank.misbehave('none')
    await moveOn()
    await waitForWords(window, FINISHED)
    expect(asked).toHaveLength(4)
  })

  it('is not asked about when the page moves on by itself', async () => {
    stage = await openStage(['1234'], { misbehaviour: 'no-answer' })
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, stage.world.bank)
    const asked = questionsOn(window)
    await consentAt(browser, window)
    // Twice to itself, then to the page that installs, which posts a form by script.
    for (let round = 0; round < 2; round++) {
      await waitForMarkSaying(window, 'この画面を閉じないでください')
      const gone = window.waitForNavigation()
      await touch(window)
      expect(await window.evaluate(() => navigator.userActivation.hasBeenActive)).toBe(true)
      await gone
    }
    stage.world.bank.misbehave('none')
    await waitForMarkSaying(window, 'この画面を閉じないでください')
    await touch(window)
    await waitForWords(window, FINISHED)
    expect(asked).toEqual([])
  })

  it('is not asked about where nothing is at work', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, stage.world.bank)
    const asked = questionsOn(window)
    await touch(window)
    const closed = new Promise((done) => window.once('close', done))
    await window.close({ runBeforeUnload: true })
    await closed
    expect(asked).toEqual([])
  })
})

describe('a session that the bank has ended', () => {
  it('on the way is said by mark and popup; after a new log-on the renewal goes on to its end', async () => {
    stage = await openStage(['1234'])
    const { bank } = stage.world
    const browser = await stage.world.openBrowser()
    const page = await openBank(browser, bank)
    await press(page, '電子証明書の更新をお願いします')
    await findControl(page, '電子証明書の更新はこちら')
    bank.endSessions()
    await press(page, '電子証明書の更新はこちら')
    const window = await waitForPage(browser, BANK_WINDOW)
    await waitForWords(window, 'セッションが無効です')
    await waitForMarkSaying(window, 'ログオンし直すと、続きからできます')
    const popup = await openPopup(browser, page)
    await waitForWords(popup, 'もう一度ログオンしてください')
    await closePopup(popup)
    await press(window, 'ログオン')
    await waitForScreen(browser, 'notices')
    const { serialNumber } = await renewOntoToken(browser, await goToStoreChoice(browser, bank))
    expect(serialNumber).toBe(bank.issued().at(-1)?.serialNumber)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(bank.submissions()).toHaveLength(1)
  })

  it('when the key has just been made costs no second key, no second PIN and no second request', async () => {
    stage = await openStage(['1234'])
    const { bank } = stage.world
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, bank)
    bank.endSessions()
    await consentAt(browser, window)
    await waitForMarkSaying(window, 'いままでのものは、なくなっていません')
    expect(bank.submissions()).toEqual([])
    await press(window, 'ログオン')
    await waitForScreen(browser, 'notices')
    const again = await goToStoreChoice(browser, bank)
    await press(again, '専用USBに保存する')
    await waitForWords(again, FINISHED)
    expect(stage.pinentry.shown()).toHaveLength(1)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(bank.submissions()).toHaveLength(1)
  })
})

describe('the screen in front decides the step', () => {
  const stepOf = async (browser: Browser, screen: string): Promise<string> =>
    (await waitForScreen(browser, screen)).step

  it('after going back, after a reload, and with a second window', async () => {
    stage = await openStage(['1234'])
    const { bank } = stage.world
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, bank)
    expect(await stepOf(browser, 'store')).toBe('choose-store')

    await window.goBack()
    expect(await stepOf(browser, 'start')).toBe('start')
    await waitForMarkAround(window, await findControl(window, '更新'))

    const page = await firstPage(browser)
    await page.reload()
    expect(await stepOf(browser, 'notice')).toBe('open-notice')
    await waitForMarkAround(page, await findControl(page, '電子証明書の更新はこちら'))

    const second = await browser.newPage()
    await second.goto(`${bank.origin}/notices`)
    expect(await stepOf(browser, 'notices')).toBe('open-notice')
    await waitForMarkAround(second, await findControl(second, '電子証明書の更新をお願いします'))

    // The window of before is still good.
    await press(window, '更新')
    expect(await stepOf(browser, 'store')).toBe('choose-store')
    await renewOntoToken(browser, window)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(bank.submissions()).toHaveLength(1)
  })
})

describe('the wrong certificate', () => {
  it('that has expired leads to 「電子証明書取得」 on the log-on page, and from there to a new one', async () => {
    stage = await openStage(['1234'], { days: -3 })
    const { bank } = stage.world
    const browser = await stage.world.openBrowser()
    const page = await visit(browser, bank.origins['shinkin-hojin-ib-older'])
    const obtain = await findControl(page, '電子証明書取得')
    await waitForMarkAround(page, obtain)
    await waitForMarkSaying(page, 'で切れました。ログオンではなく「電子証明書取得」を押してください')
    await press(page, '電子証明書取得')
    const window = await waitForPage(browser, BANK_WINDOW)
    await findControl(window, '次へ')
    await window.type('input[name=corporateId]', '1234567890')
    await window.type('input[name=password]', PRACTICE_PASSWORDS.obtaining)
    await press(window, '次へ')
    await waitForWords(window, '電子証明書更新開始')
    await waitForMarkAround(window, await findControl(window, '更新'))
    await press(window, '更新')
    await press(await waitForConsent(browser, 'この内容で更新する'), 'この内容で更新する')
    await waitForWords(window, '電子証明書のインストールが完了しました')
    // Into the computer's own store, as this screen of the bank says it.
    const serialNumber = bank.issued().at(-1)?.serialNumber ?? 'none'
    expect(inBrowserStore(stage.world).certificates.has(serialNumber)).toBe(true)
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
  })

  it('of a user at the log-on of the administrator, with both at hand: the words say whose to pick', async () => {
    stage = await openStage([], { logsOnWith: '1234567890001' })
    const browser = await stage.world.openBrowser()
    const page = await visit(browser, stage.world.bank.origins['keiyaku-hojin'])
    await press(page, '電子証明書方式による契約法人ログオン（管理者）')
    await waitForWords(page, 'この電子証明書ではログオンできません')
    await waitForMarkSaying(page, 'ご自分のIDの、有効期限が切れていないものを選び直してください')
  })

  it('or none at all at a log-on that asks at once: the words name the one to pick', async () => {
    stage = await openStage([], { logsOnWith: null })
    const browser = await stage.world.openBrowser()
    const page = await visit(browser, stage.world.bank.origin)
    await waitForWords(page, '電子証明書が確認できません')
    await waitForMarkSaying(page, '「1234567890」')
    await waitForMarkSaying(page, 'を選び直してください')
  })

  it('that has been renewed: mark and popup say so, name the new last day, and offer to close the browser', async () => {
    stage = await openStage(['1234'])
    const { bank } = stage.world
    const browser = await stage.world.openBrowser()
    await renewOntoToken(browser, await goToStoreChoice(browser, bank))
    const page = await firstPage(browser)
    const done = await openPopup(browser, page)
    await press(done, '閉じる')
    await closePopup(done)
    await visit(browser, bank.origin)
    const lastDay = lastDayOf(bank.issued().at(-1)?.pem ?? '')
    await waitForMarkSaying(page, '更新はもうすんでいます')
    await waitForMarkSaying(page, lastDay)
    const popup = await openPopup(browser, page)
    await waitForWords(popup, '更新はもうすんでいます')
    expect(await wordsOf(popup)).toContain(lastDay)
    await press(popup, 'ブラウザをすべて閉じる')
    const ended = new Promise((gone) => browser.once('disconnected', gone))
    await press(popup, 'すべて閉じる')
    await ended
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(bank.submissions()).toHaveLength(1)
  })
})

/** As the bank says it, 2027年11月21日. */
const lastDayOf = (pem: string): string => {
  const end = new Date(Date.parse(new X509Certificate(pem).validTo) + 9 * 3600_000)
  return `${end.getUTCFullYear()}年${end.getUTCMonth() + 1}月${end.getUTCDate()}日`
}

describe('a page with the words of two screens', () => {
  const BOTH = `<!doctype html><meta charset="utf-8"><title>電子証明書更新開始</title>
<h1>電子証明書更新開始</h1><p>証明書の更新をお願いします</p>
<p><a href="#">電子証明書の更新はこちら</a></p><p><button type="button">更新</button></p>`

  it('is said to be unclear: nothing is framed, and the step stays', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser()
    const window = await goToStoreChoice(browser, stage.world.bank)
    const before = await waitForScreen(browser, 'store')
    await window.setRequestInterception(true)
    window.on('request', (request) =>
      request.url().endsWith('/both')
        ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: BOTH })
        : request.continue(),
    )
    await window.goto(`${stage.world.bank.origin}/both`)
    await waitForMarkSaying(window, 'はっきり読み取れません')
    expect((await paintedMark(window, 'a, button'))?.frame).toBeNull()
    expect(await noticeInHand(browser)).toEqual(before)
  })
})
