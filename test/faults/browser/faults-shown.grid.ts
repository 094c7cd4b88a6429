import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'puppeteer-core'
import { afterEach, describe, expect, it } from 'vitest'
import { press, waitForConsent, waitForWords, wordsOf } from '../../world/clicking.ts'
import { openPopup } from '../../world/popup.ts'
import { askForToken, goToStoreChoice } from '../../world/renew.ts'
import { stopWorker, storedInSession } from '../../world/service-worker.ts'
import { openStage, type Stage } from '../../world/stage.ts'
import type { WorldOptions } from '../../world/world.ts'

/** Faults of a renewal as people see them in real Chromium, and the way on from each. */

let stage: Stage
afterEach(() => stage?.close())

/** The request is with the bank, which misbehaves. */
const requestMade = async (options: Pick<WorldOptions, 'misbehaviour' | 'bankAhead'>) => {
  stage = await openStage(['1234', '1234'], options)
  const before = stage.objectFiles()
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  await press(await askForToken(browser, window), 'この内容で更新する')
  const untouched = (): string[] => {
    const after = stage.objectFiles()
    return [...before].filter(([file, bytes]) => after.get(file) !== bytes).map(([file]) => file)
  }
  const added = (): string[] => [...stage.objectFiles().keys()].filter((file) => !before.has(file))
  return { browser, window, untouched, added }
}

const closing = (page: Page): Promise<unknown> => new Promise((done) => page.once('close', done))

describe("the bank's clock", () => {
  const clocks = async (browser: Browser) =>
    Object.entries(await storedInSession(browser)).filter(([key]) => key.startsWith('clock-'))

  it("is heard from the Date of the bank's own pages", async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser()
    await goToStoreChoice(browser, stage.world.bank)
    const [[key, clock] = []] = await clocks(browser)
    expect(key).toBe(`clock-${stage.world.bank.origin}`)
    expect(Math.abs((clock as { ahead: number }).ahead)).toBeLessThan(5000)
  })

  it('is not heard on a site that was not allowed', async () => {
    stage = await openStage([], { edition: 'plain' })
    const browser = await stage.world.openBrowser()
    const [page] = await browser.pages()
    await page?.goto(`${stage.world.bank.origin}/`)
    await sleep(1000)
    expect(await clocks(browser)).toEqual([])
  })
})

it('C2: a certificate in another name is shown beside the old one, and saved when the user comes back and says so', async () => {
  const { browser, untouched } = await requestMade({ misbehaviour: 'other-subject' })
  const failed = await waitForConsent(browser, '届いた電子証明書の名義がちがいます')
  expect(await wordsOf(failed)).toMatch(/会社・団体 \(O\)\s+れんしゅう信用金庫\s+Betsu Shinkin Bank/)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 1 })
  await press(failed, '閉じる')
  // The bank has been asked; its page is not needed any more.
  const [main] = await browser.pages()
  if (!main) throw new Error('no page')
  const popup = await openPopup(browser, main)
  await press(popup, '続ける')
  const again = await waitForConsent(browser, 'Betsu Shinkin Bank')
  const closed = closing(again)
  await press(again, 'この内容で保存する')
  await press(again, '確かめたので、保存する')
  await closed
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  expect(stage.world.bank.submissions()).toHaveLength(1)
  expect(untouched()).toEqual([])
})

it('C3: a certificate that is valid by the bank alone is kept, and the clock is named; once it is set, it alone decides', async () => {
  const { browser, untouched } = await requestMade({ bankAhead: 26 * 3_600_000 })
  const failed = await waitForConsent(browser, 'パソコンの日付か時刻が、銀行と合っていません')
  expect(await wordsOf(failed)).toContain('このパソコンに保管してあります')
  expect(await failed.$eval('details', (details) => details.textContent)).toContain('26 h behind')
  await press(failed, '続ける')
  await waitForWords(failed, '届いた電子証明書は、いま使える期間ではありません')
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 1 })
  expect(untouched()).toEqual([])
})

it('J1: an answer that the host cannot take is kept by the browser, saved to a file, and installed once the host is back', async () => {
  const { browser, window, untouched } = await requestMade({ misbehaviour: 'no-answer' })
  await waitForWords(window, '電子証明書発行処理中')
  const manifests = join(stage.folder, 'profile-1', 'NativeMessagingHosts')
  renameSync(manifests, `${manifests}-away`)
  await stopWorker(browser)
  stage.world.bank.misbehave('none')
  const failed = await waitForConsent(browser, 'パソコン用プログラムが見つかりません')
  await waitForWords(failed, 'このパソコンに保管してあります')
  const session = await browser.target().createCDPSession()
  const downloadPath = join(stage.folder, 'downloads')
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath })
  await press(failed, 'ファイルに保存する')
  const files = () => (readdirSync(stage.folder).includes('downloads') ? readdirSync(downloadPath) : [])
  await expect.poll(files, { timeout: 10_000 }).toEqual([expect.stringMatching(/^koshin-answer-\d{4}-\d\d-\d\d\.p7b$/)])
  const der = Buffer.from(readFileSync(join(downloadPath, files()[0] ?? ''), 'latin1'), 'base64')
  expect(der.includes(Buffer.from(stage.world.bank.issued().at(-1)?.serialNumber ?? '', 'hex'))).toBe(true)
  renameSync(`${manifests}-away`, manifests)
  const closed = closing(failed)
  await press(failed, '続ける')
  await closed
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  expect(stage.world.bank.submissions()).toHaveLength(1)
  expect(untouched()).toEqual([])
})

it('J4: the key of an enrolment whose record was deleted is found on the token, shown without its bank, and can be discarded', async () => {
  const { browser, window, untouched, added } = await requestMade({ misbehaviour: 'no-answer' })
  await waitForWords(window, '電子証明書発行処理中')
  expect(added()).toHaveLength(2)
  await browser.close()
  rmSync(join(stage.world.environment.XDG_STATE_HOME ?? '', 'koshin'), { recursive: true })
  const later = await stage.world.openBrowser()
  const [page] = await later.pages()
  if (!page) throw new Error('no page')
  const popup = await openPopup(later, page)
  await waitForWords(popup, '専用USBに、更新の途中の鍵があります')
  await press(popup, '専用USBから調べる')
  await waitForWords(popup, '見つかった更新を、下に表示しています。')
  const words = await wordsOf(popup)
  expect(words).toContain('わかりません')
  expect(words).toContain('1234567890')
  expect(words).not.toContain('更新の途中の鍵があります')
  await press(popup, 'この更新を取り消す')
  await waitForWords(popup, 'ほかのパソコンの更新で使っているかもしれません')
  await press(popup, '取り消して、鍵を消す')
  // By its files: pkcs11-tool would log in, which writes the record of the token anew, and for that moment SoftHSM has no such token.
  await expect.poll(added, { timeout: 20_000 }).toEqual([])
  expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
  expect(untouched()).toEqual([])
})
