import type { Browser, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../screens/browser.ts'
import { openScreensSite, type ScreensSite } from '../screens/site.ts'
import { openView } from '../screens/view.ts'

/** A list of which only a part is drawn: 120 certificates on the screen `certificates-many`. */

let site: ScreensSite
let browser: Browser
let page: Page
beforeAll(async () => {
  site = await openScreensSite()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})
beforeEach(async () => {
  page = await openView(browser, site.address, { screen: 'certificates-many', language: 'ja' })
  await page.waitForSelector('.list-long .line-certificate')
})
afterEach(() => page.close())

/** Place in the list of the line that has the focus; null: none has. */
const focusedAt = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex') ?? null)

const drawn = (): Promise<number> => page.$$eval('.list-body tr', (lines) => lines.length)

const scrollTo = async (top: number): Promise<void> => {
  await page.$eval('.list-long', (list, to) => list.scrollTo(0, to), top)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** The focused line is seen whole, below the head of the list. */
const isFocusInSight = (): Promise<boolean> =>
  page.evaluate(() => {
    const [list, head] = [document.querySelector('.list-long'), document.querySelector('.list-head')]
    const focus = document.activeElement?.getBoundingClientRect()
    if (!list || !head || !focus) return false
    return focus.top >= head.getBoundingClientRect().bottom && focus.bottom <= list.getBoundingClientRect().bottom
  })

describe('a long list', () => {
  it('draws what is seen, and says how many lines there are', async () => {
    expect(await drawn()).toBeLessThan(40)
    expect(await page.$eval('.list-table', (table) => table.getAttribute('aria-rowcount'))).toBe('121')
    expect(await page.$eval('.list-body tr', (line) => line.getAttribute('aria-rowindex'))).toBe('2')
  })

  it('has a line wherever it is scrolled to', async () => {
    for (const top of [300, 2000, 5000, 100_000, 0]) {
      await scrollTo(top)
      const isLine = await page.$eval('.list-long', (list) => {
        list.scrollIntoView({ block: 'center' })
        const { left, top: above, height } = list.getBoundingClientRect()
        return document.elementFromPoint(left + 60, above + height / 2)?.closest('.line-certificate') !== null
      })
      expect(isLine, `${top} px`).toBe(true)
    }
  })

  it.each([
    ['End', '121'],
    ['ArrowDown', '3'],
  ])('is walked through by %s, and what has the focus is in sight', async (key, expected) => {
    await page.focus('.holder')
    await page.keyboard.press(key as 'End')
    expect(await focusedAt()).toBe(expected)
    expect(await isFocusInSight()).toBe(true)
  })

  it('goes by what is seen at once, there and back', async () => {
    await page.focus('.holder')
    await page.keyboard.press('PageDown')
    const after = Number(await focusedAt())
    expect(after).toBeGreaterThan(4)
    await page.keyboard.press('PageDown')
    expect(Number(await focusedAt())).toBe(2 * after - 2)
    expect(await isFocusInSight()).toBe(true)
    await page.keyboard.press('PageUp')
    await page.keyboard.press('PageUp')
    expect(await focusedAt()).toBe('2')
  })

  it('is walked through by Tab as well: each line brings the next one', async () => {
    await page.focus('.holder')
    for (let presses = 0; presses < 40; presses++) await page.keyboard.press('Tab')
    expect(await focusedAt()).toBe('42')
  })

  it('keeps the focus on a line that is scrolled away, and the key leads on from there', async () => {
    await page.focus('.holder')
    for (const top of [1000, 100_000, 3000]) {
      await scrollTo(top)
      expect(await focusedAt()).toBe('2')
    }
    await page.keyboard.press('ArrowDown')
    expect(await focusedAt()).toBe('3')
    expect(await isFocusInSight()).toBe(true)
  })

  it('is read from the top again in another order', async () => {
    await scrollTo(3000)
    await page.$eval('.sort', (button) => (button as HTMLElement).click())
    await page.waitForFunction(() => document.querySelector('.list-long')?.scrollTop === 0)
    expect(await page.$eval('.list-body tr', (line) => line.getAttribute('aria-rowindex'))).toBe('2')
  })

  it('can be passed with one press', async () => {
    await page.focus('.skip')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.list'))).toBeNull()
  })

  it('comes back from the details to where it was', async () => {
    await page.focus('.holder')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('.list') === null)
    await page.evaluate(() => history.back())
    await page.waitForSelector('.list-long')
    await page.waitForFunction(() => document.activeElement?.classList.contains('holder'))
    expect(await focusedAt()).toBe('121')
    expect(await isFocusInSight()).toBe(true)
  })

  it('is printed whole', async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.waitForFunction(() => document.querySelectorAll('.list-body tr').length === 120)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.waitForFunction(() => document.querySelectorAll('.list-body tr').length < 40)
  })
})
