import { X509Certificate } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detailsOf, openCertificates, openList } from '../world/certificates.ts'
import { pagesAt, press, waitForConsent, waitForWords, wordsOf } from '../world/clicking.ts'
import { askForToken, goToStoreChoice } from '../world/renew.ts'
import { openStage, type Stage } from '../world/stage.ts'

/**
 * From the page of certificates, whole: one certificate in full, the way to its bank, and renewals that were begun and have not come to
 * an end. One story; each step starts where the one before it has ended.
 */

const PIN = '1234'

let stage: Stage
let browser: Browser
let page: Page
let before: Map<string, string>

const untouched = (): string[] => {
  const after = stage.objectFiles()
  return [...before].filter(([file, bytes]) => after.get(file) !== bytes).map(([file]) => file)
}

/** The bank's pages that are open. */
const bankPages = () => pagesAt(browser, new RegExp(`^${stage.world.bank.origin}/`))

/** A renewal whose answer Koshin does not take; the window that says so is closed. */
const renewInVain = async (misbehaviour: 'html' | 'other-subject', words: string): Promise<void> => {
  const { bank } = stage.world
  bank.misbehave(misbehaviour)
  // What lies behind another tab takes no clicks.
  const [first] = await browser.pages()
  await first?.bringToFront()
  const window = await goToStoreChoice(browser, bank)
  await press(await askForToken(browser, window), 'この内容で更新する')
  const failed = await waitForConsent(browser, words)
  const closed = new Promise((done) => failed.once('close', done))
  await press(failed, '閉じる')
  // A tab that is opened while a window closes may come into that one.
  await closed
}

const lookAgain = async (): Promise<void> => {
  await page.bringToFront()
  await openList(page)
  await press(page, 'もう一度確かめる')
}

beforeAll(async () => {
  stage = await openStage([PIN])
  before = stage.objectFiles()
  browser = await stage.world.openBrowser()
  await renewInVain('html', 'K-3002')
  page = await openCertificates(browser)
})
afterAll(() => stage?.close())

const old = (): string => stage.world.token.oldCertificateSerialNumber

describe('a certificate that is due', () => {
  it('is told of in full, with the way to its bank', async () => {
    const words = await detailsOf(page, old())
    for (const part of [
      '銀行にログオンし、更新のお知らせを開いてください。',
      'れんしゅう信用金庫',
      '1234567890',
      '管理者',
    ])
      expect(words).toContain(part)
    const open = (await bankPages()).length
    await press(page, '銀行のページを開く')
    await expect.poll(async () => (await bankPages()).length, { timeout: 10_000 }).toBe(open + 1)
  })

  it('can be taken along as it lies on the token, and nobody is asked for a PIN', async () => {
    await page.bringToFront()
    const asked = stage.pinentry.shown().length
    await press(page, '電子証明書を表示する')
    const pem = await page.waitForSelector('textarea.pem', { timeout: 30_000 })
    const text = (await pem?.evaluate(({ value }) => value)) ?? ''
    expect(new X509Certificate(text).serialNumber).toBe(old())
    expect(new X509Certificate(text).toString()).toBe(text)
    expect(await wordsOf(page)).toContain('clientAuth')
    expect(stage.pinentry.shown()).toHaveLength(asked)
  })

  it('is copied whole', async () => {
    await press(page, '電子証明書（PEM）をコピー')
    await waitForWords(page, 'コピーしました。')
    await page.evaluate(() => {
      const empty = document.createElement('textarea')
      empty.id = 'pasted'
      document.body.append(empty)
      empty.focus()
    })
    await page.keyboard.down('Control')
    await page.keyboard.press('v')
    await page.keyboard.up('Control')
    const pasted = () => page.$eval('#pasted', (area) => (area as HTMLTextAreaElement).value)
    await expect.poll(async () => new X509Certificate(await pasted()).serialNumber).toBe(old())
  })

  it('is saved as files that openssl and Windows open', async () => {
    const files = await page.$$eval('a[download]', (links) =>
      links.map((link) => [link.getAttribute('download') ?? '', link.getAttribute('href') ?? '']),
    )
    expect(files.map(([name]) => name?.replace(/^.*\./, ''))).toEqual(['pem', 'cer'])
    const bytes = files.map(([, url]) => Buffer.from(url?.split('base64,')[1] ?? '', 'base64'))
    expect(bytes.map((one) => new X509Certificate(one).serialNumber)).toEqual([old(), old()])
  })
})

describe('a renewal whose answer is still missing', () => {
  it('is listed with the way on: its bank', async () => {
    await openList(page)
    await waitForWords(page, '銀行の答えを待っています。')
    const open = (await bankPages()).length
    await press(page, '銀行のページを開く')
    await expect.poll(async () => (await bankPages()).length, { timeout: 10_000 }).toBe(open + 1)
  })

  it('whose record is lost is found on the token, and can be given up', async () => {
    rmSync(join(stage.world.environment.XDG_STATE_HOME ?? '', 'koshin'), { recursive: true })
    await lookAgain()
    await waitForWords(page, '専用USBに、更新の途中の鍵があります')
    await press(page, '専用USBから調べる')
    await waitForWords(page, '見つかった更新を、下に表示しています。')
    expect(await wordsOf(page)).not.toContain('更新の途中の鍵があります')
    stage.pinentry.typesNext(PIN)
    await press(page, 'この更新を取り消す')
    await press(page, '取り消して、鍵を消す')
    await expect.poll(() => wordsOf(page), { timeout: 30_000 }).not.toContain('途中の更新があります')
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
    expect(untouched()).toEqual([])
  })
})

describe('a renewal whose answer has arrived', () => {
  it('is gone on with from here; what there is to decide is asked in a window', async () => {
    stage.pinentry.typesNext(PIN, PIN)
    await renewInVain('other-subject', '届いた電子証明書の名義がちがいます')
    await lookAgain()
    await waitForWords(page, '新しい電子証明書は届いています。')
    await press(page, '続ける')
    const window = await waitForConsent(browser, 'Betsu Shinkin Bank')
    await press(window, 'この内容で保存する')
    await press(window, '確かめたので、保存する')
  })

  it('comes to its end on the page, with the new certificate in the list', async () => {
    await waitForWords(page, '使えることを確かめました')
    await expect.poll(() => wordsOf(page), { timeout: 30_000 }).not.toContain('途中の更新があります')
    const { serialNumber = '' } = stage.world.bank.issued().at(-1) ?? {}
    expect(await detailsOf(page, serialNumber)).toContain('Betsu Shinkin Bank')
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(untouched()).toEqual([])
  })
})
