import { describe, expect, it } from 'vitest'
import { fitsLength } from '../../../extension/pin/pin-length.ts'
import { PIN_SCREENS } from '../../screens/snapshots.ts'

const question = PIN_SCREENS.pin
if (!question) throw new Error('example missing')

describe('a PIN is sent', () => {
  it.each([
    ['', false],
    ['123', false],
    ['1234', true],
    ['1234567890123456', true],
    ['12345678901234567', false],
  ])('"%s": %s, for a token that takes 4 to 16', (pin, fits) => {
    expect(fitsLength(pin, question)).toBe(fits)
  })

  it('with its length counted in bytes, as tokens do', () => {
    expect(fitsLength('あいうえおか', question)).toBe(false)
  })

  it('never empty, whatever the token says', () => {
    expect(fitsLength('', { ...question, minLength: 0 })).toBe(false)
  })
})
