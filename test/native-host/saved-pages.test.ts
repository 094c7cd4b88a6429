import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MissingArgument, readArguments, UnknownArgument } from '../../native-host/cli/arguments.ts'

/** `koshin profile check` and `koshin notice`, as a help desk runs them: the real program on files. */

const PROFILE = 'src/bank/profiles/shinkin-hojin-ib-older.json'
const NOTICE =
  '<html><head><title>お知らせ</title></head><body><h1>電子証明書更新通知</h1><table>' +
  '<tr><th>現在の日付</th><td>2026/12/01</td></tr><tr><th>有効期限</th><td>2026/12/10</td></tr></table>' +
  '<a href="main.html">メインへ</a><a href="back.html">戻る</a></body></html>'
const FINISHED =
  '<html><body><h2>電子証明書のインストールが完了しました</h2><p>シリアル番号 = 3A:7F:00:12</p>' +
  '<input type="button" value="このウィンドウを閉じる"></body></html>'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-saved-'))
  cpSync(PROFILE, join(folder, 'bank.json'))
  put('notice.html', iconv.encode(NOTICE, 'windows-31j'))
  put('finished.html', iconv.encode(FINISHED, 'euc-jp'))
  put('other.html', '<html><body><h1>パスワードの有効期限のお知らせ</h1><a href="#">変更</a></body></html>')
  put(
    'set.html',
    '<html><frameset cols="200,*"><frame src="f/menu.html"><frame src="f/main.html"><frame src="f/no.html"></frameset></html>',
  )
  put('f/menu.html', iconv.encode('<body><a href="#">残高照会</a></body>', 'windows-31j'))
  put('f/main.html', iconv.encode(NOTICE, 'windows-31j'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
  return name
}
/** Started in the folder, so that what is printed can be compared whole. */
const koshinIn = (language: 'ja' | 'en', ...args: string[]) => {
  const program = ['--import', resolve('node_modules/tsx/dist/loader.mjs'), resolve('native-host/main.ts')]
  const env = { PATH: process.env.PATH, HOME: folder, LANG: language === 'ja' ? 'ja_JP.UTF-8' : 'en_GB.UTF-8' }
  const run = spawnSync(process.execPath, [...program, ...args], { cwd: folder, env, encoding: 'utf8' })
  return { code: run.status, output: run.stdout, errors: run.stderr }
}
const koshin = (...args: string[]) => koshinIn('en', ...args)
const json = (...args: string[]) => {
  const { code, output, errors } = koshin(...args, '--json')
  return { code, errors, document: JSON.parse(output) }
}

const NOTHING = { expiry: null, expiryTime: null, corporateId: null, userId: null, serialNumber: null }

describe('koshin profile check', () => {
  test('says that a profile is right', () => {
    expect(koshin('profile', 'check', 'bank.json')).toEqual({
      code: 0,
      output: 'bank.json is a good profile (shinkin-hojin-ib-older).\n',
      errors: '',
    })
    expect(koshinIn('ja', 'profile', 'check', 'bank.json').output).toBe(
      'bank.json は正しいプロファイルです（shinkin-hojin-ib-older）。\n',
    )
  })

  test('shows what it reads from each page, frames included', () => {
    expect(
      koshinIn('ja', 'profile', 'check', 'bank.json', 'notice.html', 'finished.html', 'other.html', 'set.html'),
    ).toEqual({
      code: 0,
      output: [
        'bank.json は正しいプロファイルです（shinkin-hojin-ib-older）。',
        'notice.html（文字コード shift_jis、記述がないか合わないため、読める文字から推定）',
        '  画面: notice（kind notice、step open-notice）',
        '  次に押すところ: 「メインへ」',
        '  有効期限: 2026年12月10日（木）',
        'finished.html（文字コード euc-jp、記述がないか合わないため、読める文字から推定）',
        '  画面: finished（kind finished、step finish）',
        '  次に押すところ: 「このウィンドウを閉じる」',
        '  シリアル番号: 3A7F0012',
        'other.html（文字コード utf-8、記述がないため推定）',
        '  どの画面にも合いません。',
        'set.html（文字コード shift_jis、記述がないか合わないため、読める文字から推定）',
        '  画面: notice（kind notice、step open-notice）',
        '  次に押すところ: 「メインへ」',
        '  有効期限: 2026年12月10日（木）',
        '  フレーム f/main.html の中にあります。',
        '  フレーム f/no.html は読めませんでした。ファイルがありません。',
        '',
      ].join('\n'),
      errors: '',
    })
  })

  test('prints the same as JSON', () => {
    const { code, document } = json('profile', 'check', 'bank.json', 'finished.html', 'other.html')
    const file = { bank: 'shinkin-hojin-ib-older', role: null, among: [], frame: null, frames: [], error: null }
    expect(code).toBe(0)
    expect(document).toEqual({
      profile: 'bank.json',
      id: 'shinkin-hojin-ib-older',
      ok: true,
      error: null,
      problems: [],
      pages: [
        {
          ...file,
          ...NOTHING,
          page: 'finished.html',
          encoding: 'euc-jp',
          encodingFrom: 'common-characters',
          screen: 'finished',
          kind: 'finished',
          step: 'finish',
          label: 'このウィンドウを閉じる',
          serialNumber: '3A7F0012',
          reason: null,
        },
        {
          ...file,
          ...NOTHING,
          page: 'other.html',
          encoding: 'utf-8',
          encodingFrom: 'utf-8',
          screen: null,
          kind: null,
          step: null,
          label: null,
          reason: 'no-screen',
        },
      ],
    })
  })

  test('names the screens between which it is not decided', () => {
    const profile = JSON.parse(readFileSync(PROFILE, 'utf8'))
    const second = {
      id: 'notice-with-way-back',
      step: 'open-notice',
      kind: 'way',
      known: { controls: ['戻る'] },
      next: null,
    }
    put('two.json', JSON.stringify({ ...profile, screens: [...profile.screens, second] }))
    expect(koshin('profile', 'check', 'two.json', 'notice.html').output).toContain(
      'More than one screen fits, so it is not decided: notice, notice-with-way-back\n',
    )
    expect(json('profile', 'check', 'two.json', 'notice.html').document.pages[0]).toMatchObject({
      screen: null,
      reason: 'ambiguous',
      among: ['notice', 'notice-with-way-back'],
    })
  })

  test('says where a profile is bad, and why', () => {
    const profile = JSON.parse(readFileSync(PROFILE, 'utf8'))
    put('bad.json', JSON.stringify({ ...profile, origins: ['http://bank.example/*'], steps: ['rest'], colour: 'red' }))
    expect(koshin('profile', 'check', 'bad.json')).toEqual({
      code: 1,
      output: [
        'bad.json has things to put right: 3.',
        '× colour: There is no such member.',
        '× origins[0]: It is not of the form that is needed (https://<host>/*).',
        '× steps[0]: This value cannot be used (log-on, open-notice, start, choose-store, confirm, application, download, finish).',
        '',
      ].join('\n'),
      errors: '',
    })
  })

  test('says at which line and column it stops being JSON', () => {
    put('broken.json', '{\n  "schema": 1,\n  "id" "a"\n}')
    expect(koshinIn('ja', 'profile', 'check', 'broken.json')).toMatchObject({
      code: 1,
      output: 'broken.json には直すところが1件あります。\n× 3:8: ここからJSONとして読めません。\n',
    })
    expect(json('profile', 'check', 'broken.json', 'notice.html')).toMatchObject({
      code: 1,
      errors: 'The pages have not been tried. Put the profile right first.\n',
      document: { ok: false, problems: [{ place: '3:8', reason: 'not-json', detail: null }], pages: [] },
    })
  })

  test('refuses a file that is not there or not in UTF-8', () => {
    put('sjis.json', iconv.encode('{"name": "練習銀行"}', 'windows-31j'))
    expect(koshin('profile', 'check', 'none.json')).toEqual({
      code: 1,
      output: '',
      errors: 'none.json cannot be read. There is no such file.\n',
    })
    expect(json('profile', 'check', 'sjis.json')).toMatchObject({
      code: 1,
      errors: 'sjis.json cannot be read. It is not in UTF-8. Save it as UTF-8.\n',
      document: { ok: false, error: 'not-utf-8', id: null },
    })
  })

  test('takes a profile with the mark that editors on Windows put before UTF-8', () => {
    put('mark.json', `\ufeff${readFileSync(PROFILE, 'utf8')}`)
    expect(koshin('profile', 'check', 'mark.json').code).toBe(0)
  })
})

describe('koshin notice', () => {
  test('tells a notice from what is none, and why', () => {
    expect(koshin('notice', 'notice.html', 'other.html')).toEqual({
      code: 0,
      output: [
        'notice.html (encoding shift_jis, found by what can be read, as the page does not say it or says it wrongly)',
        '  This is a notice that a certificate must be renewed.',
        '  Screen that fits: notice of shinkin-hojin-ib-older (kind notice, step open-notice)',
        '  To press next: “メインへ”',
        '  Last day: Thu 10 December 2026',
        'other.html (encoding utf-8, found, as the page does not say)',
        '  This is no notice of a renewal. It is about the last day of a password or PIN.',
        '',
      ].join('\n'),
      errors: '',
    })
  })

  test('prints one array with an entry a page, which says in which frame the notice is', () => {
    const { code, document } = json('notice', 'set.html')
    const menu = {
      frame: 'f/menu.html',
      encoding: 'shift_jis',
      encodingFrom: 'common-characters',
      verdict: 'none',
      notice: false,
      bank: null,
      screen: null,
      kind: null,
      step: null,
      label: null,
      ...NOTHING,
      reason: 'no-words',
      matches: [],
      error: null,
    }
    const match = { bank: 'shinkin-hojin-ib-older', screen: 'notice', kind: 'notice', step: 'open-notice' }
    const main = {
      ...menu,
      ...match,
      frame: 'f/main.html',
      verdict: 'notice',
      notice: true,
      label: 'メインへ',
      expiry: '2026-12-10',
      reason: null,
      matches: [match],
    }
    expect(code).toBe(0)
    expect(document).toEqual([
      { page: 'set.html', ...main, frames: [menu, main, { frame: 'f/no.html', error: 'not-there' }] },
    ])
  })

  test('reads the others where one page cannot be read, and ends with 1', () => {
    put('a.pdf', '%PDF-1.7')
    const { code, document, errors } = json('notice', 'a.pdf', 'none.html', 'notice.html')
    expect(code).toBe(1)
    expect(document).toEqual([
      { page: 'a.pdf', error: 'pdf' },
      { page: 'none.html', error: 'not-there' },
      expect.objectContaining({ page: 'notice.html', verdict: 'notice', error: null }),
    ])
    expect(errors).toBe(
      'a.pdf cannot be read. It is a PDF. Name a web page that a browser has saved.\nnone.html cannot be read. There is no such file.\n',
    )
  })

  test('shows nothing of a page that would change what a terminal shows', () => {
    put(
      'esc.html',
      `${NOTICE}<iframe src="\u202e\u001b[31m.html"></iframe>`.replace(
        '<a href="main.html">メインへ</a>',
        '<a href="#">メイン\u202e\u001b[31mへ</a>',
      ),
    )
    const { output } = koshin('notice', 'esc.html')
    expect(output.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\u202e]/u)
  })
})

