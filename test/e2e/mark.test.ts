import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findControl } from '../world/clicking.ts'
import type { Painted } from '../world/closed-trees.ts'
import { type PaintedMark, paintedMark, waitForMarkAround } from '../world/marks.ts'
import { goToStoreChoice, openBank } from '../world/renew.ts'
import { statusesHeard } from '../world/screen-reader.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'

/** The mark on the bank's page, as the browser paints it: it goes with its control, and leaves the page alone. */

const NOTICE = '電子証明書の更新をお願いします'
const LINK = 'a[href="/notices/renewal"]'
const CONTROLS = 'a, button, input[type=button], input[type=submit]'

let stage: Stage
let browser: Browser
let page: Page

const atNotice = async (): Promise<void> => {
  page = await openBank(browser, stage.world.bank)
  await waitForMarkAround(page, await findControl(page, NOTICE))
}

beforeAll(async () => {
  stage = await openStage([])
  browser = await stage.world.openBrowser()
})
afterAll(() => stage?.close())
beforeEach(atNotice)

const mark = async (controls = CONTROLS): Promise<PaintedMark> => {
  const found = await paintedMark(page, controls)
  if (!found) throw new Error('no mark')
  return found
}

const sides = (box: Painted | null | undefined): number[] =>
  box ? [box.left, box.top, box.right, box.bottom].map(Math.round) : []

/** Waits until the frame is painted around the link of the notice. */
const expectAroundLink = async (): Promise<void> => {
  const distance = async (): Promise<number> => {
    const { frame, controls } = await mark(LINK)
    const [around, inside] = [sides(frame), sides(controls[0])]
    return Math.max(...inside.map((side, index) => Math.abs(side - (around[index] ?? Number.POSITIVE_INFINITY))))
  }
  // A pixel more or less is rounding.
  await expect.poll(distance, { timeout: 5000 }).toBeLessThanOrEqual(1)
}

const touches = (a: Painted, b: Painted): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const covered = ({ card, controls }: PaintedMark): Painted[] => controls.filter((box) => card && touches(card, box))

describe('the mark goes with its control', () => {
  it('when the page scrolls', async () => {
    await page.evaluate(() => {
      document.body.style.padding = '400px 0 3000px'
    })
    await expectAroundLink()
    const before = sides((await mark(LINK)).frame)
    await page.evaluate(() => window.scrollBy(0, 333))
    await expectAroundLink()
    expect(sides((await mark(LINK)).frame)[1]).toBe((before[1] ?? 0) - 333)
  })

  it.each(['0.75', '1.5', '2'])('when the page zooms its root to %s', async (zoom) => {
    const before = sides((await mark(LINK)).controls[0])
    await page.evaluate((factor) => {
      document.documentElement.style.zoom = factor
    }, zoom)
    await expectAroundLink()
    expect(sides((await mark(LINK)).controls[0])).not.toEqual(before)
    expect(covered(await mark())).toEqual([])
  })

  it('when the page zooms its body', async () => {
    await page.evaluate(() => {
      document.body.style.zoom = '1.5'
    })
    await expectAroundLink()
    expect(covered(await mark())).toEqual([])
  })

  it('when the user zooms the page to 200 %', async () => {
    // What a browser's own zoom does: fewer CSS pixels, each larger.
    await page.setViewport({ width: 550, height: 400, deviceScaleFactor: 2 })
    await expectAroundLink()
    await page.setViewport(null)
  })

  it.skipIf(BROWSER === 'firefox')(
    'when the user zooms with two fingers (no driver has fingers for Firefox)',
    async () => {
      const session = await page.createCDPSession()
      await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 })
      await expectAroundLink()
      await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 })
    },
  )
})

describe('the card', () => {
  it.each([
    [1100, 860],
    [320, 600],
    [320, 200],
  ])('stands on the screen of %i × %i pixels, and on no control', async (width, height) => {
    await page.setViewport({ width, height })
    await expectAroundLink()
    const seen = await mark()
    await page.setViewport(null)
    const [left = -1, top = -1, right = width + 1, bottom = height + 1] = sides(seen.card)
    expect([left >= 0, top >= 0, right <= width, bottom <= height]).toEqual([true, true, true, true])
    expect(seen.controls.length).toBeGreaterThan(1)
    expect(covered(seen)).toEqual([])
  })

  it('covers no control where two buttons stand side by side', async () => {
    const window = await goToStoreChoice(browser, stage.world.bank)
    await waitForMarkAround(window, await findControl(window, '専用USBに保存する'))
    const seen = await paintedMark(window, CONTROLS)
    await window.close()
    expect(seen?.controls).toHaveLength(2)
    expect(seen && covered(seen)).toEqual([])
  })

  it('is heard: a screen reader is given a status with its words', async () => {
    const { words } = await mark()
    await expect.poll(() => statusesHeard(page), { timeout: 5000 }).toEqual([words])
    expect(await page.evaluate(() => document.querySelector('koshin-mark')?.ariaHidden ?? null)).toBeNull()
  })
})

describe('the page', () => {
  /** What a page is to itself: its markup, and where everything in it stands. */
  const content = (of: Page) =>
    of.evaluate(() => ({
      markup: document.body.outerHTML,
      places: [...document.body.querySelectorAll('*')].map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect()
        return [element.tagName, left, top, width, height].join(' ')
      }),
      size: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
      cookie: document.cookie,
    }))

  it('is the same with the mark as in a browser without Koshin', async () => {
    const marked = await content(page)
    const bare = await stage.world.openBrowser({ withoutKoshin: true })
    const [plain] = await bare.pages()
    await plain?.goto(`${stage.world.bank.origin}/`)
    const without = plain && (await content(plain))
    expect(await plain?.$('koshin-mark')).toBeNull()
    await bare.close()
    expect(marked.places.length).toBeGreaterThan(20)
    expect(marked).toEqual(without)
  })

  it('cannot look into the mark, and its own controls alone take the focus', async () => {
    expect(await page.$eval('koshin-mark', (host) => host.shadowRoot)).toBeNull()
    expect(await page.evaluate(() => document.body.querySelector('koshin-mark'))).toBeNull()
    const controls = await page.$$eval(CONTROLS, (elements) => elements.map(({ textContent }) => textContent))
    for (const control of controls) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(control)
    }
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
  })
})
