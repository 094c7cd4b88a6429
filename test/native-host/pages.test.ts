import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodePage } from '../../native-host/pages/encoding.ts'
import { openPage } from '../../native-host/pages/open-page.ts'
import { SavedPage } from '../../native-host/pages/saved-page.ts'
import { PageTrouble } from '../../native-host/pages/trouble.ts'

const NOTICE = '電子証明書更新のお知らせ'
/** Half-width katakana and a character of NEC's row 13, as old pages have them. */
const OLD = 'ﾃﾞﾝｼ証明書①を更新してください'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-pages-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}
const troubleOf = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    if (error instanceof PageTrouble) return error.trouble
    throw error
  }
}
const words = (page: SavedPage): string => page.rawText().replace(/\s+/g, ' ').trim()

describe('the encoding of a page', () => {
  const html = `<html><head><title>${NOTICE}</title></head><body>${OLD}</body></html>`
  const declaring = (charset: string) => html.replace('<head>', `<head><meta charset="${charset}">`)
  /** ISO-2022-JP by hand: runs of JIS X 0208 between their escape sequences. */
  const jis = (text: string): Buffer =>
    Buffer.concat(
      text.split(/([\u3000-\u9fff]+)/).flatMap((run, index): Uint8Array[] => {
        const bytes = iconv.encode(run, 'euc-jp')
        if (index % 2 === 0) return [bytes]
        return [Buffer.from('\u001b$B'), bytes.map((byte) => byte & 0x7f), Buffer.from('\u001b(B')]
      }),
    )

  test.each<[string, Uint8Array, string, string]>([
    ['UTF-8 with its mark', iconv.encode(html, 'utf8', { addBOM: true }), 'utf-8', 'byte-order-mark'],
    ['UTF-16 with its mark', iconv.encode(html, 'utf16le', { addBOM: true }), 'utf-16le', 'byte-order-mark'],
    ['UTF-16 the other way round', iconv.encode(html, 'utf16be', { addBOM: true }), 'utf-16be', 'byte-order-mark'],
    ['UTF-8, declared', iconv.encode(declaring('utf-8'), 'utf8'), 'utf-8', 'declared'],
    ['Shift_JIS, declared', iconv.encode(declaring('Shift_JIS'), 'windows-31j'), 'shift_jis', 'declared'],
    ['Shift_JIS under another name', iconv.encode(declaring('x-sjis'), 'windows-31j'), 'shift_jis', 'declared'],
    ['EUC-JP, declared', iconv.encode(declaring('EUC-JP'), 'euc-jp'), 'euc-jp', 'declared'],
    ['UTF-8, not declared', iconv.encode(html, 'utf8'), 'utf-8', 'utf-8'],
    ['Shift_JIS, not declared', iconv.encode(html, 'windows-31j'), 'shift_jis', 'common-characters'],
    ['EUC-JP, not declared', iconv.encode(html, 'euc-jp'), 'euc-jp', 'common-characters'],
    ['UTF-8 that says Shift_JIS', iconv.encode(declaring('Shift_JIS'), 'utf8'), 'utf-8', 'utf-8'],
    ['Shift_JIS that says UTF-8', iconv.encode(declaring('utf-8'), 'windows-31j'), 'shift_jis', 'common-characters'],
    ['EUC-JP that says UTF-8', iconv.encode(declaring('utf-8'), 'euc-jp'), 'euc-jp', 'common-characters'],
    ['UTF-8 that says UTF-16', iconv.encode(declaring('utf-16'), 'utf8'), 'utf-8', 'declared'],
    ['an encoding that nobody knows', iconv.encode(declaring('x-bank'), 'euc-jp'), 'euc-jp', 'common-characters'],
  ])('%s', (_name, bytes, encoding, found) => {
    const decoded = decodePage(bytes)
    expect([decoded.encoding, decoded.found]).toEqual([encoding, found])
    expect(decoded.text).toContain(NOTICE)
    expect(decoded.text).toContain(OLD)
  })

  test('ISO-2022-JP is known by its escape sequences', () => {
    const decoded = decodePage(jis(`<p>${NOTICE}</p>`))
    expect(decoded).toEqual({ text: `<p>${NOTICE}</p>`, encoding: 'iso-2022-jp', found: 'escape-sequences' })
  })

  test('is declared by http-equiv as well, and not in a comment or behind the first 1024 bytes', () => {
    const equiv = '<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">'
    const found = (text: string) => decodePage(iconv.encode(text, 'euc-jp')).found
    expect(found(`${equiv}${NOTICE}`)).toBe('declared')
    expect(found(`<!-- ${equiv} -->${NOTICE}`)).toBe('common-characters')
    expect(found(`${' '.repeat(1024)}${equiv}${NOTICE}`)).toBe('common-characters')
  })

  test('of a page that was cut off inside a character is the one in which most can be read', () => {
    for (const [label, name] of [['windows-31j', 'shift_jis'] as const, ['euc-jp', 'euc-jp'] as const]) {
      const bytes = Buffer.concat([iconv.encode(`<p>${NOTICE}${OLD}`, label), Buffer.from([0xa4])]).subarray(0, -1)
      const cut = Buffer.concat([bytes, Buffer.from([0xff, 0x8f])])
      expect(decodePage(cut)).toMatchObject({ encoding: name, found: 'damaged' })
      expect(decodePage(cut).text).toContain(NOTICE)
    }
  })
})

