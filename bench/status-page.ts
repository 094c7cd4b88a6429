import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import puppeteer, { type Browser, type CDPSession, type ElementHandle, type Page } from 'puppeteer-core'
import { EXTENSION_ID_CHROMIUM } from '../src/protocol/identity.ts'
import { chromiumPath } from '../test/screens/chromium.ts'
import { atMost, compare, median } from './compare.ts'
import { idOf, writeReports } from './report-files.ts'

/**
 * The status page with the reports of a whole company, as it is handed out, in real Chromium. Times are those of the page's own clock, from
 * the event to the frame in which its outcome is drawn.
 */

const COMPUTERS = 200
const CERTIFICATES = 10_000
const RUNS = 5
const FIRST_ROWS_MS = 1_000
const KEYSTROKE_MS = 50
const LONG_TASK_MS = 50
const MEMORY_MB = 200
/** Beside a page that only takes the files' JSON apart and shows nothing. */
const PARSE_LIMIT = 6
const SCROLL_STEPS = 60
/** How long something is waited for that does not come at all. */
const GIVE_UP_MS = 20_000

/** The one that ends first, which every order by urgency begins with, and one that is far below it. */
const FIRST = idOf(0)
const FAR = idOf(CERTIFICATES - 1)

/** Runs in the page. A frame has been drawn when the first message after it comes. */
const PROBES = `
  const drawn = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = done
    port2.postMessage(null)
  }))
  globalThis.probe = {
    chosen: null,
    files: [],
    longTasks: [],
    keystrokes: [],
    has: (text) => document.querySelector('main')?.textContent.includes(text) ?? false,
    until: async (isSo) => {
      const end = performance.now() + ${GIVE_UP_MS}
      while (!isSo() && performance.now() < end) await drawn()
      await drawn()
      return isSo() ? performance.now() : NaN
    },
    parsed: async () => {
      const start = performance.now()
      await Promise.all(probe.files.map(async (file) => JSON.parse(await file.text())))
      return performance.now() - start
    },
  }
  addEventListener('change', (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'file') return
    probe.files = [...event.target.files]
    probe.chosen = performance.now()
  }, true)
  addEventListener('keydown', () => {
    const start = performance.now()
    probe.keystrokes.push(drawn().then(() => performance.now() - start))
  }, true)
  new PerformanceObserver((list) => probe.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask' })
`

const ask = async <T>(page: Page, script: string): Promise<T> => (await page.evaluate(script)) as T

const openPage = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage()
  await page.setViewport({ width: 1100, height: 860 })
  await page.evaluateOnNewDocument(PROBES)
  await page.goto(`chrome-extension://${EXTENSION_ID_CHROMIUM}/certificates/index.html`)
  await page.waitForSelector('.file-drop input[multiple]')
  await page.bringToFront()
  return page
}

/** Milliseconds from the choice to the first rows. */
const openReports = async (page: Page, files: readonly string[]): Promise<number> => {
  const field = (await page.$('.file-drop input[multiple]')) as ElementHandle<HTMLInputElement> | null
  await field?.uploadFile(...files)
  return ask(page, `probe.until(() => probe.has('${FIRST}')).then((end) => end - probe.chosen)`)
}

const searchBox = async (page: Page): Promise<ElementHandle<Element>> => {
  const field = await page.$('::-p-aria([role="searchbox"])')
  if (!field) throw new Error('The status page has no field to search in.')
  return field
}

/** Milliseconds from the press to the next frame drawn, one for each character; at the end only the certificate that was typed is left. */
const typeSearch = async (page: Page): Promise<number[]> => {
  const field = await searchBox(page)
  await field.focus()
  await ask(page, 'void (probe.keystrokes.length = 0)')
  for (const character of FAR) {
    await page.keyboard.type(character)
    await ask(page, 'drawn()')
  }
  const times = await ask<number[]>(page, 'Promise.all(probe.keystrokes)')
  const found = await ask<number>(page, `probe.until(() => probe.has('${FAR}') && !probe.has('${FIRST}'))`)
  if (Number.isNaN(found)) throw new Error(`The search for ${FAR} has not found it alone.`)
  await page.keyboard.down('Control')
  await page.keyboard.press('A')
  await page.keyboard.up('Control')
  await page.keyboard.press('Backspace')
  await ask(page, `probe.until(() => probe.has('${FIRST}'))`)
  return times
}

