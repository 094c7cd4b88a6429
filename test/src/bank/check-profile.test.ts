import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkProfile } from '../../../src/bank/check-profile.ts'
import { profileSchemaText } from '../../../tools/profile-schema.ts'

const pinned = (file: string): string => readFileSync(`test/vectors/pki/${file}`).toString('base64')

const FOLDER = 'src/bank/profiles'
const bundled = readdirSync(FOLDER).map((file) => `${FOLDER}/${file}`)

/** The smallest profile there can be, as a help desk would begin. */
const small = () => ({
  schema: 1,
  id: 'my-bank',
  name: { ja: '練習銀行', en: 'Practice Bank' },
  service: { ja: '法人IB', en: 'Corporate IB' },
  origins: [] as string[],
  roles: [] as unknown[],
  renewal: { daysBefore: 30, answerWithinSeconds: 180 } as Record<string, unknown>,
  enrolment: { technology: 'guide', by: 'browser' } as Record<string, unknown>,
  stores: ['computer'],
  steps: ['open-notice', 'finish'],
  fields: {} as Record<string, unknown>,
  screens: [screen('notice', { name: '電子証明書更新のお知らせ', controls: ['次へ'] }, '次へ')] as Screen[],
})

interface Screen {
  id: string
  step: string
  kind: string
  known: Record<string, unknown>
  next: { label: string; store?: string } | null
  [more: string]: unknown
}
const screen = (id: string, known: Record<string, unknown>, label: string | null = null): Screen => ({
  id,
  step: 'open-notice',
  kind: 'notice',
  known,
  next: label === null ? null : { label },
})

type Small = ReturnType<typeof small>
const problemsOf = (text: string) => {
  const checked = checkProfile(text)
  return checked.ok ? [] : checked.problems.map(({ place, reason, detail }) => [place, reason, detail])
}
/** What is said of the small profile after a change. */
const problemsWith = (change: (profile: Small) => unknown) => {
  const profile = small()
  change(profile)
  return problemsOf(JSON.stringify(profile))
}

describe('a profile that is right', () => {
  it.each(bundled)('%s', (file) => {
    expect(problemsOf(readFileSync(file, 'utf8'))).toEqual([])
  })

  it('comes back with its defaults filled in', () => {
    const checked = checkProfile(JSON.stringify(small()))
    expect(checked).toMatchObject({ ok: true, profile: { id: 'my-bank', renewal: { remindAt: [30, 10] } } })
  })

  it('may pin the CAs that issue its certificates', () => {
    expect(problemsWith((p) => Object.assign(p, { issuers: [pinned('root.der'), pinned('issuing.der')] }))).toEqual([])
  })

  it('may name any schema', () => {
    expect(problemsWith((profile) => Object.assign(profile, { $schema: 'https://bank.example/schema.json' }))).toEqual(
      [],
    )
  })
})

describe('a text that is not JSON', () => {
  it.each([
    ['', '1:1'],
    ['{', '1:2'],
    ['{"a": 1,}', '1:9'],
    ['{"a": 1 "b": 2}', '1:9'],
    ['{\n  "a": x\n}', '2:8'],
    ['{\r\n"a": 01\r\n}', '2:6'],
    ['["a\nb"]', '1:4'],
    ['["\\x"]', '1:3'],
    ['[1] 2', '1:5'],
    ["{'a': 1}", '1:2'],
    ['[1, 2', '1:6'],
    ['nul', '1:1'],
  ])('%j stops being it at %s', (text, place) => {
    expect(problemsOf(text)).toEqual([[place, 'not-json', null]])
  })

  it('is told from one that is, for every text', () => {
    const json = fc.json({ maxDepth: 4 })
    const mutated = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '\\', '\n', '0', '-', ':'))
      .map(
        ([text, at, put]) =>
          `${text.slice(0, at % (text.length + 1))}${put}${text.slice((at % (text.length + 1)) + 1)}`,
      )
    fc.assert(
      fc.property(fc.oneof(json, mutated, fc.string()), (text) => {
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        expect(problemsOf(text).some(([, reason]) => reason === 'not-json')).toBe(!isJson)
      }),
      { numRuns: 2000 },
    )
  })

  it('has a member only once, however it is written', () => {
    expect(problemsOf('{"id": "a",\n "\\u0069d": "b"}')).toEqual([['2:2', 'member-twice', null]])
  })
})