describe('what a person sees of a page', () => {
  const seen = (html: string): string[] => {
    const page = new SavedPage(html)
    const texts: string[] = []
    page.walkTexts('first', (node) => {
      const text = (node.nodeValue ?? '').trim()
      if (text !== '' && node.parentNode && page.isShown(node.parentNode)) texts.push(text)
      return true
    })
    return texts
  }

  test.each<[string, string, string[]]>([
    ['hidden', '<p hidden>a</p><p>b</p>', ['b']],
    ['display: none, below too', '<div style="color: red; DISPLAY : none"><p>a</p></div>b', ['b']],
    ['the last of two styles', '<p style="display:none; display: block">a</p>', ['a']],
    ['display: none !important', '<p style="display:none!important">a</p>', []],
    [
      'visibility, taken back',
      '<div style="visibility:hidden">a<b style="visibility:visible">b</b><i>c</i></div>',
      ['b'],
    ],
    ['display: none, not taken back', '<div style="display:none"><b style="display:inline">a</b></div>', []],
    ['scripts, styles, templates', '<script>a</script><style>b</style><template>c</template>d', ['d']],
    ['noscript, as with script', '<noscript><p>a</p></noscript>b', ['b']],
    ['a closed dialog', '<dialog>a</dialog><dialog open>b</dialog>', ['b']],
    [
      'closed details',
      '<details><summary>a</summary><p>b</p><div><p>c</p></div></details><details open><summary>d</summary><p>e</p></details>',
      ['a', 'd', 'e'],
    ],
    ['a list to choose from', '<select><option>a</option></select>', []],
    ['what stands in for a video, not for an object', '<video><p>a</p></video><object><p>b</p></object>', ['b']],
    ['comments in a style', '<p style="display: none /* */">a</p><p style="/*display:none*/">b</p>', ['b']],
    ['ruby', '<ruby>更新<rp>(</rp><rt>こうしん</rt><rp>)</rp></ruby>', ['更新', 'こうしん']],
  ])('%s', (_name, html, texts) => {
    expect(seen(html)).toEqual(texts)
  })

  test('elements are found by name, inputs have their values, but never a password', () => {
    const page = new SavedPage(
      '<title> 電子\n証明書 </title><input value="更新"><INPUT type=hidden><input type=password value=1234><svg><a>x</a></svg>',
    )
    const [button, hidden, password] = page.elements('INPUT')
    expect(page.title).toBe('電子 証明書')
    expect(button && [page.valueOf(button), page.isShown(button)]).toEqual(['更新', true])
    expect(hidden && page.isShown(hidden)).toBe(false)
    expect(password && page.valueOf(password)).toBe('')
    expect(page.elements('A')).toEqual([])
  })

  test('style alone makes a block', () => {
    const page = new SavedPage('<b style="display:block">a</b><b style="float: left">b</b><b>c</b>')
    expect(page.elements('B').map((element) => page.isBlock(element))).toEqual([true, true, false])
  })

  test('nodes hang together as in a browser', () => {
    const [list] = new SavedPage('<ul><li>a<li>b</ul>').elements('UL')
    const [first, last] = [list?.firstChild, list?.lastChild]
    expect(first?.nextSibling).toBe(last)
    expect(last?.previousSibling).toBe(first)
    expect(last?.parentNode).toBe(list)
    expect([list?.nodeName, list?.textContent, first?.firstChild?.nodeValue]).toEqual(['UL', 'ab', 'a'])
  })
})

