import { describe, expect, it } from 'vitest'
import { commonName, nameText, sameName, serialNumberText } from '../../../src/certificate/certificate.ts'

const NAME = [
  { type: 'C', value: 'JP' },
  { type: 'O', value: 'れんしゅう信用金庫' },
  { type: 'CN', value: '1234567890' },
]

describe('a distinguished name', () => {
  it('is called by its common name', () => {
    expect(commonName(NAME)).toBe('1234567890')
  })

  it('is called by its last attribute where it has no common name', () => {
    expect(commonName([{ type: 'O', value: 'れんしゅう信用金庫' }])).toBe('れんしゅう信用金庫')
    expect(commonName([])).toBe('')
  })

  it('is read with the most specific part first', () => {
    expect(nameText(NAME)).toBe('CN=1234567890, O=れんしゅう信用金庫, C=JP')
  })

  it('is the same in other case and with other inner white space (RFC 5280 §7.1)', () => {
    expect(sameName([{ type: 'O', value: 'Renshu  Bank ' }], [{ type: 'O', value: 'RENSHU BANK' }])).toBe(true)
  })

  it('is the same in full width and in half (RFC 4518 §2.3)', () => {
    expect(sameName([{ type: 'CN', value: 'ｺｳｼﾝ　１２３４' }], [{ type: 'CN', value: 'コウシン 1234' }])).toBe(true)
  })

  it('is another one when the order or an attribute differs', () => {
    expect(sameName(NAME, NAME.toReversed())).toBe(false)
    expect(sameName(NAME, NAME.slice(1))).toBe(false)
  })
})

it('prints a serial number with colons', () => {
  expect(serialNumberText('3A7F10C2')).toBe('3A:7F:10:C2')
})