describe('what the schema says', () => {
  it.each<[string, (profile: Small) => unknown, unknown[][]]>([
    ['a member that is not there', (p) => Reflect.deleteProperty(p, 'steps'), [['steps', 'missing', null]]],
    ['a member that nobody knows', (p) => Object.assign(p, { colour: 1 }), [['colour', 'unknown', null]]],
    [
      'a member of nobody, whose name is no word',
      (p) => Object.assign(p.renewal, { 'a b\n': 1 }),
      [['renewal["a b\\n"]', 'unknown', null]],
    ],
    ['a number for words', (p) => Object.assign(p.name, { ja: 1 }), [['name.ja', 'wrong-type', 'string']]],
    ['an array for an object', (p) => Object.assign(p, { fields: [] }), [['fields', 'wrong-type', 'object']]],
    [
      'another step',
      (p) => Object.assign(p.screens[0] ?? {}, { step: 'rest', kind: 1 }),
      [
        [
          'screens[0].step',
          'not-one-of',
          'log-on, open-notice, start, choose-store, confirm, application, download, finish',
        ],
        ['screens[0].kind', 'not-one-of', expect.stringContaining('password, one-time-password, notice')],
      ],
    ],
    [
      'another technology',
      (p) => Object.assign(p, { enrolment: { technology: 'keygen' } }),
      [['enrolment.technology', 'not-one-of', 'certenroll, guide']],
    ],
    ['no technology', (p) => Object.assign(p, { enrolment: {} }), [['enrolment.technology', 'missing', null]]],
    [
      'an origin of http',
      (p) => p.origins.push('http://bank.example/*'),
      [['origins[0]', 'wrong-form', 'https://<host>/*']],
    ],
    ['an issuer in lines', (p) => Object.assign(p, { issuers: ['AA\nAA'] }), [['issuers[0]', 'wrong-form', 'base64']]],
    [
      'nine issuers',
      (p) => Object.assign(p, { issuers: Array(9).fill(pinned('root.der')) }),
      [['issuers', 'too-many', '8']],
    ],
    ['empty words', (p) => Object.assign(p.name, { en: '' }), [['name.en', 'too-short', '1']]],
    ['long words', (p) => Object.assign(p.name, { en: 'a'.repeat(121) }), [['name.en', 'too-long', '120']]],
    ['no step', (p) => p.steps.splice(0), [['steps', 'too-few', '1']]],
    [
      'too many words',
      (p) => Object.assign(p.screens[0]?.known ?? {}, { texts: Array(13).fill('a') }),
      [['screens[0].known.texts', 'too-many', '12']],
    ],
    [
      'a year and more',
      (p) => Object.assign(p.renewal, { daysBefore: 367 }),
      [['renewal.daysBefore', 'too-large', '366']],
    ],
    ['no day', (p) => Object.assign(p.renewal, { daysBefore: 0 }), [['renewal.daysBefore', 'too-small', '1']]],
    ['half a day', (p) => Object.assign(p.renewal, { daysBefore: 1.5 }), [['renewal.daysBefore', 'not-whole', null]]],
    [
      'an hour that is none',
      (p) => Object.assign(p.renewal, { lastDayUntil: '24:00' }),
      [['renewal.lastDayUntil', 'wrong-form', expect.any(String)]],
    ],
  ])('refuses %s', (_name, change, problems) => {
    expect(problemsWith(change)).toEqual(problems)
  })

  it('tells all problems at once, each unknown member too, and no more than fifty', () => {
    expect(problemsWith((p) => Object.assign(p, { a: 1, b: 2, id: 'Bank', steps: [] }))).toEqual([
      ['a', 'unknown', null],
      ['b', 'unknown', null],
      ['id', 'wrong-form', expect.any(String)],
      ['steps', 'too-few', '1'],
    ])
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`m${index}`, 1]))
    expect(problemsWith((p) => Object.assign(p, many))).toHaveLength(50)
  })
})

