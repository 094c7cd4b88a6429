import { describe, expect, it, vi } from 'vitest'

vi.mock('webextension-polyfill', () => ({ default: { runtime: { getURL: (path: string) => `extension:/${path}` } } }))

const { ja, en } = await import('./japanese-and-english.ts')
const { loadTexts } = await import('../../../extension/ui/texts.ts')

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

  it('reads the file of the language it is asked for, once', async () => {
    const fetched = vi.fn(async () => Response.json({ extName: { message: 'Navigator' } }))
    vi.stubGlobal('fetch', fetched)
    const first = await loadTexts('en')
    const second = await loadTexts('en')
    expect(first('extName')).toBe('Navigator')
    expect(second).toBe(first)
    expect(fetched.mock.calls).toEqual([['extension:/_locales/en/messages.json']])
    vi.unstubAllGlobals()
  })
})
