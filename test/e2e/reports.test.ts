import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseFile } from '../world/choose-file.ts'
import { press, waitForWords, wordsOf } from '../world/clicking.ts'
import { openByFoot, openPopupOverFirst } from '../world/popup.ts'
import { writeReport, writeSparse } from '../world/reports.ts'
import { storedInSession, storedLocally, waitForCertificates } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'

/** An administrator opens what the company's computers have put on a share: reports of the real program, and whatever else lies there. */

const CHOOSE = '報告のファイルを選ぶ'
const CHOOSE_FOLDER = 'フォルダーごと選ぶ'
const IMAGE = '<img src=x onerror=alert(1)>'

let stage: Stage
let browser: Browser
let page: Page
let share: string

const inShare = (name: string): string => join(share, name)

const report = (name: string, computer: string, daysAgo = 0): string => {
  writeReport(stage.world, inShare(name), computer, daysAgo)
  return inShare(name)
}

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(inShare(name), content)
  return inShare(name)
}

beforeAll(async () => {
  // Chromium finds a file by a Japanese name only where the locale's characters are UTF-8.
  stage = await openStage([], { more: { LC_ALL: 'C.UTF-8' } })
  share = join(stage.folder, 'share')
  mkdirSync(share)
  browser = await stage.world.openBrowser()
  await waitForCertificates(browser)
  page = await openByFoot(browser, await openPopupOverFirst(browser), '電子証明書の一覧', 'certificates')
  await waitForWords(page, 'ほかのパソコンの報告')
})
afterAll(() => stage?.close())

beforeEach(async () => {
  if ((await wordsOf(page)).includes('報告を閉じる')) await press(page, '報告を閉じる')
})

/** Rows of the table of computers, each as its words. */
const computers = (): Promise<string[]> =>
  page.$$eval('.reports-computers tbody tr', (rows) => rows.map((row) => (row as HTMLElement).innerText))

const refusedWords = (): Promise<string[]> =>
  page.$$eval('.banner-error li', (items) => items.map((item) => (item as HTMLElement).innerText.replace(/\s+/g, ' ')))

const opens = (count: number): Promise<void> => waitForWords(page, `報告を開いています。パソコン ${count}台`)

describe('reports that koshin status has written', () => {
  it('are open at once: one a computer, the stale one first', async () => {
    const today = report('KEIRI-01.json', 'KEIRI-01')
    const files = [
      report('KEIRI-01 (1).json', 'KEIRI-01', 2),
      today,
      report('経理-2.json', 'KEIRI-02', 10),
      file(
        'KEIRI-03.json',
        Buffer.from(`\uFEFF${readFileSync(today, 'utf8').replaceAll('KEIRI-01', 'KEIRI-03')}`, 'utf16le'),
      ),
    ]
    await chooseFile(page, CHOOSE, ...files)
    await opens(3)
    const rows = await computers()
    expect(rows.map((row) => row.match(/KEIRI-\d+/)?.[0])).toEqual(['KEIRI-02', 'KEIRI-01', 'KEIRI-03'])
    expect(rows.map((row) => row.includes('古い報告'))).toEqual([true, false, false])
    expect(await wordsOf(page)).toContain('同じパソコンの古い報告 1件')
    expect(await refusedWords()).toEqual([])
  })

  it('are kept by the page alone, and put away by a press', async () => {
    await chooseFile(page, CHOOSE, report('KEIRI-02.json', 'KEIRI-02', 10))
    await opens(1)
    const kept = JSON.stringify([await storedLocally(browser), await storedInSession(browser)])
    expect(kept).not.toContain('KEIRI-02')
    await press(page, '報告を閉じる')
    await expect.poll(async () => (await wordsOf(page)).includes('KEIRI-02')).toBe(false)
  })
})

