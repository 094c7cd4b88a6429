import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { calendarFile } from '../../../src/status/calendar-file.ts'
import { csvText } from '../../../src/status/csv.ts'
import { openMetricsText } from '../../../src/status/openmetrics.ts'
import { reportSchema } from '../../../src/status/report.ts'
import { shortId, withShortIds } from '../../../src/status/shortened.ts'
import { tableLines } from '../../../src/status/table.ts'
import { widthOf } from '../../../src/status/width.ts'
import { statusSchemaText } from '../../../tools/status-schema.ts'
import { certificateWith, NEXT_YEAR } from '../reminder/examples.ts'
import { NOW, reportWith, WORDS } from './example-report.ts'

/** Somebody who was let choose the name of a certificate. */
const named = (name: string) => reportWith({ certificates: [certificateWith(name)], notices: [] })
const dataLine = (name: string) => csvText(named(name), WORDS).split('\r\n')[1] ?? ''

describe('JSON', () => {
  it('is as the published schema says', () => {
    expect(readFileSync('docs/status.schema.json', 'utf8')).toBe(statusSchemaText())
    expect(v.safeParse(reportSchema, reportWith()).success).toBe(true)
  })
})

describe('the table', () => {
  it.each([
    ['abc', 3],
    ['山田ア', 6],
    ['ﾔﾏﾀﾞ', 4],
    ['ＡＢ', 4],
    ['e\u0301', 1],
    ['辻\u{E0100}', 2],
  ])('knows how wide %s is', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })

  it('is aligned, whatever width its characters have', () => {
    const names = ['1234567890', '山田太郎', 'ﾔﾏﾀﾞ', 'e\u0301']
    const lines = tableLines(reportWith({ certificates: names.map((name) => certificateWith(name)) }), WORDS)
    const places = lines.map((line) => widthOf(line.slice(0, line.search(/token 専用USB|store /))))
    expect(lines).toHaveLength(5)
    expect(new Set(places).size).toBe(1)
  })

  it('lets no name hide, turn round or begin a line', () => {
    const [, line = ''] = tableLines(named('\u202E123\n\u001B[2J'), WORDS)
    expect(line).toContain('[U+202E]123[U+000A][U+001B][2J')
  })
})

describe('CSV', () => {
  it('has the mark of UTF-8 and CRLF', () => {
    const text = csvText(reportWith(), WORDS)
    expect(text.startsWith('\uFEFFbank,corporateId,')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(3)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1'])('is no formula: %s', (name) => {
    expect(dataLine(name)).toContain(`,'${name},`)
  })

  it.each([
    ['0012345678', "'0012345678"],
    ['123456789012', "'123456789012"],
    ['1E10', "'1E10"],
    ['1234567890', '1234567890'],
  ])('is not calculated with: %s', (name, cell) => {
    expect(dataLine(name)).toContain(`,${cell},`)
  })

  it('quotes what would be another cell', () => {
    expect(dataLine('a,"b"')).toContain(',"a,""b""",')
  })

  it('leaves the days left a number, also when they are over', () => {
    expect(csvText(reportWith({}, {}, NOW + 30 * 86_400_000), WORDS)).toContain(',-10,')
  })
})

describe('the calendar', () => {
  it('has two events of each certificate that is still to be renewed', () => {
    const old = certificateWith('1234567890', { sha256: 'ab'.repeat(32) })
    const renewed = certificateWith('1234567890', { ...NEXT_YEAR, key: 'present' })
    const other = certificateWith('1234567890 01')
    const words = { summary: 's', description: 'd' }
    const report = reportWith({ certificates: [old, renewed, other, { ...other, store: 'pkcs11:token=2' }] })
    const text = calendarFile(report, () => ({ lastDay: words, opening: words }), NOW)
    expect(text.match(/^UID:.*/gm)).toHaveLength(4)
    expect(text.match(/BEGIN:VCALENDAR/g)).toHaveLength(1)
    expect(text).not.toContain(`UID:${old.sha256.slice(0, 32)}`)
  })
})

describe('metrics', () => {
  it('tell each certificate once, with its dates and its state', () => {
    const certificate = certificateWith('1234567890', { sha256: 'ab'.repeat(32) })
    const lines = openMetricsText(reportWith({ certificates: [certificate, certificate] })).split('\n')
    const labels =
      'bank="bank",store="token",store_serial="4F21",role="administrator",id="1234567890",certificate="abababababab"'
    expect(lines.filter((line) => line.startsWith('koshin_certificate'))).toEqual([
      `koshin_certificate_start_timestamp_seconds{${labels}} 1765378800`,
      `koshin_certificate_end_timestamp_seconds{${labels}} 1796914800`,
      `koshin_certificate_needs_renewal{${labels}} 1`,
      `koshin_certificate_state{${labels},state="renewable"} 1`,
    ])
    expect(lines.slice(-2)).toEqual(['# EOF', ''])
  })

  it('let no name end its label', () => {
    expect(openMetricsText(named('a"} 1\n\\'))).toContain('id="a\\"} 1[U+000A]\\\\"')
  })
})

describe('shortened IDs', () => {
  it.each([
    ['1234567890', '…7890'],
    ['123456', '…456'],
    ['1', '…'],
    ['', '…'],
  ])('%s is %s', (id, short) => {
    expect(shortId(id)).toBe(short)
  })

  it('leave no trace of the whole ones, nor of a name', () => {
    const certificates = [certificateWith('1234567890 user01'), certificateWith('山田太郎')]
    const text = JSON.stringify(withShortIds(reportWith({ certificates })))
    expect(text).toContain('…er01')
    expect(text).not.toMatch(/1234567890|user01|山田|太郎/)
  })
})
