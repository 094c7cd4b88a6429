import { describe, expect, it } from 'vitest'
import { MAX_TOGETHER_BYTES, readReports } from '../../../extension/certificates/read-reports.ts'
import { MAX_REPORT_BYTES } from '../../../src/status/reports/read-report.ts'
import { NOW } from '../../src/status/example-report.ts'
import { textWith } from '../../src/status/reports/examples.ts'

const reading = { now: NOW, progress: () => {}, isStopped: () => false }
const fileOf = (name: string, content: string | Uint8Array<ArrayBuffer>): File => new File([content], name)
const reportOf = (computer: string): File => fileOf(`${computer}.json`, textWith({ computer }))

/** A file of which only the size may be asked. */
const unopened = (name: string, size: number): File =>
  ({
    name,
    size,
    arrayBuffer: () => {
      throw new Error('it was opened')
    },
  }) as unknown as File
const gone = { name: 'gone.json', size: 10, arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }

const read = async (files: readonly File[], more = {}) => {
  const { opened, refused } = await readReports(files, { ...reading, ...more })
  return {
    opened: opened.map(({ report }) => report.computer),
    refused: refused.map(({ fileName, refusal }) => [fileName, refusal.why]),
  }
}

/** As `>` of Windows PowerShell writes it. */
const utf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))

describe('files chosen as reports', () => {
  it('are refused one by one, and the others are open', async () => {
    const files = [
      reportOf('pc-1'),
      fileOf('empty.json', ''),
      fileOf('photo.json', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])),
      unopened('disk.json', 500_000_000),
      gone as unknown as File,
      fileOf('new.json', '{"format":"koshin-status","version":2}'),
      reportOf('pc-2'),
    ]
    expect(await read(files)).toEqual({
      opened: ['pc-1', 'pc-2'],
      refused: [
        ['empty.json', 'cut-off'],
        ['photo.json', 'not-text'],
        ['disk.json', 'too-large'],
        ['gone.json', 'unreadable'],
        ['new.json', 'newer'],
      ],
    })
  })

  it('can be UTF-16 with its mark, or UTF-8 with one', async () => {
    const files = [
      fileOf('a.json', utf16(textWith({ computer: '経理' }))),
      fileOf('b.json', `\uFEFF${textWith({ computer: '総務' })}`),
    ]
    expect(await read(files)).toEqual({ opened: ['経理', '総務'], refused: [] })
  })

  it('are opened up to 64 MiB together', async () => {
    const full = MAX_TOGETHER_BYTES / MAX_REPORT_BYTES
    const files = Array.from({ length: full + 2 }, (_, index) =>
      index < full ? fileOf(`${index}.json`, new Uint8Array(MAX_REPORT_BYTES)) : unopened(`${index}.json`, 1),
    )
    const { refused } = await read([...files, unopened('huge.json', 500_000_000)])
    expect(refused.map(([, why]) => why)).toEqual([
      ...Array.from({ length: full }, () => 'no-report'),
      'too-many',
      'too-many',
      'too-large',
    ])
  })

  it('are told of while they are read, in the order in which they were chosen at the end', async () => {
    const computers = Array.from({ length: 30 }, (_, index) => `pc-${index}`)
    const told: number[] = []
    const { opened } = await read(computers.map(reportOf), { progress: (done: number) => told.push(done) })
    expect(opened).toEqual(computers)
    expect(told).toEqual(computers.map((_, index) => index + 1))
  })

  it('are left when nobody waits for them', async () => {
    let done = 0
    const files = Array.from({ length: 100 }, (_, index) => reportOf(`pc-${index}`))
    await readReports(files, { now: NOW, progress: (count) => (done = count), isStopped: () => done >= 10 })
    expect(done).toBeLessThan(20)
  })
})