describe('the arguments', () => {
  test.each<[string[], typeof UnknownArgument, string]>([
    [['profile'], MissingArgument, 'check'],
    [['profile', 'check'], MissingArgument, 'FILE'],
    [['notice'], MissingArgument, 'PAGE'],
    [['profile', 'make', 'a.json'], UnknownArgument, 'make'],
    [['doctor', '--json'], UnknownArgument, '--json'],
    [['notice', 'a.html', '--force'], UnknownArgument, '--force'],
  ])('%j are not understood', (args, error, words) => {
    expect(() => readArguments(args, {})).toThrow(error)
    expect(() => readArguments(args, {})).toThrow(words)
  })

  test('that are missing are named, before the help', () => {
    const { code, output, errors } = koshin('profile', 'check')
    expect([code, output, errors.split('\n').slice(0, 2)]).toEqual([64, '', ['Missing: FILE', 'Usage:']])
  })

  test('may be mixed with options', () => {
    expect(readArguments(['notice', '--json', 'a.html', '--language', 'en', 'b.html'], {})).toMatchObject({
      command: 'notice',
      files: ['a.html', 'b.html'],
      json: true,
      language: 'en',
    })
    expect(readArguments(['profile', 'check', '--', '--odd.json'], {}).files).toEqual(['--odd.json'])
  })
})

