import type { Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { press, waitForConsent, waitForWords, wordsOf } from '../world/clicking.ts'
import { waitForMarkSaying } from '../world/marks.ts'
import { type ScreensSeen, waitForCertificates, watchScreens } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { ADMINISTRATOR_000, COMPUTER_002, enrol, USER_000, WAY_001, WAY_003_AND_004, type Way } from '../world/ways.ts'

/**
 * The documents' systems, each from log-on to the end by clicking, in real Chromium. A person types the passwords and the
 * one-time password. (002, 専用USB is renewal.test.ts.)
 */

const WAYS: readonly (readonly [document: string, way: Way])[] = [
  ['000 管理者', ADMINISTRATOR_000],
  ['000 利用者', USER_000],
  ['001', WAY_001],
  ['002 パソコン', COMPUTER_002],
  ['003・004', WAY_003_AND_004],
]

describe.each(WAYS)('%s', (_document, way) => {
  let stage: Stage
  let before: Map<string, string>
  let browser: Browser
  let seen: ScreensSeen
  let consented = ''
  let lastScreen = ''

  beforeAll(async () => {
    stage = await openStage(['1234'], { commonName: way.commonName })
    before = stage.objectFiles()
    browser = await stage.world.openBrowser()
    seen = await watchScreens(browser)
    await waitForCertificates(browser)
    const page = await way.toEnrolment({ browser, bank: stage.world.bank })
    await enrol(page, way)
    const consent = await waitForConsent(browser, 'この内容で更新する')
    consented = await wordsOf(consent)
    // Until the mark has been read the bank stays at the screen on which it works.
    stage.world.bank.misbehave('no-answer')
    await press(consent, 'この内容で更新する')
    await waitForMarkSaying(page, 'お待ちください')
    stage.world.bank.misbehave('none')
    await waitForWords(page, way.finished, 60)
    lastScreen = await wordsOf(page)
    await way.toEnd(page)
  })

  afterAll(() => stage?.close())

  it('is asked about once, and offers the token', () => {
    expect(consented).toContain(stage.world.bank.origins[way.system].replace('https://', ''))
    expect(consented).toContain(stage.world.token.label)
  })

  it('is known at every screen of the way, in the order of the document', async () => {
    expect(await seen.ids()).toEqual(way.screens)
  })

  it('submits one request', () => {
    expect(stage.world.bank.submissions()).toHaveLength(1)
  })

  it('puts the certificate on the token whose serial number the last screen prints', () => {
    const serialNumber = stage.world.bank.issued().at(-1)?.serialNumber ?? 'none'
    expect(lastScreen).toContain(serialNumber)
    const onToken = stage.pkcs11Tool('--list-objects', '--type', 'cert').toUpperCase()
    expect(onToken).toContain(serialNumber)
  })

  it('leaves the old pair on the token as it was, to the byte', () => {
    const after = stage.objectFiles()
    expect([...before].filter(([file, bytes]) => after.get(file) !== bytes)).toEqual([])
    expect(after.size - before.size).toBe(3)
  })
})
