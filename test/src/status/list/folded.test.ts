import { describe, expect, it } from 'vitest'
import { folded, searchTerms } from '../../../../src/status/list/folded.ts'

describe('two spellings of one thing are the same text', () => {
  it.each([
    ['full-width digits and letters', '１２３ＡＢＣ', '123abc'],
    ['capitals', 'SafeNet eToken', 'safenetetoken'],
    ['katakana', 'れんしゅうギンコウ', 'レンシュウぎんこう'],
    ['half-width katakana with its voicing mark', 'ｷﾞﾝｺｳ', 'ぎんこう'],
    ['an ID with hyphens, full-width hyphens and blanks', '１２３４－5678 90', '1234567890'],
    ['a serial number with colons', '3A:7F:10', '3a7f10'],
    ['a company in one character', '㈱練習', '(株)練習'],
    ['a character that is not seen', '1234\u200B5678\u202E', '12345678'],
  ])('%s', (_what, one, other) => {
    expect(folded(one)).toBe(folded(other))
  })

  it('the long vowel is a letter, no hyphen', () => {
    expect(folded('センター')).not.toBe(folded('センタ'))
  })
})

describe('a search', () => {
  it('is of words, full-width blanks between them too', () => {
    expect(searchTerms(' れんしゅう　３Ａ:7f ')).toEqual(['れんしゅう', '3a7f'])
  })

  it('of blanks and separators alone is none', () => {
    expect(searchTerms('　 - : ')).toEqual([])
  })
})