describe('what a schema cannot say', () => {
  const notice = screen('notice', { name: '電子証明書更新のお知らせ', controls: ['次へ'] }, '次へ')

  it.each<[string, (profile: Small) => unknown, unknown[][]]>([
    [
      'a screen twice',
      (p) => p.screens.push(screen('notice', { name: '別の画面' })),
      [['screens[1].id', 'duplicate', 'notice']],
    ],
    [
      'names of screens that mean something else',
      (p) => p.screens.push(screen('none', { name: '別の画面' }), screen('any-session-ended', { name: '次の画面' })),
      [
        ['screens[1].id', 'reserved-id', 'none'],
        ['screens[2].id', 'reserved-id', 'any-session-ended'],
      ],
    ],
    ['a step twice', (p) => p.steps.push('finish'), [['steps[2]', 'duplicate', 'finish']]],
    ['a store twice', (p) => p.stores.push('computer'), [['stores[1]', 'duplicate', 'computer']]],
    [
      'a role twice',
      (p) => p.roles.push(...Array(2).fill({ id: 'user', name: { ja: '利用者', en: 'user' }, commonName: ['userId'] })),
      [['roles[1].id', 'duplicate', 'user']],
    ],
    [
      'a step that is not in steps',
      (p) => p.screens.push({ ...screen('start', { name: '電子証明書更新' }), step: 'start' }),
      [['screens[1].step', 'step-not-listed', 'start']],
    ],
    [
      'a role that is not there',
      (p) => Object.assign(p.screens[0] ?? {}, { role: 'user' }),
      [['screens[0].role', 'no-such-role', 'user']],
    ],
    [
      'a store that the bank does not offer',
      (p) => Object.assign(p.screens[0]?.next ?? {}, { store: 'token' }),
      [['screens[0].next.store', 'store-not-listed', 'token']],
    ],
    [
      'a screen that is known by nothing',
      (p) => p.screens.push(screen('all', { absent: ['次へ'] })),
      [['screens[1].known', 'known-by-nothing', null]],
    ],
    [
      'a button that is no part of the screen',
      (p) => Object.assign(p.screens[0] ?? {}, { next: { label: '実行' }, others: [{ label: '戻る' }] }),
      [
        ['screens[0].next.label', 'label-not-known', '実行'],
        ['screens[0].others[0].label', 'label-not-known', '戻る'],
      ],
    ],
    [
      'words that are signs only',
      (p) => p.screens.push(screen('signs', { name: '【■】', texts: ['　'], controls: ['*'] })),
      [
        ['screens[1].known.name', 'no-words', null],
        ['screens[1].known.texts[0]', 'no-words', null],
        ['screens[1].known.controls[0]', 'no-words', null],
      ],
    ],
    [
      'a screen that its own words exclude',
      (p) => p.screens.push(screen('never', { name: '電子証明書更新開始', absent: ['更新'] })),
      [['screens[1].known.absent', 'never-shown', '更新']],
    ],
    ['no way in', (p) => Object.assign(p.screens[0] ?? {}, { kind: 'finished' }), [['screens', 'no-way-in', null]]],
    [
      'a page that makes the key, and no button that begins it',
      (p) => Object.assign(p, { enrolment: { technology: 'certenroll', key: 'rsa-2048' } }),
      [['screens', 'no-enrol-screen', null]],
    ],
    [
      'a button that begins what something else does',
      (p) =>
        p.screens.push({ ...screen('start', { name: '電子証明書更新', controls: ['実行'] }, '実行'), kind: 'enrol' }),
      [['screens[1].kind', 'enrol-screen-in-guide', null]],
    ],
    [
      'reminders in another order',
      (p) => Object.assign(p.renewal, { remindAt: [30, 10, 10] }),
      [['renewal.remindAt[2]', 'not-descending', null]],
    ],
    [
      'an issuer that is none',
      (p) => Object.assign(p, { issuers: [pinned('root.der'), pinned('good.der'), 'AAAA'] }),
      [
        ['issuers[1]', 'not-ca-certificate', null],
        ['issuers[2]', 'not-ca-certificate', null],
      ],
    ],
    [
      'a last day that is no date',
      (p) => Object.assign(p.fields, { expiry: { labels: ['有効期限'], kind: 'digits' } }),
      [['fields.expiry.kind', 'unfit-kind', 'date']],
    ],
  ])('refuses %s', (_name, change, problems) => {
    expect(problemsWith(change)).toEqual(problems)
  })

  it.each<[string, Record<string, unknown>]>([
    ['the same', { name: '電子証明書更新のお知らせ', controls: ['次へ'] }],
    ['the same in other signs', { name: '■ 電子証明書　更新のお知らせ', controls: ['次へ ＞'] }],
    ['more of the same', { name: '電子証明書更新のお知らせ', texts: ['有効期限'], controls: ['次へ', '戻る'] }],
    [
      'one of the buttons that the other takes',
      { name: '電子証明書更新のお知らせ', controls: ['次へ'], absent: ['エラー'] },
    ],
  ])('refuses a screen that needs %s: both would fit', (_name, known) => {
    expect(problemsWith((p) => p.screens.push(screen('second', known)))).toEqual([
      ['screens[1].known', 'ambiguous', 'notice'],
    ])
  })

  it('knows that a label with * takes many', () => {
    const general = screen('general', { controls: ['*証明書*更新*'] }, '*証明書*更新*')
    expect(
      problemsWith((p) => p.screens.push(general, screen('one', { controls: ['電子証明書の更新はこちら'] }))),
    ).toEqual([['screens[2].known', 'ambiguous', 'general']])
  })

  it.each<[string, Record<string, unknown>]>([
    ['another name', { name: '電子証明書更新', controls: ['次へ'] }],
    ['another button', { name: '電子証明書更新のお知らせ', controls: ['更新'] }],
  ])('takes a screen with %s', (_name, known) => {
    expect(problemsWith((p) => p.screens.push(screen('second', known)))).toEqual([])
  })

  it('takes two screens that absent words tell apart', () => {
    const apart = { ...notice, known: { ...notice.known, absent: ['戻る'] } }
    const second = screen('second', { name: '電子証明書更新のお知らせ', controls: ['次へ', '戻る'] }, '戻る')
    expect(problemsWith((p) => p.screens.splice(0, 1, apart, second))).toEqual([])
  })
})

