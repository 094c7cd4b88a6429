import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsIn, idIn, serialNumberIn } from '../../../src/notice/ids.ts'

describe('an ID of digits', () => {
  it.each([
    ['1234567890', '1234567890'],
    ['：１２３４５６７８９０', '1234567890'],
    ['1234-567890', '1234567890'],
    ['12345 67890', '1234567890'],
    ['は「1234567890」です', '1234567890'],
    ['1234567890（管理者）', '1234567890'],
    ['1234567890 001', '1234567890'],
  ])('%s', (text, id) => {
    expect(digitsIn(text, 10)).toBe(id)
  })

  it.each(['123456789', '12345678901', '1234567890A', '契約法人名 1234567890', '', '****567890', '1234567890-1'])(
    'is not read where it has another length or is a part of something: %s',
    (text) => {
      expect(digitsIn(text, 10)).toBeNull()
    },
  )

  it('any number of digits is the same number with any signs between its groups', () => {
    const digits = fc.stringMatching(/^\d{10}$/)
    fc.assert(
      fc.property(digits, fc.integer({ min: 1, max: 9 }), fc.constantFrom('', '-', ' '), (id, at, sign) => {
        expect(digitsIn(`：${id.slice(0, at)}${sign}${id.slice(at)}`, 10)).toBe(id)
        expect(digitsIn(`${id}7`, 10)).toBeNull()
      }),
    )
  })
})

describe('an ID of letters and digits', () => {
  it.each([
    ['keiri01', 'keiri01'],
    ['：ＫＥＩＲＩ０１', 'KEIRI01'],
    ['001', '001'],
    ['keiri-01', 'keiri01'],
  ])('%s', (text, id) => {
    expect(idIn(text)).toBe(id)
  })

  it('is not a word beside an empty field', () => {
    expect(idIn('ログオン')).toBeNull()
    expect(idIn('Help')).toBeNull()
  })
})

describe('a serial number', () => {
  it.each([
    ['3A7F10C2', '3A7F10C2'],
    ['= 3a:7f:10:c2', '3A7F10C2'],
    ['3A 7F 10 C2', '3A7F10C2'],
    ['3a7f 10c2', '3A7F10C2'],
    ['３Ａ７Ｆ１０Ｃ２', '3A7F10C2'],
    ['3A-7F-10-C2', '3A7F10C2'],
    ['0x3A7F10C2', '3A7F10C2'],
    ['A7F10', '0A7F10'],
    ['3A7F10C2 2026/12/10', '3A7F10C2'],
    ['3A7F10C2 有効期限 2026年12月10日', '3A7F10C2'],
  ])('%s', (text, number) => {
    expect(serialNumberIn(text)).toBe(number)
  })

  it.each(['$$cert_serial$$', '3A', '3A7F10CG', '', 'なし', '2026/12/10'])('is not: %s', (text) => {
    expect(serialNumberIn(text)).toBeNull()
  })

  it('is the same with every separator', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 20 }),
        fc.constantFrom('', ':', ' ', '-'),
        fc.boolean(),
        (bytes, sign, lower) => {
          const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
          const printed = pairs.join(sign)
          expect(serialNumberIn(`番号：${lower ? printed.toLowerCase() : printed}`.slice(2))).toBe(pairs.join(''))
        },
      ),
    )
  })
})
