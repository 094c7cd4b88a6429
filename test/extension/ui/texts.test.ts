import { describe, expect, it } from 'vitest'
import english from '../../../extension/_locales/en/messages.json'
import japanese from '../../../extension/_locales/ja/messages.json'
import { textsIn } from '../../../extension/background/texts.ts'
import { loadTexts } from '../../../extension/ui/load-texts.ts'
import { en, ja } from './japanese-and-english.ts'

describe('texts', () => {
  it('puts values in by name', () => {
    expect(ja('mark_press_sentence', { button: '更新' })).toBe('「更新」を押してください。')
    expect(en('mark_press_sentence', { button: '更新' })).toBe('Press “更新”.')
  })

  it('shows control characters of a value', () => {
    expect(en('store_name', { label: 'USB\u202E', tail: '4F21' })).toBe('USB[U+202E] …4F21')
  })

  it('never looks for placeholders inside a value', () => {
    expect(en('store_name', { label: '$TAIL$ $1 $&', tail: '4F21' })).toBe('$TAIL$ $1 $& …4F21')
  })

  it.each(['ja', 'en'] as const)(
    'come in %s as pages load them and as the service worker has them',
    async (language) => {
      const texts = await loadTexts(language)
      expect(texts.language).toBe(language)
      expect(texts('extName')).toBe((language === 'ja' ? japanese : english).extName.message)
      expect(textsIn(language)('extName')).toBe(texts('extName'))
      expect(await loadTexts(language)).toBe(texts)
    },
  )
})
