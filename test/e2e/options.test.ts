import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterEach, describe, expect, it } from 'vitest'
import bizstation from '../../src/bank/profiles/bizstation.json' with { type: 'json' }
import { chooseFile } from '../world/choose-file.ts'
import { press, waitForWords, wordsOf } from '../world/clicking.ts'
import { acceptPermission } from '../world/keyboard.ts'
import { goOnToSite, openByFoot, openPopup } from '../world/popup.ts'
import { inBackground } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'

/** The plain edition, which knows no host: profiles from files, sites that the user allows, pages that the user asks about. */

let stage: Stage
afterEach(() => stage?.close())

const begin = async (): Promise<{ browser: Browser; page: Page }> => {
  stage = await openStage([], { edition: 'plain' })
  const browser = await stage.world.openBrowser()
  const [page] = await browser.pages()
  if (!page) throw new Error('no page')
  return { browser, page }
}

/** By the quiet link at the popup's foot. */
const openOptions = async (browser: Browser, page: Page): Promise<Page> => {
  const popup = await openPopup(browser, page)
  const options = await openByFoot(browser, popup, '設定', 'options')
  await waitForWords(options, '使っているサイト')
  return options
}

const fileOf = (name: string, content: string | Uint8Array): string => {
  const file = join(stage.folder, name)
  writeFileSync(file, content)
  return file
}

const choose = (options: Page, file: string): Promise<void> => chooseFile(options, 'ファイルを選ぶ', file)

const keiko = (more: object = {}): string =>
  JSON.stringify({
    ...bizstation,
    id: 'keiko-bank',
    name: { ja: 'けいこ銀行', en: 'Keiko Bank' },
    origins: ['https://www.renshu-bank.localhost/*'],
    ...more,
  })

const registered = (browser: Browser): Promise<{ id: string; matches: string[] }[]> =>
  inBackground(browser, 'chrome.scripting.getRegisteredContentScripts()')
const allowedHosts = async (browser: Browser): Promise<string[]> =>
  (await inBackground<{ origins?: string[] }>(browser, 'chrome.permissions.getAll()')).origins ?? []

