import { describe, expect, it } from 'vitest'
import { visibleText } from '../../../src/text/visible-text.ts'

describe('text from outside', () => {
  it.each([
    ['a bidirectional override', 'bank\u202Emoc.knab', 'bank[U+202E]moc.knab'],
    ['a right-to-left isolate', '\u2067x\u2069', '[U+2067]x[U+2069]'],
    ['an Arabic letter mark', 'a\u061Cb', 'a[U+061C]b'],
    ['a zero-width space', 'ban\u200Bk', 'ban[U+200B]k'],
    ['a line break', 'one\ntwo', 'one[U+000A]two'],
    ['a NUL', 'a\0b', 'a[U+0000]b'],
    ['a C1 control', 'a\u0085b', 'a[U+0085]b'],
    ['a soft hyphen', 'a\u00ADb', 'a[U+00AD]b'],
    ['a Hangul filler', 'a\u3164b', 'a[U+3164]b'],
    ['a tag character', 'a\u{E0041}b', 'a[U+E0041]b'],
    ['a blank of braille', 'a\u2800b', 'a[U+2800]b'],
    ['a selector that varies nothing', 'a\uFE0Fb', 'a[U+FE0F]b'],
    ['a message in selectors', '葛\u{E0100}\u{E0101}', '葛\u{E0100}[U+E0101]'],
    ['half a surrogate pair', 'a\uD800b', 'a[U+D800]b'],
  ])('shows %s', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it.each(['専用USB（練習） …4F21', '葛\u{E0100}城信用金庫', '<b>bank</b> & "co"', '　全角'])(
    'leaves %s as it is',
    (text) => {
      expect(visibleText(text)).toBe(text)
    },
  )
})