describe('frames', () => {
  const opened = (file: string) => {
    const { documents, missing } = openPage(file)
    return { frames: documents.map(({ frame, page }) => [frame, words(page)]), missing }
  }

  test('of a frameset are read in their order, each in its own encoding', () => {
    put('page_files/menu.html', iconv.encode('<body>メニュー', 'windows-31j'))
    put('page_files/deep/main.htm', iconv.encode(`<body>${NOTICE}<iframe src="../note.html"></iframe>`, 'euc-jp'))
    put('page_files/note.html', '<body>注意')
    const file = put(
      'page.html',
      '<frameset rows="80,*"><frame src="./page_files/menu.html"><frame src="page_files/deep/main.htm?x=1#top"></frameset>',
    )
    expect(opened(file)).toEqual({
      frames: [
        [null, ''],
        ['./page_files/menu.html', 'メニュー'],
        ['page_files/deep/main.htm?x=1#top', NOTICE],
        ['../note.html', '注意'],
      ],
      missing: [],
    })
    const { documents } = openPage(file)
    expect(documents[1]?.page.others()).toEqual([documents[0]?.page, documents[2]?.page, documents[3]?.page])
  })

  test('have names with spaces and Japanese in them', () => {
    put('電子証明書 の更新_files/main.html', '<body>a')
    const file = put('a.html', `<iframe src="${encodeURI('電子証明書 の更新_files/main.html')}"></iframe>`)
    expect(opened(file).frames[1]?.[1]).toBe('a')
  })

  test('that nobody sees, or that are empty, are left out', () => {
    put('a.html', '<body>a')
    const file = put(
      'page.html',
      ['hidden src=a.html', 'src=a.html style="display:none"', 'src=a.html width=0 height=0', 'src=a.html height=1px']
        .concat(['src=about:blank', 'src=""', 'src="javascript:void 0"', 'srcdoc="<p>x" src=a.html'])
        .map((attributes) => `<iframe ${attributes}></iframe>`)
        .join(''),
    )
    expect(opened(file)).toEqual({ frames: [[null, '']], missing: [] })
    const frameset = put('set.html', '<frameset cols="0,*"><frame src=a.html><frame src=missing.html></frameset>')
    expect(opened(frameset)).toEqual({
      frames: [[null, '']],
      missing: [{ frame: 'missing.html', trouble: 'not-there' }],
    })
  })

  test.each([
    'https://bank.example/a.html',
    '//bank.example/a.html',
    'file:///etc/hostname',
    '/etc/hostname',
    '../outside.html',
    'files/../../outside.html',
    '%2e%2e/outside.html',
    '..%2foutside.html',
    'link.html',
  ])('are not followed to %s', (source) => {
    put('outside.html', '<body>outside')
    const file = put('inside/page.html', `<iframe src="${source}"></iframe>`)
    symlinkSync(join(folder, 'outside.html'), join(folder, 'inside/link.html'))
    expect(opened(file)).toEqual({ frames: [[null, '']], missing: [{ frame: source, trouble: 'elsewhere' }] })
  })

  test('are found where the folder itself is reached through a link', () => {
    put('real/a.html', '<body>a')
    put('real/page.html', '<iframe src=a.html></iframe><iframe src=none.html></iframe>')
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    expect(opened(join(folder, 'link/page.html'))).toEqual({
      frames: [
        [null, ''],
        ['a.html', 'a'],
      ],
      missing: [{ frame: 'none.html', trouble: 'not-there' }],
    })
  })

  test('that cannot be read do not keep the others from being read', () => {
    put('a.pdf', '%PDF-1.7')
    put('b.html', '<body>b')
    const file = put(
      'page.html',
      '<iframe src=a.pdf></iframe><iframe src=none.html></iframe><iframe src=b.html></iframe>',
    )
    expect(opened(file)).toEqual({
      frames: [
        [null, ''],
        ['b.html', 'b'],
      ],
      missing: [
        { frame: 'a.pdf', trouble: 'pdf' },
        { frame: 'none.html', trouble: 'not-there' },
      ],
    })
  })

  test('that show themselves end at once, and neither depth nor number is without end', () => {
    const self = put('self.html', '<body>a<iframe src=self.html></iframe>')
    expect(opened(self).frames).toHaveLength(1)
    for (let depth = 0; depth < 8; depth++)
      put(`d${depth}.html`, `<body>${depth}<iframe src=d${depth + 1}.html></iframe>`)
    expect(opened(join(folder, 'd0.html'))).toMatchObject({
      frames: [...Array(5).keys()].map((depth) => [depth === 0 ? null : `d${depth}.html`, String(depth)]),
      missing: [{ frame: 'd5.html', trouble: 'frames-too-deep' }],
    })
    const many = [...Array(22).keys()].map((index) => put(`m${index}.html`, '<body>m'))
    const file = put('many.html', many.map((_, index) => `<iframe src=m${index}.html></iframe>`).join(''))
    const { frames, missing } = opened(file)
    expect([frames.length, missing.map(({ trouble }) => trouble)]).toEqual([21, ['too-many-frames', 'too-many-frames']])
  })
})

