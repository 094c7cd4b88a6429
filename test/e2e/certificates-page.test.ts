import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openssl } from '../practice-bank/openssl.ts'
import type { ClientIdentity } from '../practice-bank/practice-bank.ts'
import { inBrowserStore } from '../world/browser-store.ts'
import {
  type Card,
  detailsOf,
  OWN_STORE,
  openList,
  pressOn,
  removeFromComputer,
  waitForList,
  wordsOn,
} from '../world/certificates.ts'
import { chooseFile } from '../world/choose-file.ts'
import { press, waitForWords, wordsOf } from '../world/clicking.ts'
import { logOnIn } from '../world/log-on.ts'
import { openByFoot, openPopupOverFirst } from '../world/popup.ts'
import { waitForCertificates } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'

/**
 * The page of certificates, whole: somebody has a renewed certificate as a file and another one in the browser's store, and ends with both
 * on the token and a log-on from there. One story; each step starts where the one before it has ended.
 */

const FILE = '更新した電子証明書.p12'
const PASSWORD = 'himitsu'
const PIN = '1234'

let stage: Stage
let browser: Browser
let popup: Page
let page: Page
/** On the token, in the browser's store, and in the file. */
let old: Card
let own: Card
let renewed: Card

/** As a bank or another program hands it out: key, certificate and chain. */
const writeFile = async ({ privateKeyPem, pem }: ClientIdentity): Promise<string> => {
  const file = join(mkdtempSync(join(stage.folder, 'download-')), FILE)
  const words = ['-export', '-passout', `pass:${PASSWORD}`, '-certfile', stage.world.bank.clientCaFile, '-out', file]
  await openssl(['pkcs12', ...words], privateKeyPem + pem)
  return file
}

let file: string

beforeAll(async () => {
  // Chromium finds a file by a Japanese name only where the locale's characters are UTF-8.
  stage = await openStage([PASSWORD, PIN], { logsOnWith: '1234567890002', more: { LC_ALL: 'C.UTF-8' } })
  const { bank, token } = stage.world
  const [, inStore] = bank.issued()
  const identity = await bank.issueClientCertificate({ commonName: '1234567890', days: 300 })
  file = await writeFile(identity)
  old = { store: token.label, serialNumber: token.oldCertificateSerialNumber }
  own = { store: OWN_STORE, serialNumber: inStore?.serialNumber ?? 'none' }
  renewed = { store: token.label, serialNumber: identity.serialNumber }
  browser = await stage.world.openBrowser({ asksWhich: BROWSER === 'firefox' })
  // A Chromium that has looked for certificates knows the drivers of that moment only.
  if (BROWSER === 'chromium') await (await browser.newPage()).goto(bank.origin)
  await waitForCertificates(browser)
  popup = await openPopupOverFirst(browser)
  page = await openByFoot(browser, popup, '電子証明書の一覧', 'certificates')
  await waitForList(page)
})
afterAll(() => stage?.close())

const onToken = (): string => stage.pkcs11Tool('--list-objects', '--type', 'cert').toUpperCase()

/** The person types this next, and the page says that it is done. */
const done = async (words: string, ...typed: string[]): Promise<void> => {
  await waitForWords(page, words)
  expect(stage.pinentry.shown()).toHaveLength(typed.length)
  await press(page, '閉じる')
}

it('is not covered by the popup that has opened it', async () => {
  await expect.poll(() => popup.isClosed()).toBe(true)
})

describe('what is there at first', () => {
  it('cannot be removed: each is the last one that is valid, and that is said', async () => {
    for (const card of [old, own]) {
      const words = await wordsOn(page, card)
      expect(words).toContain('この名義で有効な最後の電子証明書なので、削除できません。')
      expect(words).not.toContain('削除する')
    }
  })
})

describe('a file', () => {
  it('comes onto the token after its password and the PIN, and is named for deletion', async () => {
    await openList(page)
    await chooseFile(page, 'ファイルを選ぶ', file)
    await press(page, '取り込む')
    await waitForWords(page, `ファイル「${FILE}」を削除してください。`)
    const [first, second] = stage.pinentry.shown()
    expect(first?.description).toContain(FILE)
    expect(second?.description).toContain(stage.world.token.label)
    await done('取り込みました', PASSWORD, PIN)
    expect(onToken()).toContain(renewed.serialNumber)
    expect(stage.objects().privateKeys).toBe(2)
  })

  it('can be asked whether it works', async () => {
    stage.pinentry.typesNext(PIN)
    await pressOn(page, renewed, '使えるか確かめる')
    await done('使えることを確かめました', PIN)
  })
})

describe('the old one on the token', () => {
  it('is marked by the first press, which can be taken back', async () => {
    await pressOn(page, old, '削除する')
    await pressOn(page, old, '元に戻す')
    await expect.poll(() => wordsOn(page, old)).not.toContain('削除予定')
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 4 })
  })

  it('is gone with its key after the second press, and the new one is not', async () => {
    stage.pinentry.typesNext(PIN)
    await pressOn(page, old, '削除する')
    await pressOn(page, old, '完全に削除する')
    await done('削除しました', PIN)
    expect(await wordsOn(page, old)).toBeNull()
    expect(onToken()).not.toContain(old.serialNumber)
    expect(onToken()).toContain(renewed.serialNumber)
    expect(stage.objects().privateKeys).toBe(1)
  })
})

describe("the one in the browser's own store", () => {
  it('is moved onto the token, and stays where it was', async () => {
    stage.pinentry.typesNext(PIN)
    const { label } = stage.world.token
    await pressOn(page, own, await moveLabel())
    await pressOn(page, own, '移す')
    await done('専用USBに保存しました', PIN)
    await expect.poll(() => wordsOn(page, { ...own, store: label })).toContain('このパソコン')
    expect(await detailsOf(page, own.serialNumber)).toContain('1234567890002')
    expect(onToken()).toContain(own.serialNumber)
    expect([...inBrowserStore(stage.world).certificates.keys()]).toEqual([own.serialNumber])
  })

  it('can then be removed there: asked once, after the one on the token has signed', async () => {
    stage.pinentry.typesNext(PIN)
    await removeFromComputer(page, own.serialNumber)
    expect(stage.pinentry.shown()).toHaveLength(1)
    expect(inBrowserStore(stage.world)).toMatchObject({ nicknames: [], keyIds: [] })
    expect(onToken()).toContain(own.serialNumber)
  })
})

/** 「専用USB（練習） …61d3に移す」 */
const moveLabel = async (): Promise<string> => {
  const words = await wordsOn(page, own)
  return words?.split('\n').find((line) => line.endsWith('に移す')) ?? 'none'
}

describe('「このブラウザで使えるようにする」', () => {
  it('registers the driver, after saying where', async () => {
    await openList(page)
    await waitForWords(page, 'このブラウザでは、まだ使えません。')
    await press(page, 'このブラウザで使えるようにする')
    await press(page, '登録する')
    await waitForWords(page, '登録しました')
    const isAtOnce = BROWSER === 'firefox'
    expect(await wordsOf(page)).toContain(
      isAtOnce ? 'このブラウザで使えます。' : 'ブラウザをすべて閉じて開き直すと、使えるようになります。',
    )
  })

  it('makes that very browser log on from the token, its PIN typed into its own dialog', async () => {
    if (BROWSER === 'chromium') {
      await browser.close()
      browser = await stage.world.openBrowser({ profile: 1 })
    }
    expect(await logOnIn(browser, stage)).toContain(renewed.serialNumber)
    expect(stage.world.bank.logOns('shinkin-hojin-ib').at(-1)).toBe(renewed.serialNumber)
  })
})
