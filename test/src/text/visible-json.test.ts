import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleJson } from '../../../src/text/visible-json.ts'
import { HOSTILE_TEXTS, UNSEEN } from './hostile-texts.ts'

describe('JSON that may be shown', () => {
  it.each(Object.entries(HOSTILE_TEXTS))('%s: hides nothing, and says the same', (_what, text) => {
    const json = visibleJson({ [text]: [text] })
    expect(json).not.toMatch(UNSEEN)
    expect(JSON.parse(json)).toEqual({ [text]: [text] })
  })

  it('keeps its own lines, and no others', () => {
    expect(visibleJson({ a: 'one\ntwo\u2028three\u009b' }, 2)).toBe('{\n  "a": "one\\ntwo\\u2028three\\u009b"\n}')
    expect(visibleJson({ a: '\u{E0041}\uD800' })).toBe('{"a":"\\udb40\\udc41\\ud800"}')
  })

  it('is the same data, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (data) => {
        expect(JSON.parse(visibleJson(data))).toEqual(JSON.parse(JSON.stringify(data)))
      }),
      { seed: 4 },
    )
  })
})
