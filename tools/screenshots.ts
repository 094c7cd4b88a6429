import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { sidewaysOverflow, violationsOf } from '../test/screens/accessibility.ts'
import { launchChromium } from '../test/screens/chromium.ts'
import { openScreensSite } from '../test/screens/site.ts'
import { LANGUAGES, openView, SCREENS, type View, widthOf } from '../test/screens/view.ts'

/** Draws every screen in both languages into docs/screens and checks each: `npm run screenshots`. */

const TARGET = resolve(import.meta.dirname, '../docs/screens')

/** A few screens that have most kinds of parts on them, as others see them. */
const TELLING = ['ready', 'failed-token-removed', 'consent-choices']
const VARIANTS: readonly [name: string, more: Partial<View>][] = [
  ['dark', { colours: 'dark' }],
  ['forced-colours', { forcedColours: true }],
  ['320', { width: 320 }],
  ['text-200', { textScale: 2 }],
]

/** The consent window's blue button wakes after half a second. */
const GUARD_MS = 600

const picture = async (browser: Browser, address: string, view: View, file: string): Promise<string[]> => {
  const page = await openView(browser, address, view)
  try {
    await new Promise((settled) => setTimeout(settled, view.screen.startsWith('consent') ? GUARD_MS : 0))
    await page.setViewport({ width: widthOf(view), height: await page.evaluate(() => document.body.offsetHeight) })
    await page.screenshot({ path: `${TARGET}/${file}` })
    const overflow = await sidewaysOverflow(page)
    const wider = overflow > 0 ? [`${overflow} px wider than the window`] : []
    return [...(await violationsOf(page)), ...wider].map((violation) => `${file}: ${violation}`)
  } finally {
    await page.close()
  }
}

const views = (): [View, string][] =>
  LANGUAGES.flatMap((language) => [
    ...SCREENS.map((screen): [View, string] => [{ screen, language }, `${language}/${screen}.png`]),
    ...TELLING.flatMap((screen) =>
      VARIANTS.map(([name, more]): [View, string] => [
        { screen, language, ...more },
        `${language}/variants/${screen}-${name}.png`,
      ]),
    ),
  ])

const site = await openScreensSite()
const browser = await launchChromium()
const problems: string[] = []
try {
  for (const language of LANGUAGES) await mkdir(`${TARGET}/${language}/variants`, { recursive: true })
  for (const [view, file] of views()) problems.push(...(await picture(browser, site.address, view, file)))
} finally {
  await browser.close()
  await site.close()
}
for (const problem of problems) console.error(problem)
console.log(`${views().length} pictures in docs/screens, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
