import type { Browser, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CONSENT, press, waitForPage, waitForWords, wordsOf } from '../../world/clicking.ts'
import { goToStoreChoice, openBank } from '../../world/renew.ts'
import { openStage, type Stage } from '../../world/stage.ts'

/** A page of the bank's own that has turned bad: it can ask, and fool itself. Nothing is made that the user did not agree to. */

let stage: Stage
let before: Map<string, string>
let browser: Browser
beforeEach(async () => {
  stage = await openStage(['1234'])
  before = stage.objectFiles()
  browser = await stage.world.openBrowser()
})
afterEach(() => stage?.close())

const waitAWhile = () => new Promise((done) => setTimeout(done, 1500))
const questions = (): number => browser.targets().filter((target) => CONSENT.test(target.url())).length

const expectNothing = (): void => {
  expect(stage.objectFiles()).toEqual(before)
  expect(stage.pinentry.shown()).toEqual([])
  expect(stage.world.bank.submissions()).toEqual([])
}

/** Posts calls as the page layer does. */
const dispatch = (page: Page, calls: readonly object[]): Promise<void> =>
  page.evaluate(
    (texts: string[]) => {
      for (const detail of texts)
        document.dispatchEvent(new CustomEvent('koshin-page-call', { detail, cancelable: true }))
    },
    calls.map((call) => JSON.stringify(call)),
  )

const idOf = (number: number): string => number.toString(16).padStart(16, '0')

it('that asks for a key two hundred times opens one question, and "no" to it makes nothing', async () => {
  const page = await openBank(browser, stage.world.bank)
  const ask = (id: string) => ({ id, method: 'create-request', subject: null, keyLength: 0 })
  await dispatch(
    page,
    Array.from({ length: 200 }, (_, number) => ask(idOf(number))),
  )
  const consent = await waitForPage(browser, CONSENT)
  await waitForWords(consent, 'やめる')
  await waitAWhile()
  expect(questions()).toBe(1)
  expect(await wordsOf(consent)).toContain(new URL(stage.world.bank.origin).host)
  expectNothing()
  const closed = new Promise((done) => consent.once('close', done))
  await press(consent, 'やめる')
  await closed
  expectNothing()
})

it('that calls ActiveXObject in a loop and is told no each time gets no request', async () => {
  const page = await openBank(browser, stage.world.bank)
  const looping = page.evaluate(`(() => {
    const outcomes = []
    for (let round = 0; round < 2; round++) {
      try {
        const factory = new ActiveXObject('X509Enrollment.CX509EnrollmentWebClassFactory')
        const request = factory.CreateObject('X509Enrollment.CX509CertificateRequestPkcs10')
        request.InitializeFromPrivateKey(1, factory.CreateObject('X509Enrollment.CX509PrivateKey'), '')
        const enrollment = factory.CreateObject('X509Enrollment.CX509Enrollment')
        enrollment.InitializeFromRequest(request)
        outcomes.push(enrollment.CreateRequest(1))
      } catch (error) { outcomes.push(error.number) }
    }
    return outcomes
  })()`)
  for (let round = 0; round < 2; round++) {
    const consent = await waitForPage(browser, CONSENT)
    const closed = new Promise((done) => consent.once('close', done))
    await press(consent, 'やめる')
    await closed
  }
  // ERROR_CANCELLED, as Internet Explorer's own question gives it.
  expect(await looping).toEqual([0x800704c7 | 0, 0x800704c7 | 0])
  expectNothing()
})

it('that clicks its button by itself is held like a person, and asked about', async () => {
  const window = await goToStoreChoice(browser, stage.world.bank)
  await window.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('input[type=button]'))
      if (button instanceof HTMLInputElement && button.value === '専用USBに保存する') button.click()
  })
  await waitForWords(await waitForPage(browser, CONSENT), 'この内容で更新する')
  expectNothing()
})

it('that hands in answers which nobody asked for is refused, and nobody is asked anything', async () => {
  const page = await openBank(browser, stage.world.bank)
  const { pem } = await stage.world.bank.issueClientCertificate({ commonName: '1234567890', days: 300 })
  const answers = [pem, '<html>', ''].map((text) => Buffer.from(text).toString('base64'))
  await dispatch(
    page,
    answers.map((answer, number) => ({ id: idOf(number), method: 'install-response', answer })),
  )
  await page.waitForFunction(
    (name: string) => document.cookie.includes(name),
    { timeout: 15_000, polling: 100 },
    `koshin-${idOf(0)}-0=`,
  )
  await waitAWhile()
  expect(questions()).toBe(0)
  expectNothing()
})

it('that writes the cookies of an answer itself fools nobody but itself', async () => {
  const page = await openBank(browser, stage.world.bank)
  await page.evaluate(
    (ids: string[]) => {
      const forged = btoa('{"ok":true,"request":"AAAA"}')
      // biome-ignore lint/suspicious/noDocumentCookie: what a page does
      for (const id of ids) document.cookie = `koshin-${id}-0=1.${forged}; path=/; secure; samesite=strict`
    },
    [idOf(1), idOf(2)],
  )
  await waitAWhile()
  expect(questions()).toBe(0)
  expectNothing()
})