describe('a profile from a file', () => {
  it('is shown first, added by a click, used on its host once that is allowed, and goes with its permission', async () => {
    const { browser, page } = await begin()
    await page.goto(`${stage.world.bank.origin}/`)
    const options = await openOptions(browser, page)
    await choose(options, fileOf('keiko.json', keiko()))
    await waitForWords(options, 'この設定を追加しますか')
    for (const part of ['けいこ銀行', 'www.renshu-bank.localhost', '1画面', 'keiko-bank'])
      expect(await wordsOf(options)).toContain(part)
    expect(await inBackground(browser, "chrome.storage.local.get('profiles')")).toEqual({})
    await press(options, '追加する')
    await waitForWords(options, '追加しました。')
    await waitForWords(options, '許可がまだありません')
    expect(await registered(browser)).toEqual([])

    await press(options, '許可する')
    await acceptPermission(browser, stage.display.name)
    await waitForWords(options, '許可済み')
    await expect.poll(async () => (await registered(browser)).map(({ id }) => id)).toEqual(['content'])

    await press(options, '取り除く')
    await waitForWords(options, 'サイトの許可も取り消します')
    await press(options, '取り除く')
    await waitForWords(options, 'まだありません。')
    expect(await allowedHosts(browser)).toEqual([])
    await expect.poll(() => registered(browser)).toEqual([])
  })

  it('replaces one of the same id only after asking', async () => {
    const { browser, page } = await begin()
    const options = await openOptions(browser, page)
    await choose(options, fileOf('first.json', keiko({ origins: [] })))
    await press(options, '追加する')
    await waitForWords(options, '追加しました。')
    await choose(options, fileOf('second.json', keiko({ name: { ja: 'あたらしい銀行', en: 'New Bank' }, origins: [] })))
    await waitForWords(options, 'いまの設定と入れ替えますか')
    await press(options, 'やめる')
    expect(await wordsOf(options)).not.toContain('あたらしい銀行')
    await choose(options, join(stage.folder, 'second.json'))
    await press(options, '入れ替える')
    await waitForWords(options, 'あたらしい銀行')
    expect(await wordsOf(options)).not.toContain('けいこ銀行')
  })

  it('is refused with place and reason when it is bad, and nothing is kept', async () => {
    const { browser, page } = await begin()
    const options = await openOptions(browser, page)
    await choose(options, fileOf('bad.json', keiko({ renewal: { ...bizstation.renewal, daysBefore: 400 } })))
    await waitForWords(options, 'このファイルは追加できません')
    await waitForWords(options, 'renewal.daysBefore')
    await waitForWords(options, '数が大きすぎます（366まで）。')
    await choose(options, fileOf('broken.json', '{\n  "id": keiko\n}'))
    await waitForWords(options, '2行目の9文字目')
    await choose(options, fileOf('bundled.json', keiko({ id: 'bizstation' })))
    await waitForWords(options, 'はじめから入っている設定のIDです')
    await choose(options, fileOf('many.json', keiko(Object.fromEntries([...Array(13)].map((_, at) => [`x${at}`, 1])))))
    await waitForWords(options, 'ほかに3件あります。')
    expect(await inBackground(browser, "chrome.storage.local.get('profiles')")).toEqual({})
  })

  it('is not even read when it is huge, and said to be no text when it is binary', async () => {
    const { browser, page } = await begin()
    const options = await openOptions(browser, page)
    await choose(options, fileOf('huge.json', new Uint8Array(300 * 1024 * 1024)))
    await waitForWords(options, 'ファイルが大きすぎます', 5)
    await choose(
      options,
      fileOf(
        'picture.json',
        Uint8Array.from({ length: 60_000 }, (_, at) => (at * 37) % 256),
      ),
    )
    await waitForWords(options, '文字のファイル（UTF-8）ではない', 5)
    await choose(options, fileOf('deep.json', '['.repeat(99_000)))
    await waitForWords(options, 'JSONとして読み取れません', 5)
  })
})

/** Drops a file made in the page itself: no mouse carries one here. */
const drop = (options: Page, text: string): Promise<boolean> =>
  options.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'dropped.json'))
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
    document.body.dispatchEvent(event)
    return event.defaultPrevented
  }, text)

it('a file can be dropped anywhere on the page, which stays open', async () => {
  const { browser, page } = await begin()
  const options = await openOptions(browser, page)
  expect(await drop(options, keiko())).toBe(true)
  await waitForWords(options, 'この設定を追加しますか')
})

describe('a page of a site that is not allowed', () => {
  it('is looked at when the user asks: the notice is told, and the site taken up with the bank that the user names', async () => {
    const { browser, page } = await begin()
    await page.goto(`${stage.world.bank.origin}/`)
    await press(page, '電子証明書の更新をお願いします')
    await waitForWords(page, '電子証明書の更新はこちら')
    const popup = await openPopup(browser, page)
    await goOnToSite(popup)
    await press(popup, 'このページを調べる')
    await waitForWords(popup, '更新のお知らせが見つかりました')
    await waitForWords(popup, '20日')
    expect(await registered(browser)).toEqual([])
    await (await popup.waitForSelector('label::-p-text(法人インターネットバンキング)'))?.click()
    await press(popup, 'このサイトで使う')
    await acceptPermission(browser, stage.display.name)
    await page.waitForSelector('koshin-mark', { timeout: 20_000 })
    expect(await allowedHosts(browser)).toEqual(['https://www.renshu-bank.localhost/*'])

    const options = await openOptions(browser, page)
    await waitForWords(options, '許可済み')
    await press(options, '使うのをやめる')
    await waitForWords(options, 'このサイトの画面を読まなくなり')
    await press(options, '使うのをやめる')
    await waitForWords(options, 'まだありません。')
    expect(await allowedHosts(browser)).toEqual([])
    await expect.poll(() => registered(browser)).toEqual([])
  })
})
