import type { Page } from 'puppeteer-core'
import { readerBundle } from '../test/reader/bundle.ts'
import { launchChromium } from '../test/screens/chromium.ts'
import { compare, median } from './compare.ts'

/**
 * How long the reader takes on a page, beside one `document.body.innerText` of the same page: what a reader of text alone would
 * pay. In real Chromium; the two take turns, and both find the layout ready.
 */

const RUNS = 31
/** A clock of 0.1 ms needs many readings a look, so that it shows less than a hundredth. */
const READINGS = 100
const LIMIT = 1
const WARM_UP = 10
/** Twenty-five times the elements may take so much more, each element's share of it. */
const GROWTH_LIMIT = 1.25
const SIZES = [2_000, 50_000] as const

const NOTICE =
  '<h1>電子<b>証明書</b>更新のお知らせ</h1><table><tr><td>契約法人ID</td><td>1234567890</td></tr><tr><td>電子証明書の有効期限</td><td>2026年12月10日 8:59</td></tr></table><p><input type="button" value="次へ"></p>'

type Notices = readonly [above: string, amid: string, below: string]
const PLACES: readonly (readonly [string, ...Notices])[] = [
  ['a notice above ', NOTICE, '', ''],
  ['a notice amid ', '', NOTICE, ''],
  ['a notice below ', '', '', NOTICE],
  ['no notice in ', '', '', ''],
]

/** What banks' pages are long of. */
const KINDS: Readonly<Record<string, (row: number) => string>> = {
  'a statement (table)': (row) => `<tr><td><font>明細 ${row}</font></td><td><a href="#">照会</a></td></tr>`,
  'a text (paragraphs)': (row) =>
    `<div><p>お知らせ ${row} の本文です。ご確認ください。</p><p><span>詳細は窓口まで</span><b>重要</b></p></div>`,
}

const html = (kind: string, size: number, [above, amid, below]: Notices): string => {
  const rows = Array.from({ length: Math.floor(size / 5) }, (_, row) => KINDS[kind]?.(row) ?? '')
  const half = Math.floor(rows.length / 2)
  const table = (some: readonly string[]) => `<table>${some.join('')}</table>`
  const [first, second] = [table(rows.slice(0, half)), table(rows.slice(half))]
  return `<!doctype html><meta charset="utf-8"><body>${above}${first}${amid}${second}${below}</body>`
}

/** Milliseconds of one reading and of one innerText, in turns. */
const measured = async (page: Page): Promise<{ reader: number; innerText: number }> => {
  const times = (await page.evaluate(`(() => {
    const time = (work) => {
      const start = performance.now()
      for (let count = 0; count < ${READINGS}; count++) work()
      return (performance.now() - start) / ${READINGS}
    }
    const reader = [], innerText = []
    // Both are compiled by the engine before they are timed: a page that keeps changing is read again and again.
    for (let count = 0; count < ${WARM_UP}; count++) time(() => globalThis.reader.read('keiyaku-hojin') && document.body.innerText)
    for (let run = 0; run < ${RUNS}; run++) {
      innerText.push(time(() => document.body.innerText))
      reader.push(time(() => globalThis.reader.read('keiyaku-hojin')))
    }
    return { reader, innerText }
  })()`)) as { reader: number[]; innerText: number[] }
  return { reader: median(times.reader), innerText: median(times.innerText) }
}

/** @returns all ratios are within their limits */
export const benchReader = async (): Promise<boolean> => {
  const script = await readerBundle()
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto('about:blank')
  let good = true
  for (const kind of Object.keys(KINDS)) {
    for (const [what, ...notices] of PLACES) {
      const shares: number[] = []
      for (const size of SIZES) {
        await page.setContent(html(kind, size, notices))
        await page.evaluate(script)
        const { reader, innerText } = await measured(page)
        shares.push(reader / size)
        good =
          compare({
            what: [`reader: ${what}${kind}, ${size} elements`, reader],
            with: ['document.body.innerText of the same page', innerText],
            limit: LIMIT,
            runs: RUNS,
          }) && good
      }
      const growth = (shares[1] ?? Number.NaN) / (shares[0] ?? Number.NaN)
      console.log(`time an element, 50,000 beside 2,000: ${growth.toFixed(2)} (at most ${GROWTH_LIMIT})\n`)
      good = growth <= GROWTH_LIMIT && good
    }
  }
  await browser.close()
  return good
}