describe('what is no report', () => {
  it('is refused alone, with its name and the reason, and the others are open', async () => {
    const good = report('good.json', 'KEIRI-01')
    const text = readFileSync(good, 'utf8')
    writeSparse(inShare('disk.json'), 500_000_000)
    const files = [
      file('half.json', text.slice(0, text.length / 2)),
      file('newer.json', text.replace('"version": 1', '"version": 2')),
      inShare('disk.json'),
      file('deep.json', '['.repeat(1_000_000)),
      file('wrong.json', text.replace(/"notAfter": "[^"]*"/, '"notAfter": "soon"')),
      file('photo.json', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])),
      good,
    ]
    await chooseFile(page, CHOOSE, ...files)
    await opens(1)
    expect(await refusedWords()).toEqual([
      'half.json 途中で切れています。そのパソコンで、もう一度作ってください。',
      expect.stringContaining('newer.json 新しい形の報告です。'),
      'disk.json 大きすぎます（4 MBまで）。報告のファイルではないようです。',
      expect.stringContaining('deep.json koshin status --format json で作った報告ではありません。'),
      expect.stringContaining('wrong.json 「certificates.0.notAfter」の値が正しくありません。'),
      'photo.json 文字のファイルではないため、読み取れません。',
    ])
    expect((await computers()).map((row) => row.includes('KEIRI-01'))).toEqual([true])
  })

  it('has no power by its name, and a computer none by what it calls itself', async () => {
    const text = readFileSync(report('KEIRI-01.json', 'KEIRI-01'), 'utf8')
    const named = (computer: string) => text.replace(/"computer": "[^"]*"/, `"computer": ${JSON.stringify(computer)}`)
    await chooseFile(
      page,
      CHOOSE,
      file(`${IMAGE}.json`, 'no report'),
      file('\u202Egnp.exe.json', 'no report'),
      file('strange.json', named(`${IMAGE}\u202E`)),
      file('proto.json', named('__proto__')),
    )
    await opens(2)
    expect(await page.$('main img')).toBeNull()
    const names = (await refusedWords()).map((words) => words.split(' koshin')[0])
    expect(names.toSorted()).toEqual([`${IMAGE}.json`, '[U+202E]gnp.exe.json'])
    const rows = (await computers()).join('\n')
    expect(rows).toContain(`${IMAGE}[U+202E]`)
    expect(rows).toContain('__proto__')
  })
})

/** Drops a file that holds this text, as a script can. Where: the first element that the selector finds. */
const drop = (selector: string, name: string, text: string): Promise<void> =>
  page.$eval(
    selector,
    (place, [fileName = '', content = '']) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], fileName))
      place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    [name, text],
  )

describe('what is dropped', () => {
  it('on the page beside every place goes where such files are taken', async () => {
    await drop('h1', 'KEIRI-01.json', readFileSync(report('KEIRI-01.json', 'KEIRI-01'), 'utf8'))
    await opens(1)
    await drop('h1', '証明書.p12', 'a key')
    await waitForWords(page, '証明書.p12')
    expect(await refusedWords()).toEqual([])
  })

  it('on this place is taken for a report, whatever it is called', async () => {
    await drop(`.file-drop:has([webkitdirectory])`, 'report.txt', readFileSync(report('x.json', 'KEIRI-09'), 'utf8'))
    await opens(1)
    expect((await computers())[0]).toContain('KEIRI-09')
  })
})

// Of a folder no driver of Firefox can tell it.
describe.runIf(BROWSER === 'chromium')('a folder', () => {
  let folder: string
  beforeAll(() => {
    folder = join(stage.folder, 'reports')
    mkdirSync(join(folder, 'branch'), { recursive: true })
    writeReport(stage.world, join(folder, 'KEIRI-01.json'), 'KEIRI-01')
    writeReport(stage.world, join(folder, 'branch', 'SHITEN-01.json'), 'SHITEN-01')
    writeFileSync(join(folder, 'README.txt'), 'no report')
    writeFileSync(join(folder, '.KEIRI-02.json.4711.tmp'), '{')
  })

  const isOpen = async (): Promise<void> => {
    await opens(2)
    expect((await computers()).map((row) => row.match(/^[A-Z]+-\d+/)?.[0])).toEqual(['KEIRI-01', 'SHITEN-01'])
    expect(await refusedWords()).toEqual([])
  }

  it('is opened with what is in it, of which only .json is looked at', async () => {
    await chooseFile(page, CHOOSE_FOLDER, folder)
    await isOpen()
  })

  it('can be dropped as well', async () => {
    const place = await page.$('.file-drop:has([webkitdirectory])')
    await place?.scrollIntoView()
    const box = await place?.boundingBox()
    const session = await page.createCDPSession()
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20]
    const data = { items: [], files: [folder], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x, y, data })
    await isOpen()
  })

  it('without a report says so', async () => {
    mkdirSync(join(stage.folder, 'empty'))
    writeFileSync(join(stage.folder, 'empty', 'README.txt'), 'nothing')
    await chooseFile(page, CHOOSE_FOLDER, join(stage.folder, 'empty'))
    await waitForWords(page, '報告のファイル（.json）が見つかりませんでした。')
  })
})
