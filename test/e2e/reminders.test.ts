import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterEach, describe, expect, it } from 'vitest'
import { readICalendar, textOf, theOnly } from '../src/reminder/icalendar.ts'
import { press, waitForWords, wordsOf } from '../world/clicking.ts'
import { openPopup } from '../world/popup.ts'
import { goToStoreChoice, openBank, renewOntoToken } from '../world/renew.ts'
import { inBackground, stopWorker } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'

/** Reminders in a real browser: a token with a certificate of 20 days, and nobody who goes to the bank for it. */

let stage: Stage
afterEach(() => stage?.close())

const shown = async (browser: Browser): Promise<string[]> =>
  Object.keys(await inBackground<object>(browser, 'chrome.notifications.getAll()'))
const badge = (browser: Browser): Promise<string> => inBackground(browser, 'chrome.action.getBadgeText({})')

/** The bank's own first page has been seen once: now the certificate is known to be the bank's. */
const afterNotice = async (): Promise<{ browser: Browser; page: Page }> => {
  const browser = await stage.world.openBrowser()
  const page = await openBank(browser, stage.world.bank)
  await expect.poll(() => shown(browser), { timeout: 20_000 }).toHaveLength(1)
  return { browser, page }
}

describe('a certificate of 20 days', () => {
  it('is told once, whatever becomes of the service worker', async () => {
    stage = await openStage([])
    const { browser, page } = await afterNotice()
    expect(await shown(browser)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\/30$/)])
    expect(await badge(browser)).toBe('20')
    const title = await inBackground<string>(browser, 'chrome.action.getTitle({})')
    expect(title).toBe('電子証明書の有効期限まで、あと20日です\nれんしゅう信用金庫　1234567890（管理者）')
    // Swept away by the user; a worker that starts anew has no reason to bring it back.
    await inBackground(
      browser,
      'chrome.notifications.getAll().then((all) => Promise.all(Object.keys(all).map((id) => chrome.notifications.clear(id))))',
    )
    await stopWorker(browser)
    const popup = await openPopup(browser, page)
    await waitForWords(popup, 'いまの電子証明書が見つかりました')
    await waitForWords(popup, 'あとで（3日後にお知らせ）')
    expect(await shown(browser)).toEqual([])
  })

  it('is not spoken of for three days after 「あとで」', async () => {
    stage = await openStage([])
    const { browser, page } = await afterNotice()
    const popup = await openPopup(browser, page)
    await press(popup, 'あとで（3日後にお知らせ）')
    await waitForWords(popup, 'もう一度お知らせします。')
    expect(await shown(browser)).toEqual([])
    expect(await badge(browser)).toBe('20')
  })
})

describe('after the renewal', () => {
  it('all is quiet, next year is in a calendar file, and the browser closes when it is told to', async () => {
    stage = await openStage(['1234'])
    const browser = await stage.world.openBrowser()
    const { downloads } = stage.world
    const window = await goToStoreChoice(browser, stage.world.bank)
    expect(await shown(browser)).toHaveLength(1)
    await renewOntoToken(browser, window)
    const [page] = await browser.pages()
    if (!page) throw new Error('no page')
    const popup = await openPopup(browser, page)
    await waitForWords(popup, '更新が完了しました')
    await expect.poll(() => shown(browser)).toEqual([])
    expect(await badge(browser)).toBe('')

    await press(popup, 'カレンダーに次の更新を入れる')
    const files = () => readdirSync(downloads).filter((file) => file.endsWith('.ics'))
    await expect.poll(files, { timeout: 10_000 }).toHaveLength(1)
    const lastDay = /(\d{4})年(\d+)月(\d+)日/
      .exec(await wordsOf(popup))
      ?.slice(1)
      .map((part) => part.padStart(2, '0'))
    const calendar = readICalendar(readFileSync(join(downloads, files()[0] ?? '')))
    const event = calendar.components.find((one) => theOnly(one, 'DTSTART') === lastDay?.join(''))
    if (!event) throw new Error(`no event on ${lastDay}`)
    expect(textOf(event, 'SUMMARY')).toBe('電子証明書の有効期限：れんしゅう信用金庫　1234567890')
    expect(event.components).toHaveLength(3)

    await press(popup, 'ブラウザをすべて閉じる')
    await waitForWords(popup, '入力中のものはありませんか')
    const ended = new Promise((done) => browser.once('disconnected', done))
    await press(popup, 'すべて閉じる')
    await ended
  })
})
