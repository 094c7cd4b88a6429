import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Journal } from '../../native-host/journal/journal.ts'
import { advanced, decodeRecord, type EnrolmentRecord, encodeRecord } from '../../native-host/journal/record.ts'
import { JOURNAL_SCHEMA } from '../../native-host/version.ts'
import { ENROLMENT_STATES } from '../../src/protocol/schema.ts'
import { codeOf } from './host.ts'

const NOW = Date.parse('2026-11-10T00:00:00Z')
const id = (digit: string) => digit.repeat(32)

const record: EnrolmentRecord = {
  schema: JOURNAL_SCHEMA,
  id: id('a'),
  state: 'planned',
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  origin: 'https://bank.example',
  bank: 'test',
  bankName: 'テスト銀行',
  token: { label: '専用USB', manufacturer: 'M', model: 'v2', serialNumber: '1234' },
  algorithm: 'rsa-2048',
  keyId: '0f'.repeat(20),
  subject: '1234567890',
  previous: 'AAAA',
  spki: null,
  request: null,
  certificate: null,
}

const codeThrown = (act: () => unknown) => codeOf((async () => act())())

let folder: string
let journal: Journal
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'koshin-journal-')), 'enrolments')
  journal = new Journal(folder, () => NOW)
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

describe('a record', () => {
  test('comes back as it was written', () => {
    expect(decodeRecord(encodeRecord(record))).toEqual(record)
  })

  test.each([
    ['torn', '{"schema": 1, "id"'],
    ['empty', ''],
    ['with a field more', JSON.stringify({ ...record, pin: '1234' })],
    ['with a field less', JSON.stringify({ ...record, keyId: undefined })],
    ['with a short CKA_ID', JSON.stringify({ ...record, keyId: '0f' })],
    ['without a schema', JSON.stringify({ ...record, schema: undefined })],
    ['of an older schema', JSON.stringify({ ...record, schema: JOURNAL_SCHEMA - 1 })],
  ])('%s is damaged', async (_, json) => {
    expect(await codeThrown(() => decodeRecord(json))).toBe('journal-damaged')
  })

  test('of a later version is told apart, whatever else is in it', async () => {
    expect(await codeThrown(() => decodeRecord(JSON.stringify({ schema: 2, anything: true })))).toBe('journal-newer')
  })
})

describe('advancing', () => {
  test('goes forward, keeps the time, takes the fields', () => {
    const next = advanced(record, 'key-made', { spki: 'AAAA' }, NOW)
    expect(next).toEqual({ ...record, state: 'key-made', spki: 'AAAA', updatedAt: '2026-11-10T00:00:00.000Z' })
  })

  test('never goes back, and twice is as good as once', () => {
    const written = { ...record, state: 'written' } as const
    expect(advanced(written, 'issued', {}, NOW).state).toBe('written')
    expect(advanced(written, 'written', {}, NOW).state).toBe('written')
  })

  test('nothing comes after discarding, and nothing written is discarded', async () => {
    const at = (state: EnrolmentRecord['state']) => ({ ...record, state })
    expect(await codeThrown(() => advanced(at('discarded'), 'issued', {}, NOW))).toBe('enrolment-state')
    expect(advanced(at('discarded'), 'discarded', {}, NOW).state).toBe('discarded')
    for (const state of ENROLMENT_STATES.slice(0, 4))
      expect(advanced(at(state), 'discarded', {}, NOW).state).toBe('discarded')
    for (const state of ['written', 'proven', 'done'] as const)
      expect(await codeThrown(() => advanced(at(state), 'discarded', {}, NOW))).toBe('enrolment-state')
  })
})

describe('the journal on the disk', () => {
  test('a record and an answer are read back, by another journal too', () => {
    journal.create(record)
    journal.saveAnswer(record.id, Buffer.from('<html>'))
    const other = new Journal(folder, () => NOW)
    expect(other.read(record.id)).toEqual(record)
    expect(other.readAnswer(record.id)).toEqual(Buffer.from('<html>'))
    expect(other.readAnswer(id('b'))).toBeNull()
  })

  test('only its user can read it', () => {
    journal.create(record)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, `${record.id}.json`)).mode & 0o777).toBe(0o600)
  })

  test('no temporary file is left, not even by a process that died while writing', () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${record.id}.json.${process.pid}.tmp`), '{"torn')
    journal.create(record)
    expect(readdirSync(folder)).toEqual([`${record.id}.json`])
  })

  test('a half-written file of another process is no record', () => {
    journal.create(record)
    writeFileSync(join(folder, `${record.id}.json.99999.tmp`), '{"torn')
    expect(journal.list().records).toEqual([record])
  })

  test('one damaged record hides no other', () => {
    journal.create(record)
    journal.create({ ...record, id: id('b'), createdAt: '2026-10-01T00:00:00.000Z' })
    writeFileSync(join(folder, `${id('c')}.json`), readFileSync(join(folder, `${id('b')}.json`)).subarray(0, 99))
    const { records, unreadable } = journal.list()
    expect(records.map((listed) => listed.id)).toEqual([id('b'), id('a')])
    expect(unreadable.map(({ id: which, error }) => [which, error.code])).toEqual([[id('c'), 'journal-damaged']])
  })

  test('a record under another name is damaged', async () => {
    journal.create(record)
    writeFileSync(join(folder, `${id('d')}.json`), encodeRecord(record))
    expect(await codeThrown(() => journal.read(id('d')))).toBe('journal-damaged')
  })

  test('a newer record is never rewritten', async () => {
    const file = join(folder, `${record.id}.json`)
    const newer = JSON.stringify({ ...record, schema: 2, more: 1 })
    journal.create(record)
    writeFileSync(file, newer)
    expect(await codeThrown(() => journal.advance(record.id, 'discarded'))).toBe('journal-newer')
    expect(readFileSync(file, 'utf8')).toBe(newer)
  })

  test('what was never there is unknown', async () => {
    expect(await codeThrown(() => journal.read(record.id))).toBe('enrolment-unknown')
    expect(journal.list()).toEqual({ records: [], unreadable: [] })
  })

  test('a place that cannot be written to is told', async () => {
    writeFileSync(folder, '')
    expect(await codeThrown(() => journal.create(record))).toBe('journal-unwritable')
  })

  test('what another window has written meanwhile counts', () => {
    journal.create(record)
    new Journal(folder, () => NOW).advance(record.id, 'written', { spki: 'AAAA' })
    expect(journal.advance(record.id, 'key-made')).toMatchObject({ state: 'written', spki: 'AAAA' })
  })

  test('an answer can be removed, twice', () => {
    journal.saveAnswer(record.id, Buffer.from('x'))
    journal.removeAnswer(record.id)
    journal.removeAnswer(record.id)
    expect(existsSync(join(folder, `${record.id}.answer`))).toBe(false)
  })
})
