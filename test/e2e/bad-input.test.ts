import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterEach, describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '../../src/protocol/identity.ts'
import { CONSENT, pagesAt, press, waitForConsent, waitForWords, wordsOf } from '../world/clicking.ts'
import type { Answers } from '../world/pinentry.ts'
import { askForToken, goToStoreChoice } from '../world/renew.ts'
import { openStage, type Stage } from '../world/stage.ts'
import type { WorldOptions } from '../world/world.ts'

/**
 * What goes wrong, tried in a real browser. Each ends with the right sentence on screen, the old pair untouched, and no
 * second key: what was made is used later or discarded by the user.
 */

const FINISHED = '電子証明書の更新と専用USBへの保存が完了しました。'

let stage: Stage
afterEach(() => stage?.close())

/** A stage with the browser at the page with [専用USBに保存する]. */
const begin = async (answers: Answers, options: Partial<WorldOptions> = {}) => {
  stage = await openStage(answers, options)
  const before = stage.objectFiles()
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  const untouched = (): string[] => {
    const after = stage.objectFiles()
    return [...before].filter(([file, bytes]) => after.get(file) !== bytes).map(([file]) => file)
  }
  return { browser, window, untouched }
}

const consentTo = async (browser: Browser, window: Page): Promise<Page> => {
  const consent = await askForToken(browser, window)
  await press(consent, 'この内容で更新する')
  return consent
}

const finish = (window: Page): Promise<void> => waitForWords(window, FINISHED, 60)

describe('the PIN', () => {
  it('typed wrong is asked again, in words, and the renewal goes on with one key', async () => {
    const { browser, window, untouched } = await begin(['0000', '1234'])
    await consentTo(browser, window)
    await finish(window)
    const [first, second] = stage.pinentry.shown()
    expect(first?.description).toContain(stage.world.bank.origin)
    expect(first?.error).toBe('')
    expect(second?.error).toContain('暗証番号（PIN）')
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(untouched()).toEqual([])
  })

  it('not typed at all leaves nothing made; trying again in the same window goes on', async () => {
    const { browser, window, untouched } = await begin([null])
    const consent = await consentTo(browser, window)
    await waitForWords(consent, 'K-2206')
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
    stage.pinentry.typesNext('1234')
    await press(consent, 'もう一度試す')
    await finish(window)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(untouched()).toEqual([])
  })
})

describe('the token', () => {
  it('that is not there is asked for, and found once it is connected', async () => {
    const { browser, window, untouched } = await begin(['1234'])
    const tokens = join(stage.folder, 'token', 'tokens')
    renameSync(tokens, `${tokens}-away`)
    mkdirSync(tokens)
    const consent = await askForToken(browser, window)
    await waitForWords(consent, '専用USBがつながっていません')
    renameSync(tokens, `${tokens}-empty`)
    renameSync(`${tokens}-away`, tokens)
    await press(consent, 'もう一度確かめる')
    await press(consent, 'この内容で更新する')
    await finish(window)
    expect(untouched()).toEqual([])
  })

  it('taken away before the answer is written loses nothing: the answer is kept and written once it is back', async () => {
    const { browser, window, untouched } = await begin(['1234'], { misbehaviour: 'no-answer' })
    await consentTo(browser, window)
    await waitForWords(window, '電子証明書発行処理中')
    const tokens = join(stage.folder, 'token', 'tokens')
    renameSync(tokens, `${tokens}-away`)
    mkdirSync(tokens)
    stage.world.bank.misbehave('none')
    const failed = await waitForConsent(browser, '専用USBが抜かれました')
    await waitForWords(window, '電子証明書更新エラー')
    expect(await wordsOf(failed)).toContain('このパソコンに保管してあります')
    renameSync(tokens, `${tokens}-empty`)
    renameSync(`${tokens}-away`, tokens)
    stage.pinentry.typesNext('1234')
    const closed = new Promise((done) => failed.once('close', done))
    await press(failed, '続ける')
    await closed
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(stage.world.bank.submissions()).toHaveLength(1)
    expect(untouched()).toEqual([])
  })
})

