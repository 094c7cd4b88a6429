import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Browser } from 'puppeteer-core'
import type { Language } from '../src/protocol/schema.ts'
import { problemsOf } from '../test/screens/accessibility.ts'
import { launchChromium } from '../test/screens/chromium.ts'
import { openScreensSite } from '../test/screens/site.ts'
import { fitHeight, LANGUAGES, openView, SCREENS, type View } from '../test/screens/view.ts'

/** Draws every screen in both languages into docs/screens and checks each: `npm run screenshots`. */

const TARGET = resolve(import.meta.dirname, '../docs/screens')
/** The consent window's blue button wakes after half a second: the pictures show it awake. */
const GUARD_MS = 600

/** A few screens that have most kinds of parts on them, as others see them. */
const TELLING = [
  'ready',
  'failed-token-removed',
  'consent-choices',
  'due',
  'options',
  'renewed',
  'on-the-way-card',
  'certificates',
  'certificates-marked',
  'reports-opened',
]
const VARIANTS: readonly [name: string, more: Partial<View>][] = [
  ['dark', { colours: 'dark' }],
  ['forced-colours', { forcedColours: true }],
  ['320', { width: 320 }],
  ['text-200', { textScale: 2 }],
]

/** Views and where their pictures go. */
const viewsIn = (language: Language): readonly [View, string][] => [
  ...SCREENS.map((screen): [View, string] => [{ screen, language }, `${language}/${screen}.png`]),
  ...TELLING.flatMap((screen) =>
    VARIANTS.map(([name, more]): [View, string] => [
      { screen, language, ...more },
      `${language}/variants/${screen}-${name}.png`,
    ]),
  ),
]

const picture = async (browser: Browser, address: string, view: View, file: string): Promise<string[]> => {
  const page = await openView(browser, address, view)
  if (view.screen.startsWith('consent')) await new Promise((settled) => setTimeout(settled, GUARD_MS))
  await fitHeight(page, view)
  await page.screenshot({ path: `${TARGET}/${file}` })
  const problems = await problemsOf(page)
  await page.close()
  return problems.map((problem) => `${file}: ${problem}`)
}

const site = await openScreensSite()
const browser = await launchChromium()
const problems: string[] = []
try {
  for (const language of LANGUAGES) {
    await mkdir(`${TARGET}/${language}/variants`, { recursive: true })
    for (const [view, file] of viewsIn(language)) problems.push(...(await picture(browser, site.address, view, file)))
  }
} finally {
  await browser.close()
  await site.close()
}
for (const problem of problems) console.error(problem)
console.log(`Pictures are in docs/screens; ${problems.length} problems.`)
process.exitCode = problems.length === 0 ? 0 : 1