describe('a page in one file', () => {
  const quoted = (bytes: Uint8Array): string =>
    [...bytes]
      .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join('')
      .replace(/(.{72})/g, '$1=\r\n')
  const archive = (...parts: [headers: string[], body: string][]): string =>
    [
      'From: <Saved by Blink>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\ttype="text/html";',
      '\tboundary="----MultipartBoundary--abc----"',
      '',
      '',
      ...parts.flatMap(([headers, body]) => ['------MultipartBoundary--abc----', ...headers, '', body]),
      '------MultipartBoundary--abc------',
      '',
    ].join('\r\n')

  test('is read with its frames, quoted-printable or base64', () => {
    const main = iconv.encode(`<html><body>${NOTICE}</body></html>`, 'windows-31j')
    const file = put(
      'page.mhtml',
      archive(
        [
          [
            'Content-Type: text/html',
            'Content-Transfer-Encoding: quoted-printable',
            'Content-Location: https://b.example/p/',
          ],
          quoted(
            Buffer.from(
              '<html><body>枠<iframe src="cid:frame-1@mhtml.blink"></iframe><iframe src="note.html"></iframe>',
            ),
          ),
        ],
        [['Content-Type: image/png', 'Content-Transfer-Encoding: base64'], 'iVBORw0KGgo='],
        [
          [
            'Content-Type: text/html; charset="shift_jis"',
            'Content-ID: <frame-1@mhtml.blink>',
            'Content-Transfer-Encoding: base64',
          ],
          main.toString('base64'),
        ],
        [['Content-Type: text/html', 'Content-Location: https://b.example/p/note.html'], '<p>note'],
      ),
    )
    const { documents, missing } = openPage(file)
    expect(documents.map(({ frame, encoding, page }) => [frame, encoding, words(page)])).toEqual([
      [null, 'utf-8', '枠'],
      ['cid:frame-1@mhtml.blink', 'shift_jis', NOTICE],
      ['note.html', 'utf-8', 'note'],
    ])
    expect(missing).toEqual([])
  })

  test('without a page is refused', () => {
    const file = put(
      'a.mht',
      archive([['Content-Type: image/png', 'Content-Transfer-Encoding: base64'], 'iVBORw0KGgo=']),
    )
    expect(troubleOf(() => openPage(file))).toBe('archive-without-page')
  })
})

describe('what is no page', () => {
  test.each<[string, string, string | Uint8Array]>([
    ['a.html', 'empty', ''],
    ['a.html', 'empty', ' \n\t'],
    ['a.pdf', 'pdf', '%PDF-1.4\n<html>'],
    ['a.html', 'image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d])],
    ['a.svg', 'image', '<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><title>a</title></svg>'],
    ['a.txt', 'not-html', '電子証明書の更新をお願いします'],
    ['a.json', 'not-html', '{"a": "<p>b</p>"}'],
    ['a.html', 'too-large', Buffer.alloc(8 * 1024 * 1024 + 1, 0x20)],
    ['a.html', 'nested-too-deeply', '<div>'.repeat(200_000)],
  ])('%s is refused: %s', (name, trouble, content) => {
    expect(troubleOf(() => openPage(put(name, content)))).toBe(trouble)
  })

  test('a folder and a file that is not there', () => {
    expect(troubleOf(() => openPage(folder))).toBe('unreadable')
    expect(troubleOf(() => openPage(join(folder, 'none.html')))).toBe('not-there')
  })

  test('but a part of one is read, and a large one soon', () => {
    expect(words(openPage(put('part.html', '<table><tr><td>a</table>')).documents[0].page)).toBe('a')
    const rows = '<tr><td>電子証明書</td><td><a href="#">更新</a></td></tr>'.repeat(60_000)
    const begin = performance.now()
    expect(openPage(put('large.html', `<table>${rows}</table>`)).documents[0].page.elements('A')).toHaveLength(60_000)
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})
