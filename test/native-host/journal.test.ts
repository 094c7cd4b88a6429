import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Journal } from '../../native-host/journal/journal.ts'
import { advanced, decodeRecord, type EnrolmentRecord, encodeRecord } from '../../native-host/journal/record.ts'
import { sealed } from '../../native-host/journal/sealed.ts'
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
  keeper: 'token',
  algorithm: 'rsa-2048',
  keyId: '0f'.repeat(20),
  subject: '1234567890',
  previous: 'AAAA',
  rescued: false,
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
    ['of something else', '7'],
    ['without a seal', `${JSON.stringify(record, null, 2)}\n`],
    ['with a field more', sealed({ ...record, pin: '1234' })],
    ['with a field less', sealed({ ...record, keyId: undefined })],
    ['with a short CKA_ID', sealed({ ...record, keyId: '0f' })],
    ['without a schema', sealed({ ...record, schema: undefined })],
    ['of an older schema', sealed({ ...record, schema: JOURNAL_SCHEMA - 1 })],
    ['with a blank more', encodeRecord(record).replace('\n', ' \n')],
    ['of a changed version', encodeRecord(record).replace(`"schema": ${JOURNAL_SCHEMA}`, '"schema": 3')],
  ])('%s is damaged', async (_, text) => {
    expect(await codeThrown(() => decodeRecord(text))).toBe('journal-damaged')
  })

  test('of a later version is told apart, whatever else is in it', async () => {
    const later = sealed({ schema: JOURNAL_SCHEMA + 1, anything: true })
    expect(await codeThrown(() => decodeRecord(later))).toBe('journal-newer')
  })

  test('with any one byte changed, or cut short anywhere, is damaged', async () => {
    const whole = Buffer.from(encodeRecord(record))
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      expect(await codeThrown(() => decodeRecord(flipped.toString())), `flipped at ${at}`).toBe('journal-damaged')
      expect(await codeThrown(() => decodeRecord(whole.subarray(0, at).toString())), `cut at ${at}`).toBe(
        'journal-damaged',
      )
    }
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

const main = () => join(folder, `${record.id}.json`)
const copy = () => join(folder, `${record.id}.copy`)
const spoil = (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 99))

describe('the journal on the disk', () => {
  test('a record is read back, by another journal too', () => {
    journal.create(record)
    expect(new Journal(folder, () => NOW).read(record.id)).toEqual(record)
  })

  test('only its user can read it', () => {
    journal.create(record)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const file of [main(), copy()]) expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('J5: a folder that others may write to is not believed', async () => {
    journal.create(record)
    chmodSync(folder, 0o770)
    expect(await codeThrown(() => journal.read(record.id))).toBe('journal-not-ours')
    expect(await codeThrown(() => journal.list())).toBe('journal-not-ours')
    expect(await codeThrown(() => journal.advance(record.id, 'key-made'))).toBe('journal-not-ours')
    chmodSync(folder, 0o700)
    expect(journal.read(record.id)).toEqual(record)
  })

  test('no temporary file is left, not even by a process that died while writing', () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, `${record.id}.json.${process.pid}.tmp`), '{"torn')
    journal.create(record)
    expect(readdirSync(folder).sort()).toEqual(['copy', 'json', 'reserve'].map((end) => `${record.id}.${end}`))
  })

  test('what killed hosts have left is swept away after an hour, and nothing else', () => {
    const old = new Date(NOW - 2 * 3_600_000)
    const leave = (name: string, time: Date) => {
      writeFileSync(join(folder, name), 'x')
      utimesSync(join(folder, name), time, time)
    }
    journal.create(record)
    leave(`${id('d')}.json.99999.tmp`, old)
    leave(`${id('e')}.json.99998.tmp`, new Date(NOW))
    leave(`${id('f')}.reserve`, old)
    leave(`${record.id}.reserve`, old)
    journal.create({ ...record, id: id('b') })
    const left = readdirSync(folder).filter((name) => /\.(?:tmp|reserve)$/.test(name))
    expect(left.sort()).toEqual([`${record.id}.reserve`, `${id('b')}.reserve`, `${id('e')}.json.99998.tmp`])
  })

  test('a half-written file of another process is no record', () => {
    journal.create(record)
    writeFileSync(join(folder, `${record.id}.json.99999.tmp`), '{"torn')
    expect(journal.list().records).toEqual([record])
  })

  test('J2, J3: a damaged or lost record is read from its copy, and written whole by the next step', () => {
    for (const harm of [spoil, rmSync]) {
      journal.create(record)
      harm(main())
      expect(journal.read(record.id)).toEqual(record)
      expect(journal.list()).toMatchObject({ records: [record], unreadable: [] })
      journal.advance(record.id, 'key-made')
      rmSync(copy())
      expect(journal.read(record.id).state).toBe('key-made')
    }
  })

  test('a damaged copy is no harm', () => {
    journal.create(record)
    spoil(copy())
    expect(journal.list()).toMatchObject({ records: [record], unreadable: [] })
  })

  test('one record that is damaged with its copy hides no other, and can be put away as it is', () => {
    const other = { ...record, id: id('b'), createdAt: '2026-10-01T00:00:00.000Z' }
    journal.create(record)
    journal.create(other)
    spoil(main())
    spoil(copy())
    const bytes = readFileSync(main())
    const { records, unreadable } = journal.list()
    expect(records).toEqual([other])
    expect(unreadable.map(({ id: which, error }) => [which, error.code])).toEqual([[record.id, 'journal-damaged']])
    journal.putDamagedAway()
    expect(journal.list()).toEqual({ records: [other], unreadable: [] })
    expect(readFileSync(join(folder, 'damaged', `${record.id}.json`))).toEqual(bytes)
  })

  test('a record under another name is damaged', async () => {
    journal.create(record)
    writeFileSync(join(folder, `${id('d')}.json`), encodeRecord(record))
    expect(await codeThrown(() => journal.read(id('d')))).toBe('journal-damaged')
  })

  test('J7: a newer record is never rewritten nor put away, whatever its copy says', async () => {
    const newer = sealed({ ...record, schema: JOURNAL_SCHEMA + 1, more: 1 })
    journal.create(record)
    writeFileSync(main(), newer)
    expect(await codeThrown(() => journal.advance(record.id, 'discarded'))).toBe('journal-newer')
    journal.putDamagedAway()
    expect(readFileSync(main(), 'utf8')).toBe(newer)
  })

  test('what was never there is unknown', async () => {
    expect(await codeThrown(() => journal.read(record.id))).toBe('enrolment-unknown')
    expect(journal.list()).toEqual({ records: [], unreadable: [] })
  })

  test('a place that cannot be written to is told', async () => {
    writeFileSync(folder, '', { mode: 0o600 })
    expect(await codeThrown(() => journal.create(record))).toBe('journal-unwritable')
  })

  test('what another window has written meanwhile counts', () => {
    journal.create(record)
    new Journal(folder, () => NOW).advance(record.id, 'written', { spki: 'AAAA' })
    expect(journal.advance(record.id, 'key-made')).toMatchObject({ state: 'written', spki: 'AAAA' })
  })
})

