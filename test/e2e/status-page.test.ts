import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { press, waitForWords } from '../world/clicking.ts'
import { focusPage, pressKeys } from '../world/keyboard.ts'
import { goToOwnPage } from '../world/own-page.ts'
import { fillBrowserStore } from '../world/several-certificates.ts'
import { openStage, type Stage } from '../world/stage.ts'

/**
 * The status page with more certificates than anybody overlooks: a company's 管理者 and its 利用者, some of them over or due, on a
 * token and in the browser's own store. Each test starts from the whole list.
 */

const COMPANY = '1234567890'
const OTHER = '2345678901'
const USERS = ['0000000011', '0000000012', '0000000013', '0000000014', '0000000015', '0000000016', '0000000017']

let stage: Stage
let browser: Browser
let page: Page

beforeAll(async () => {
  stage = await openStage([], { logsOnWith: null })
  await fillBrowserStore(stage.world, [
    { commonName: `${COMPANY}0000000001`, days: -5 },
    { commonName: `${COMPANY}0000000002`, days: 4 },
    ...USERS.map((user) => ({ commonName: `${COMPANY}${user}`, days: 200 })),
    { commonName: OTHER, days: 60 },
    { commonName: 'ｷﾞﾝｺｳ係', days: 300 },
  ])
  browser = await stage.world.openBrowser()
  page = await browser.newPage()
  await goToOwnPage(page, 'certificates')
  await page.waitForSelector('.line-certificate')
})
afterAll(() => stage?.close())

/** What stands on each line. */
const linesOf = (): Promise<string[]> =>
  page.$$eval('.list-body tr', (lines) => lines.map((line) => line.innerText.replace(/\s+/g, ' ')))

/** Of whom the certificates are, in their order. */
const holders = (): Promise<string[]> =>
  page.$$eval('.line-certificate .holder', (links) =>
    links.map((link) => (link.textContent ?? '').match(/\d{10}/g)?.join(' ') ?? link.textContent ?? ''),
  )

const type = async (search: string): Promise<void> => {
  await page.$eval('input[type=search]', (field) => field.select())
  await page.keyboard.press('Backspace')
  await page.type('input[type=search]', search)
}

const tick = async (label: string): Promise<void> => {
  const box = await page.waitForSelector(`label.checkbox::-p-text(${label})`)
  await box?.click()
}

const count = (): Promise<string> => page.$eval('.list [role=status]', (status) => status.textContent ?? '')

const clear = (): Promise<void> => press(page, '条件をすべて外す')

describe('the whole list', () => {
  it('holds what lies on the token and in the browser, what needs somebody first', async () => {
    const lines = await linesOf()
    expect(lines).toHaveLength(12)
    expect(lines[0]).toContain('期限切れ')
    expect(lines[0]).toContain('5日前に切れました')
    expect(lines[1]).toContain('残り10日以内')
    expect(lines[1]).toContain('あと4日')
    expect(lines[2]).toContain('更新できます')
    expect(lines[2]).toContain(`専用USB ${stage.world.token.label} …${stage.world.token.serialNumber.slice(-4)}`)
    expect(await count()).toBe('12枚')
  })

  it('is put into the order of a column by a press, and round by another one', async () => {
    const sortOf = () => page.$eval('thead [aria-sort]', (head) => [head.textContent, head.getAttribute('aria-sort')])
    expect(await sortOf()).toEqual(['状態▲', 'ascending'])
    await page.click('thead button')
    const ascending = await holders()
    expect(ascending).toEqual(ascending.toSorted())
    expect(await sortOf()).toEqual(['契約法人ID・利用者ID▲', 'ascending'])
    await page.click('thead button')
    expect(await holders()).toEqual(ascending.toReversed())
    expect(await sortOf()).toEqual(['契約法人ID・利用者ID▼', 'descending'])
    await page.click('thead th:nth-child(2) button')
  })
})

