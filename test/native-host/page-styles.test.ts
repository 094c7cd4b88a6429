import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPage } from '../../native-host/pages/open-page.ts'
import { SavedPage } from '../../native-host/pages/saved-page.ts'

/** What the style sheets of a saved page hide, show and make a block. */

const textsSeen = (page: SavedPage): string => {
  const texts: string[] = []
  page.walkTexts('first', (node) => {
    const text = (node.nodeValue ?? '').trim()
    if (text !== '' && node.parentNode && page.isShown(node.parentNode)) texts.push(text)
    return true
  })
  return texts.join(' ')
}
const seen = (css: string, body: string): string => textsSeen(new SavedPage(`<style>${css}</style><body>${body}`))
/** Is one element of these classes, in a div, seen? */
const hides = (css: string): boolean => seen(css, '<div class="out"><p id="i" class="a b" lang="ja">x</p></div>') === ''

describe('a selector', () => {
  test.each(['p', 'P', '.a', '.a.b', '#i', 'p#i.a', '*', '[lang]', '[lang=ja]', '[ LANG = "ja" ]', 'p[lang].b'])(
    '%s fits the element itself',
    (selector) => expect(hides(`${selector}{display:none}`)).toBe(true),
  )

  test.each([
    '.out p',
    '.out > .a',
    'body .a',
    'body>div>p',
    'html body > .out *',
    '.x, .a',
    '.a/**/.b',
    '.\\61',
    '.out\n.a',
  ])('%s fits by what stands around it', (selector) => expect(hides(`${selector}{display:none}`)).toBe(true))

  test.each(['.A', '.ab', '#a', 'div.a', 'body > p', 'p .a', '.a .out', '[lang=en]', '[class=a]', '[title]'])(
    '%s does not fit',
    (selector) => expect(hides(`${selector}{display:none}`)).toBe(false),
  )

  test.each([
    '.a:hover',
    'p:not(.c)',
    '.a::before',
    ':is(.x, .a)',
    '.a + p',
    '.a ~ p',
    '[lang^=j]',
    '[lang=JA i]',
    'svg|p',
  ])('%s is of a kind that says nothing here', (selector) => expect(hides(`${selector}{display:none}`)).toBe(false))

  test('of another kind leaves the others in its list', () => {
    expect(hides('.a:hover, :not(.q, .r), .b{display:none}')).toBe(true)
  })

  test.each(['.a, 1', '.a,', '.a, .1b', '.a, > p', '.a, p >', '.a, div > > p', '.a, [lang', '.a, #1', '.a }'])(
    'that is wrong (%s) takes the whole rule with it',
    (selectors) => expect(hides(`${selectors}{display:none}`)).toBe(false),
  )

  test('is tried further up where a child chain breaks off', () => {
    const body = '<ul class="m"><li><ul><li><ul><li><b>x</b></li></ul></li></ul></li></ul>'
    expect(seen('.m > li b{display:none}', body)).toBe('')
    expect(seen('.m > li > ul b{display:none}', body)).toBe('')
    expect(seen('.m > b{display:none}', body)).toBe('x')
    expect(seen('div > li b{display:none}', body)).toBe('x')
  })
})

describe('of several declarations that one holds', () => {
  const HIDE = '{display:none}'
  const SHOW = '{display:block}'

  test.each<[string, string, boolean]>([
    ['which stands last', `.a${SHOW} .b${HIDE}`, true],
    ['which stands last, in another order', `.b${HIDE} .a${SHOW}`, false],
    ['of the more specific selector: class over name', `.a${HIDE} p${SHOW}`, true],
    ['of the more specific selector: two classes over one', `.a.b${HIDE} .a${SHOW}`, true],
    ['of the more specific selector: id over classes', `#i${HIDE} .out .a.b[lang]${SHOW}`, true],
    ['of the more specific selector: two names over one', `div p${HIDE} p${SHOW}`, true],
    ['of the more specific selector: * and > count nothing', `* > p${HIDE} p${SHOW}`, false],
    ['which is important', `.a{display:none!important} #i${SHOW}`, true],
    ['which is important, and more specific', '.a{display:none !IMPORTANT} #i{display:block ! important}', false],
    ['which is important in one block', '.a{display:none!important;display:block}', true],
    ['which is last in one block', '.a{display:none;display:block}', false],
    [
      'which browsers understand',
      '.a{display:none;display:-ms-box;display:"block";display:block\\9;*display:block}',
      true,
    ],
    ['which the hack of an old browser does not undo', '.a{display:block;display:none\\9;_display:none}', false],
  ])('%s', (_name, css, hidden) => expect(hides(css)).toBe(hidden))

  test('inline over sheets, but below what is important in them', () => {
    expect(seen('#i{display:none}', '<p id=i style="display:block">x</p>')).toBe('x')
    expect(seen('p{display:none!important}', '<p style="display:block">x</p>')).toBe('')
    expect(seen('#i{display:none!important}', '<p id=i style="display:block!important">x</p>')).toBe('x')
  })

  test('in the order of the sheets, inline ones in the body too', () => {
    const page = new SavedPage('<style>.a{display:none}</style><p class=a>x</p><style>.a{display:block}</style>')
    expect(textsSeen(page)).toBe('x')
  })
})