describe('the native host', () => {
  it('that is missing is named, with what to do', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser({ registered: false })
    const window = await goToStoreChoice(browser, stage.world.bank)
    const consent = await askForToken(browser, window)
    await waitForWords(consent, 'パソコン用プログラムが見つかりません')
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
  })

  it('of another version says which side to update', async () => {
    stage = await openStage([])
    const old = join(stage.folder, 'old-host')
    cpSync('dist/host', old, { recursive: true })
    const program = join(old, 'koshin.cjs')
    const text = readFileSync(program, 'utf8')
    const older = text
      .replace(`theirs !== ${PROTOCOL_VERSION}`, 'theirs !== 0')
      .replace(`theirs > ${PROTOCOL_VERSION}`, 'theirs > 0')
    expect(older).not.toBe(text)
    writeFileSync(program, older)
    const browser = await stage.world.openBrowser({ host: program })
    const window = await goToStoreChoice(browser, stage.world.bank)
    const consent = await askForToken(browser, window)
    await waitForWords(consent, 'パソコン用プログラムが古く')
  })
})

describe("the bank's answer", () => {
  it.each([
    ['wrong-key', 'K-3004'],
    ['html', 'K-3002'],
  ] as const)('%s is refused with %s; the key waits for the right answer', async (misbehaviour, code) => {
    const { browser, window, untouched } = await begin(['1234', '1234'], { misbehaviour })
    await consentTo(browser, window)
    const failed = await waitForConsent(browser, code)
    await waitForWords(window, '電子証明書更新エラー')
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 1 })
    expect(untouched()).toEqual([])
    // The bank has mended it: the same key is used, none is made.
    stage.world.bank.misbehave('none')
    await press(failed, '閉じる')
    const again = await goToStoreChoice(browser, stage.world.bank)
    await consentTo(browser, again)
    await finish(again)
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
    expect(untouched()).toEqual([])
  })

  it('that never comes is said, and the user can discard the key', async () => {
    const { browser, window, untouched } = await begin(['1234', '1234'], { misbehaviour: 'no-answer' })
    await consentTo(browser, window)
    const failed = await waitForConsent(browser, 'K-3001')
    expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 1 })
    const closed = new Promise((done) => failed.once('close', done))
    await discardKey(failed)
    await closed
    expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
    expect(untouched()).toEqual([])
  })
})

/** Asked once more in place, as everything that cannot be taken back. */
const discardKey = async (page: Page): Promise<void> => {
  await press(page, 'この更新を取り消す')
  await press(page, '取り消して、鍵を消す')
}

describe('a page that has no right to ask', () => {
  it('on an origin that was not allowed finds no ActiveXObject, and nothing of Koshin', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser()
    const [page] = await browser.pages()
    if (!page) throw new Error('no page')
    await page.goto(`${stage.world.bank.otherOrigin}/hostile-frame?event=koshin-page-call`)
    expect(await page.evaluate(() => 'ActiveXObject' in window)).toBe(false)
    expect(await page.$('koshin-mark')).toBeNull()
  })

  it('in a frame of another origin sends its events to nobody', async () => {
    stage = await openStage([])
    const browser = await stage.world.openBrowser()
    const [page] = await browser.pages()
    if (!page) throw new Error('no page')
    await page.goto(`${stage.world.bank.origin}/framing?event=koshin-page-call`)
    const frame = await page.waitForFrame((one) => one.url().includes('hostile-frame'))
    await frame.waitForFunction(() => document.title.includes('parent'))
    expect(await frame.title()).toContain('parent:blocked')
    await new Promise((done) => setTimeout(done, 1500))
    expect(await pagesAt(browser, CONSENT)).toEqual([])
    expect(await frame.evaluate(() => 'ActiveXObject' in window)).toBe(false)
  })

  it.each([
    ['nonsense', '"{"'],
    ['an unknown method', '{"id":"0123456789abcdef","method":"sign","data":"QQ=="}'],
    ['a field too many', '{"id":"0123456789abcdef","method":"create-request","subject":null,"keyLength":0,"pin":"1"}'],
  ])(
    "but is the bank's own and sends %s is answered with an error at most, and nothing is asked",
    async (_what, detail) => {
      stage = await openStage([])
      const browser = await stage.world.openBrowser()
      const [page] = await browser.pages()
      if (!page) throw new Error('no page')
      await page.goto(`${stage.world.bank.origin}/`)
      await page.waitForSelector('koshin-mark')
      await page.evaluate((text: string) => {
        document.dispatchEvent(new CustomEvent('koshin-page-call', { detail: text, cancelable: true }))
      }, detail)
      await new Promise((done) => setTimeout(done, 1500))
      expect(await pagesAt(browser, CONSENT)).toEqual([])
    },
  )
})