/** Milliseconds of the longest task while the list is scrolled through; 0: none was a long one. */
const scrollThrough = async (page: Page): Promise<number> => {
  await ask(page, 'void (probe.longTasks.length = 0)')
  await page.mouse.move(550, 430)
  for (let step = 0; step < SCROLL_STEPS; step++) {
    await page.mouse.wheel({ deltaY: step < SCROLL_STEPS / 2 ? 1500 : -1500 })
    await ask(page, 'drawn()')
  }
  return ask(page, 'Math.max(0, ...probe.longTasks)')
}

/** Megabytes of the page's own heap, after what is of no use any more has been collected. */
const memory = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6
}

interface Measured {
  readonly firstRows: number
  readonly parsed: number
  readonly keystrokes: readonly number[]
  readonly longTask: number
  readonly memory: number
}

const measure = async (browser: Browser, files: readonly string[]): Promise<Measured> => {
  const page = await openPage(browser)
  const session = await page.createCDPSession()
  await session.send('Performance.enable')
  const firstRows = await openReports(page, files)
  const heap = await memory(session)
  const parsed = await ask<number>(page, 'probe.parsed()')
  const longTask = await scrollThrough(page)
  const keystrokes = await typeSearch(page)
  await page.close()
  return { firstRows, parsed, keystrokes, longTask, memory: heap }
}

/** Each character by its median over the runs: the one that takes longest. */
const slowestKeystroke = (runs: readonly Measured[]): number =>
  Math.max(...[...FAR].map((_, at) => median(runs.map(({ keystrokes }) => keystrokes[at] ?? Number.NaN))))

const judge = (runs: readonly Measured[]): boolean => {
  const of = (what: 'firstRows' | 'parsed' | 'longTask' | 'memory') => median(runs.map((run) => run[what]))
  console.log(`status page: ${CERTIFICATES} certificates from ${COMPUTERS} reports, medians of ${RUNS} runs`)
  const within = [
    atMost({ what: 'from the choice to the first rows', value: of('firstRows'), unit: 'ms', limit: FIRST_ROWS_MS }),
    atMost({ what: 'search: the slowest keystroke', value: slowestKeystroke(runs), unit: 'ms', limit: KEYSTROKE_MS }),
    atMost({ what: 'longest task while scrolling', value: of('longTask'), unit: 'ms', limit: LONG_TASK_MS }),
    atMost({ what: 'memory of the page', value: of('memory'), unit: 'MB', limit: MEMORY_MB }),
    compare({
      what: ['from the choice to the first rows', of('firstRows')],
      with: ['JSON.parse of the same files in the same page', of('parsed')],
      limit: PARSE_LIMIT,
      runs: RUNS,
    }),
  ]
  return !within.includes(false)
}

/** @returns all is within its limits */
export const benchStatusPage = async (): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-'))
  const files = writeReports(join(folder, 'reports'), COMPUTERS, CERTIFICATES, Date.now())
  const browser = await puppeteer.launch({
    executablePath: chromiumPath(),
    headless: true,
    userDataDir: join(folder, 'profile'),
    enableExtensions: [resolve('dist/chrome')],
    pipe: true,
    args: ['--disable-gpu', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
  try {
    // Before it runs, the browser knows no page of an extension.
    await browser.waitForTarget((target) => target.type() === 'service_worker')
    const runs: Measured[] = []
    for (let run = 0; run < RUNS; run++) runs.push(await measure(browser, files))
    return judge(runs)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