describe('what sheets hide', () => {
  const MODAL = '.modal{display:none}.modal.open{display:block}'

  test('is a modal until a second class opens it', () => {
    expect(seen(MODAL, '<div class="modal"><p>a</p></div><div class="modal open"><p>b</p></div>')).toBe('b')
  })

  test('by visibility is inherited, and taken back', () => {
    const css = '.v{visibility:hidden}.s{visibility:visible}.c{visibility:collapse}.h{visibility:inherit}'
    const body = '<div class=v>a<b class=s>b<i>c</i></b><i class=h>d</i></div><div class=c>e</div>f'
    expect(seen(css, body)).toBe('b c f')
  })

  test('by display is not taken back below', () => {
    expect(seen('.n{display:none}b{display:inline!important}', '<div class=n><b>a</b></div>b')).toBe('b')
  })

  test('is not the whole page: that waits for a script that ran where it was saved', () => {
    expect(seen('body{display:none!important}html{visibility:hidden}', 'a')).toBe('a')
    expect(seen('*{visibility:hidden}p{visibility:visible}', 'a<div>b</div><p>c</p>')).toBe('a c')
  })

  test('makes a block of what is none by its name', () => {
    const css = [
      'block',
      'flex',
      'grid',
      'table',
      'table-row',
      'list-item',
      '-webkit-box',
      'block flow',
      'inline-block',
      'none',
    ]
      .map((display, index) => `.d${index}{display:${display}}`)
      .join('')
    const page = new SavedPage(
      `<style>${css}</style>${[...Array(10).keys()].map((index) => `<b class=d${index}>x</b>`).join('')}`,
    )
    expect(page.elements('B').map((element) => page.isBlock(element))).toEqual([...Array(8).fill(true), false, false])
    const inline = new SavedPage('<style>b{display:block}</style><b style="display:inline">x</b>')
    expect(inline.elements('B').map((element) => inline.isBlock(element))).toEqual([false])
  })
})

describe('at-rules', () => {
  const RULE = '.a{display:none}'

  test.each([
    'screen',
    'all',
    'SCREEN',
    'only screen',
    'print, screen',
    '',
    '(min-width: 768px)',
    'screen and (min-width:48em) and (max-width: 1600px)',
  ])('@media %s counts', (media) =>
    expect([hides(`@media ${media}{${RULE}}`), hides(`@media ${media}{${RULE}} .a{display:block}`)]).toEqual([
      true,
      false,
    ]),
  )

  test.each([
    `@media print{${RULE}}`,
    `@media screen and (max-width:9px){${RULE}}`,
    `@media (max-width: 767px){${RULE}}`,
    `@media print and (min-width: 9px){${RULE}}`,
    `@media (min-width: 768px) and (hover: none){${RULE}}`,
    `@media screen{@media print{${RULE}}}`,
    `@media print{@media screen{${RULE}} ${RULE}} .q{}`,
    `@supports (display:grid){${RULE}}`,
    `@layer x{${RULE}}`,
    `@font-face{font-family:x;display:none}`,
    `@keyframes a{from{display:none}}`,
    `@import "x.css" ${RULE};`,
    `.out{@media screen{${RULE}} ${RULE} & .a{display:none}}`,
  ])('%s does not', (css) => expect(hides(css)).toBe(false))

  test('end where they end', () => {
    expect(hides(`@charset "utf-8";${RULE}`)).toBe(true)
    expect(hides(`@media print{.x{}}${RULE}`)).toBe(true)
    expect(hides(`@media screen{.x{color:red}}@font-face{src:url(a;{b)}${RULE}`)).toBe(true)
    expect(hides(`@media screen{.x .y}${RULE}`)).toBe(true)
    expect(hides(`.out{.q{color:red} color:red}${RULE}`)).toBe(true)
  })

  test.each<[string, boolean]>([
    ['media=print', false],
    ['media="screen, print"', true],
    ['media="(min-width:1px)"', true],
    ['media="(max-width:600px)"', false],
    ['type=text/css', true],
    ['type=text/less', false],
  ])('and <style %s>', (attribute, hidden) => {
    expect(textsSeen(new SavedPage(`<style ${attribute}>p{display:none}</style><p>x`))).toBe(hidden ? '' : 'x')
  })
})