describe('what banks answered', () => {
  const page = Buffer.from('<html>\n')
  const raws = () => journal.answers(record.id).map(({ raw }) => Buffer.from(raw).toString())
  const file = (number: number) => join(folder, `${record.id}.${number}.answer`)

  test('is kept as it came, with whose it is, the newest first; the same once more is not kept twice', () => {
    journal.create(record)
    for (const raw of [page, Buffer.from('second'), page]) journal.saveAnswer(record, raw)
    expect(raws()).toEqual(['second', '<html>\n'])
    const { origin, bank, bankName, id: enrolment } = record
    expect(journal.allAnswers()[0]).toMatchObject({ enrolment, origin, bank, bankName, raw: new Uint8Array(page) })
    expect(journal.answers(id('b'))).toEqual([])
  })

  test('with any one byte changed, or cut short anywhere, is left out, and no other with it', () => {
    journal.create(record)
    journal.saveAnswer(record, Buffer.from('good'))
    journal.saveAnswer(record, page)
    const whole = readFileSync(file(2))
    for (let at = 0; at < whole.length; at++) {
      const flipped = Buffer.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      writeFileSync(file(2), flipped)
      expect(raws(), `flipped at ${at}`).toEqual(['good'])
      writeFileSync(file(2), whole.subarray(0, at))
      expect(raws(), `cut at ${at}`).toEqual(['good'])
    }
  })

  test('under the name of another enrolment counts for none', () => {
    journal.create(record)
    journal.saveAnswer(record, page)
    writeFileSync(join(folder, `${id('b')}.1.answer`), readFileSync(file(1)))
    expect(journal.answers(id('b'))).toEqual([])
  })

  test('can be removed, twice', () => {
    journal.saveAnswer(record, page)
    journal.removeAnswers(record.id)
    journal.removeAnswers(record.id)
    expect(existsSync(file(1))).toBe(false)
  })
})

/** A disk of its own, of so many KiB; needs the right to mount. */
const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0
describe.skipIf(!canMount)('J1: a full disk (needs the right to mount one)', () => {
  const disk = () => join(folder, '..', 'disk')
  beforeEach(() => {
    mkdirSync(disk())
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=700k,mode=0700', 'tmpfs', disk()])
    folder = join(disk(), 'enrolments')
    journal = new Journal(folder, () => NOW)
  })
  afterEach(() => {
    execFileSync('umount', [join(folder, '..')])
    folder = join(folder, '..')
  })
  const fill = () => {
    const filler = join(folder, '..', 'filler')
    for (let size = 64 * 1024; size >= 1024; size /= 2) {
      try {
        for (;;) appendFileSync(filler, Buffer.alloc(size))
      } catch {
        // full at this size
      }
    }
  }

  test('before anything was made refuses to begin', async () => {
    fill()
    expect(await codeThrown(() => journal.create(record))).toBe('journal-unwritable')
    expect(journal.list()).toEqual({ records: [], unreadable: [] })
  })

  test('afterwards still takes the largest answer and every step to the end', () => {
    journal.create(record)
    fill()
    const raw = Buffer.alloc(192 * 1024, 7)
    journal.saveAnswer(record, raw)
    const certificate = 'A'.repeat(4000)
    for (const state of ['issued', 'written', 'proven', 'done'] as const)
      journal.advance(record.id, state, { certificate })
    expect(journal.read(record.id)).toMatchObject({ state: 'done', certificate })
    expect(Buffer.from(journal.answers(record.id)[0]?.raw ?? [])).toEqual(raw)
  })
})
