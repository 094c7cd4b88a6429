import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bare } from '../../src/notice/folded.ts'
import type { GeneralReading, Reading } from '../../src/notice/reading.ts'
import { readerBundle } from '../reader/bundle.ts'
import { launchBrowser } from '../screens/browser.ts'

/**
 * The saved pages again, in a real browser: its parser, its frames, its styles. What is read must be the same as from the
 * files. A page that does not say its encoding is left to the command line, which works it out.
 */

interface Vector {
  readonly file: string
  readonly encoding: string
  readonly profile?: string
  readonly reading?: Partial<Reading>
  readonly general?: Partial<GeneralReading>
}

const FOLDER = 'test/fixtures'
const vectors: readonly Vector[] = ['expected.json', 'by-hand.json'].flatMap((list) =>
  JSON.parse(readFileSync(join(FOLDER, list), 'utf8')),
)

let server: Server
let browser: Browser
let page: Page
let origin: string

beforeAll(async () => {
  const encodings = new Map(vectors.map(({ file, encoding }) => [file.replace(/\.html$/, ''), encoding]))
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)).replace(/^\/+/, '')
    // The frames of a page have its encoding.
    const charset = encodings.get(path.replace(/(?:_files\/.*|\.html)$/, ''))
    try {
      response.setHeader('content-type', `text/html; charset=${charset}`)
      response.end(readFileSync(join(FOLDER, path)))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  page = await browser.newPage()
  // In every frame, before its own scripts.
  await page.evaluateOnNewDocument(await readerBundle())
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

const readings = async <T>(script: string): Promise<T[]> =>
  (await Promise.all(page.frames().map((frame) => frame.evaluate(script).catch(() => null)))).filter(
    (reading) => reading !== null,
  ) as T[]

const comparable = <T extends { readonly label?: string | null | undefined }>(reading: T): T =>
  typeof reading.label === 'string' ? { ...reading, label: bare(reading.label) } : reading

const isRead = <T extends object>(found: readonly T[], wanted: object): boolean =>
  found.some((reading) => {
    try {
      expect(comparable(reading)).toMatchObject(comparable(wanted))
      return true
    } catch {
      return false
    }
  })

describe('a saved page in the browser', () => {
  it('is read as its author says, all of them', { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    for (const { file, profile, reading, general } of vectors) {
      await page.goto(`${origin}/${file}`, { waitUntil: 'load' })
      if (profile && reading) {
        const all = await readings<Reading>(`reader.read(${JSON.stringify(profile)})`)
        const shown = all.filter(({ screen }) => screen !== 'none')
        if (!isRead(shown.length > 0 ? shown : all, reading)) wrong.push(`${file}: ${JSON.stringify(shown)}`)
      }
      if (general) {
        const all = await readings<GeneralReading>('reader.readAny()')
        const shown = all.filter(({ verdict }) => verdict !== 'none')
        if (!isRead(shown.length > 0 ? shown : all, general)) wrong.push(`${file} (general): ${JSON.stringify(all)}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