describe('a hostile text', () => {
  it.each<[string, string, string]>([
    ['too long', 'a'.repeat(100_001), 'too-much-text'],
    ['nested deeply', '['.repeat(50_000) + ']'.repeat(50_000), 'wrong-type'],
    ['open deeply', '{"a":'.repeat(19_000), 'not-json'],
    ['of many numbers', `{"screens":[${'1,'.repeat(49_000)}1]}`, 'missing'],
    ['of many members', `{${Array.from({ length: 9_000 }, (_, index) => `"k${index}":1`).join()}}`, 'unknown'],
    ['of one long string', `"${'\\u0061'.repeat(16_000)}"`, 'wrong-type'],
    ['that reaches for the prototype', '{"__proto__": {"schema": 1}, "constructor": 1}', 'unknown'],
  ])('%s is refused, soon', (_name, text, reason) => {
    const begin = performance.now()
    expect(problemsOf(text)[0]?.[1]).toBe(reason)
    expect(performance.now() - begin).toBeLessThan(2_000)
  })

  it('changes nothing of ours', () => {
    problemsOf('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')
    expect('polluted' in {}).toBe(false)
  })
})

describe('the published schema', () => {
  it('is what the code says: npm run profile-schema', () => {
    expect(readFileSync('docs/profile.schema.json', 'utf8')).toBe(profileSchemaText())
  })

  it.each(bundled)('is named by %s', (file) => {
    const { $schema } = JSON.parse(readFileSync(file, 'utf8'))
    expect(resolve(dirname(file), $schema)).toBe(resolve('docs/profile.schema.json'))
  })

  it.each(bundled)('%s lies under its own id', (file) => {
    expect(`${JSON.parse(readFileSync(file, 'utf8')).id}.json`).toBe(basename(file))
  })
})