describe('a broken or odd sheet', () => {
  test.each([
    '<!-- .a{display:none} -->',
    '/* .x{ */ .a{display:none}',
    '.x{content:"}/*"} .a{display:none}',
    ".x{content:'\\'}'} .a{display:none}",
    '.x{content:"a\\\nb}"} .a{display:none}',
    '.x{content:"a\n} .a{display:none}',
    '.x{background:url(data:a/*;b}"c)} .a{display:none}',
    '.x{background:url( "a)}" )} .a{display:none}',
    '.x{color;;:;a:b:c;!} .a{display:none}',
    '.a{color:;display:none',
    '.a{;;display:none;}}',
    '.a{display:/**/none/**/}',
    '.a{d\\69splay:\\6e one}',
    '.a{filter:progid:X(a="b");display:none}',
  ])('is read as browsers read it: %s', (css) => expect(hides(css)).toBe(true))

  test.each([
    '/* .a{display:none}',
    '/*/ .a{display:none}',
    '.x{content:".a{display:none}"}',
    '.x{(.a{display:none})}',
    '.x[ .a{display:none}',
    '} .a{display:none}',
    '.a{display none}',
    '.a{display:none;display:block',
    '.a{display:none !importnt}',
    '.a',
    '',
  ])('hides nothing that browsers show: %s', (css) => expect(hides(css)).toBe(false))

  test.each<[string, (bytes: number) => string]>([
    ['rules', (bytes) => '.a .b > p{display:none}'.repeat(bytes / 23)],
    ['open blocks', (bytes) => '{'.repeat(bytes)],
    ['open brackets', (bytes) => `a${'(['.repeat(bytes / 2)}`],
    ['open media', (bytes) => '@media screen{'.repeat(bytes / 14)],
    ['open comments', (bytes) => '/*'.repeat(bytes / 2)],
    ['open strings', (bytes) => '"\n'.repeat(bytes / 2)],
    ['backslashes', (bytes) => '\\'.repeat(bytes)],
    ['one name', (bytes) => 'a'.repeat(bytes)],
    ['one number', (bytes) => '1'.repeat(bytes)],
    ['commas', (bytes) => `${'a,'.repeat(bytes / 2 - 9)}a{display:none}`],
    ['one selector', (bytes) => `${'.a'.repeat(bytes / 2 - 9)}{display:none}`],
    ['child signs', (bytes) => `a${'>'.repeat(bytes - 20)}{display:none}`],
    ['spaces in a declaration', (bytes) => `p{display:${' /**/'.repeat(bytes / 5 - 9)}none !x}`],
    ['addresses', (bytes) => 'url( '.repeat(bytes / 5)],
  ])('of a megabyte of %s is read in under a second', (_name, css) => {
    const html = `<style>${css(1024 * 1024)}</style><p class=x>x</p>`
    const start = performance.now()
    new SavedPage(html)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test('that tries every rule on every element comes to an end', () => {
    const css = [...Array(20_000).keys()].map((index) => `a b div[x${index}]{display:none}`).join('')
    const page = new SavedPage(`<style>${css}</style>${'<div>x</div>'.repeat(20_000)}`)
    const start = performance.now()
    textsSeen(page)
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  test('has 20000 rules at most', () => {
    const many = (count: number) => `${'.x{display:none}'.repeat(count)}p{display:none}`
    expect([seen(many(19_999), '<p>x'), seen(many(20_000), '<p>x')]).toEqual(['', 'x'])
  })
})

describe('linked sheets', () => {
  const HIDING = 'p{display:none}'
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'koshin-styles-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const put = (name: string, content: string | Uint8Array): string => {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }
  const link = (href: string, more = ''): string => `<link rel="stylesheet" href="${href}" ${more}>`
  const read = (html: string, name = 'inside/page.html'): string => {
    const { documents, missing } = openPage(put(name, `<html><meta charset=utf-8>${html}`))
    expect(missing).toEqual([])
    return documents.map(({ page }) => textsSeen(page)).join('|')
  }

  test('lie beside the page', () => {
    put('inside/更新 X_files/a.css', HIDING)
    expect(read(`${link('./更新 X_files/a.css?v=1')}<p>x</p>y`)).toBe('y')
    expect(read(`${link(encodeURI('更新 X_files/a.css'))}<p>x</p>y`)).toBe('y')
  })

  test('stand in one order with those of the page', () => {
    put('inside/X_files/a.css', HIDING)
    expect(read(`<style>p{display:block}</style>${link('X_files/a.css')}<p>x</p>y`)).toBe('y')
    expect(read(`${link('X_files/a.css')}<style>p{display:block}</style><p>x</p>y`)).toBe('x y')
  })

  test.each([
    'https://bank.example/a.css',
    '//bank.example/a.css',
    'file:///etc/hostname',
    '../outside.css',
    'X_files/../../outside.css',
    '%2e%2e/outside.css',
    'link.css',
    'none.css',
    'X_files',
    '',
    'data:text/css,p{display:none}',
  ])('are not read from %s', (href) => {
    put('outside.css', HIDING)
    put('inside/X_files/b.css', '')
    symlinkSync(join(folder, 'outside.css'), join(folder, 'inside/link.css'))
    expect(read(`${link(href)}<p>x</p>y`)).toBe('x y')
  })

  test.each(['media=print', 'disabled', 'type=text/less', 'rel2', 'media="(max-width:600px)"'])(
    'with %s are read as the attribute says',
    (attribute) => {
      put('inside/a.css', HIDING)
      expect(read(`${link('a.css', attribute)}<p>x</p>y`)).toBe(attribute === 'rel2' ? 'y' : 'x y')
    },
  )

  test('to choose instead of the usual ones do not count', () => {
    put('inside/a.css', HIDING)
    expect(read('<link rel="alternate stylesheet" href=a.css><link rel=preload href=a.css><p>x</p>y')).toBe('x y')
  })

  test('larger than 1 MiB are not read', () => {
    const padded = (size: number) => HIDING.padEnd(size)
    put('inside/a.css', padded(1024 * 1024))
    expect(read(`${link('a.css')}<p>x</p>y`)).toBe('y')
    put('inside/a.css', padded(1024 * 1024 + 1))
    expect(read(`${link('a.css')}<p>x</p>y`)).toBe('x y')
  })

  test('are 20 at most', () => {
    put('inside/a.css', '')
    put('inside/b.css', HIDING)
    expect(read(`${link('a.css').repeat(19)}${link('b.css')}<p>x</p>y`)).toBe('y')
    expect(read(`${link('a.css').repeat(20)}${link('b.css')}<p>x</p>y`)).toBe('x y')
  })

  test('are in the encodings that pages are in', () => {
    const css = '@charset "Shift_JIS";.更新ソ{display:none}/* 表示 */'
    put('inside/a.css', iconv.encode(css, 'windows-31j'))
    expect(read(`${link('a.css')}<p class="更新ソ">x</p>y`)).toBe('y')
    put('inside/a.css', iconv.encode(css.slice(21), 'windows-31j'))
    expect(read(`${link('a.css')}<p class="更新ソ">x</p>y`)).toBe('y')
  })

  test('of a frame are its own, found from where the frame lies', () => {
    put('inside/X_files/a.css', HIDING)
    put('inside/X_files/frame.html', `<html>${link('a.css')}<p>x</p>z`)
    expect(read('<p>x</p>y<iframe src="X_files/frame.html"></iframe>')).toBe('x y|z')
    put('inside/X_files/hide.css', 'iframe{display:none}')
    expect(read(`${link('X_files/hide.css')}y<iframe src="X_files/frame.html"></iframe>`)).toBe('y')
  })

  test('of an archive are parts of it', () => {
    const part = (headers: string, body: string) => `--b\r\nContent-Type: ${headers}\r\n\r\n${body}\r\n`
    const file = put(
      'a.mhtml',
      [
        'Content-Type: multipart/related; boundary="b"\r\n\r\n',
        part('text/css\r\nContent-ID: <css-1@mhtml.blink>', '.a{display:none}'),
        part(
          'text/html\r\nContent-Location: https://b.example/p/',
          `${link('cid:css-1@mhtml.blink')}${link('x.css')}<p class=a>a</p><p class=b>b</p>c`,
        ),
        part('text/css\r\nContent-Location: https://b.example/p/x.css', '.b{display:none}'),
        '--b--\r\n',
      ].join(''),
    )
    expect(openPage(file).documents.map(({ page }) => textsSeen(page))).toEqual(['c'])
  })
})