describe('a search', () => {
  it('finds an ID that is typed in full width, with its hyphen', async () => {
    await type('２３４５－678901')
    expect(await holders()).toEqual([OTHER])
    expect(await count()).toBe('12枚のうち、1枚を表示しています')
    await clear()
    expect(await holders()).toHaveLength(12)
  })

  it.each(['ぎんこう', 'ギンコウ', 'ｷﾞﾝｺｳ'])('finds a name in kana by %s', async (kana) => {
    await type(kana)
    expect(await linesOf()).toHaveLength(1)
    await clear()
  })

  it('that finds nothing says so, and is taken back by a press', async () => {
    await type('どこにもない')
    await waitForWords(page, '条件に合う電子証明書はありません。')
    expect(await holders()).toEqual([])
    await clear()
    expect(await page.$eval('input[type=search]', (field) => field.value)).toBe('')
    expect(await holders()).toHaveLength(12)
  })
})

describe('a filter', () => {
  it('of states takes those that are ticked', async () => {
    await tick('期限切れ（1）')
    expect(await holders()).toEqual([`${COMPANY} 0000000001`])
    await tick('更新が必要（2）')
    expect(await holders()).toHaveLength(3)
    await clear()
  })

  it('of stores takes what lies on a token', async () => {
    await page.select('.select-field select', 'token')
    expect(await holders()).toEqual([COMPANY])
    await clear()
  })
})

describe('the months to come', () => {
  it('show what is over, and a month that is pressed shows its certificates only', async () => {
    await page.click('.bar-overdue')
    expect(await page.$eval('.bar-overdue', (bar) => bar.getAttribute('aria-pressed'))).toBe('true')
    expect(await holders()).toEqual([`${COMPANY} 0000000001`])
    await page.click('.bar-overdue')
    expect(await holders()).toHaveLength(12)
  })

  it('are a table too, whose numbers are all that have to be renewed', async () => {
    const counts = await page.$$eval('.month-table td', (cells) => cells.map((cell) => Number(cell.textContent)))
    expect(counts).toHaveLength(14)
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(12)
  })
})

describe('grouped by ID', () => {
  it('the company stands over its administrator and its users, each over its certificates', async () => {
    await type(COMPANY)
    await tick('IDごとにまとめる')
    const lines = await linesOf()
    expect(lines[0]).toContain(`契約法人ID ${COMPANY}`)
    expect(lines[0]).toContain('10枚')
    expect(lines[1]).toContain('利用者ID 0000000001')
    expect(lines.filter((line) => line.startsWith('契約法人ID'))).toHaveLength(1)
    expect(lines).toHaveLength(1 + 10 + 10)
    await tick('IDごとにまとめる')
    await clear()
  })
})

/** The words of what has the focus. */
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('with the keyboard alone', () => {
  it('leads down the list, into the details of a certificate, and back to its line', async () => {
    await focusPage(page)
    await page.focus('.line-certificate .holder')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const links = await page.$$eval('.holder', (all) => all.map(({ textContent }) => textContent))
    expect(await focused()).toBe(links[2])
    await page.keyboard.press('End')
    expect(await focused()).toBe(links.at(-1))
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe(links[1])
    await page.keyboard.press('Enter')
    await page.waitForSelector('main h2[tabindex="-1"]')
    expect(await page.$('.list')).toBeNull()
    expect(await focused()).toContain('0000000002')
    await press(page, '一覧に戻る')
    await page.waitForSelector('.list')
    expect(await focused()).toBe(links[1])
  })

  it("goes back by the browser's own key, and finds the search as it was", async () => {
    await type('00000000')
    const before = await holders()
    await page.focus('.line-certificate .holder')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('.list') === null)
    await pressKeys(stage.display.name, 'alt+Left')
    await page.waitForSelector('.list')
    expect(await holders()).toEqual(before)
    expect(await focused()).toContain(COMPANY)
    await clear()
  })
})