describe('docs/profiles.md', () => {
  const text = readFileSync('docs/profiles.md', 'utf8')

  test('has an example that is right and reads a page', () => {
    put('example.json', /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '')
    put(
      'start.html',
      '<h1>電子証明書の更新</h1><button>専用ＵＳＢに保存する</button><input type=submit value="パソコンに保存する">' +
        '<p>契約法人ID： 1234567890</p><p>電子証明書の有効期限：2026年12月10日</p>',
    )
    expect(json('profile', 'check', 'example.json', 'start.html')).toMatchObject({
      code: 0,
      document: {
        ok: true,
        pages: [
          {
            screen: 'start',
            kind: 'enrol',
            label: '専用USBに保存する',
            expiry: '2026-12-10',
            corporateId: '1234567890',
          },
        ],
      },
    })
  })

  test('explains every member, value and reason', () => {
    const schema = readFileSync('docs/profile.schema.json', 'utf8')
    const members = [...schema.matchAll(/"([$\w]+)": \{/g)].map(([, name = '']) => name)
    const values = [...schema.matchAll(/^\s+"([a-z0-9]+(?:-[a-z0-9]+)*)",?$/gm)].map(([, name = '']) => name)
    const ofSchema = new Set(['properties', 'items', '$schema'])
    const sentences = Object.keys(JSON.parse(readFileSync('native-host/_locales/en.json', 'utf8')))
    const codes = sentences.flatMap(
      (name) => /^(?:profile|notice)\.reason\.(.+)|^page\.(?:trouble|encoding)\.(.+)/.exec(name)?.slice(1) ?? [],
    )
    const told = [
      ...members.filter((name) => !ofSchema.has(name)),
      ...values,
      ...codes.filter((code) => code !== undefined),
    ]
    const [japanese = '', english = ''] = text.split('# Writing a bank')
    expect(told.filter((name) => !new RegExp(`[\`.,"]${name}[\`\\[".]`).test(text))).toEqual([])
    for (const half of [japanese, english]) {
      expect(members.filter((name) => !ofSchema.has(name) && !half.includes(name))).toEqual([])
    }
  })
})
