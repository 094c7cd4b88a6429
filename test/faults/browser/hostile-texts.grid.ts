import fc from 'fast-check'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../../screens/chromium.ts'
import type { Drawn } from '../../screens/hostile.tsx'
import { openScreensSite, type ScreensSite } from '../../screens/site.ts'
import { LANGUAGES, SCREENS } from '../../screens/view.ts'
import { HOSTILE_TEXTS, UNSEEN } from '../../src/text/hostile-texts.ts'

/** Every screen with a stranger's text in every place that can hold one: it stays text, and nothing in it is hidden. */

const SEED = 20261121

let site: ScreensSite
let browser: Browser
let page: Page
const troubles: string[] = []
beforeAll(async () => {
  site = await openScreensSite()
  browser = await launchChromium()
  page = await browser.newPage()
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (said) => said.type() === 'error' && troubles.push(said.text()))
  page.on('request', (request) => troubles.push(`a request: ${request.url()}`))
  await page.goto(`${site.address}hostile.html`)
  await page.waitForFunction('typeof drawAll === "function"')
  troubles.length = 0
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const drawn = (text: string, language: 'ja' | 'en'): Promise<Drawn[]> =>
  // As code units: a text with half a pair does not survive the way to the browser.
  page.evaluate(
    (units, spoken) => window.drawAll(String.fromCharCode(...units), spoken),
    Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)),
    language,
  )

const kindsOf = (skeletons: Iterable<string>): string[] => [...skeletons].join('').match(/<[^/>]+>/g) ?? []

describe.each(LANGUAGES)('in %s', (language) => {
  let harmless: Map<string, string>
  let known: Set<string>
  beforeAll(async () => {
    harmless = new Map((await drawn('harmless', language)).map(({ screen, skeleton }) => [screen, skeleton]))
    known = new Set(kindsOf(harmless.values()))
  })

  /** A row may be left out for an empty text, and a profile may have more faults: no other kind of element all the same. */
  const isAsBefore = (screen: string, skeleton: string, text: string): boolean =>
    text.trim() === '' || screen.startsWith('candidate-')
      ? kindsOf([skeleton]).every((kind) => known.has(kind))
      : skeleton === harmless.get(screen)

  const stays = async (text: string): Promise<void> => {
    const all = await drawn(text, language)
    const other = all.filter(({ screen, skeleton }) => !isAsBefore(screen, skeleton, text)).map(({ screen }) => screen)
    expect(other, 'screens with other elements than before').toEqual([])
    const hiding = all.flatMap(({ screen, words }) => {
      const at = words.search(UNSEEN)
      return at < 0 ? [] : [`${screen}: ${JSON.stringify(words.slice(Math.max(0, at - 30), at + 30))}`]
    })
    expect(hiding, 'screens that show it as it came').toEqual([])
    expect(troubles).toEqual([])
  }

  it('the text is on nearly every screen, and no screen is left out', async () => {
    const all = await drawn('harmless', language)
    expect(all.map(({ screen }) => screen)).toEqual(expect.arrayContaining([...SCREENS]))
    const without = all.filter(({ words }) => !words.includes('harmless')).map(({ screen }) => screen)
    expect(all.length - without.length, `not on ${without.join(', ')}`).toBeGreaterThan(all.length / 2)
  })

  it.each(Object.entries(HOSTILE_TEXTS))('%s', async (_what, text) => {
    await stays(text)
  })

  it('whatever the text is, it stays text', async () => {
    const strange = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
      fc
        .array(fc.constantFrom(...Object.values(HOSTILE_TEXTS).map((text) => text.slice(0, 40))), { maxLength: 4 })
        .map((parts) => parts.join('')),
    )
    await fc.assert(fc.asyncProperty(strange, stays), { seed: SEED, numRuns: 20 })
  })
})
