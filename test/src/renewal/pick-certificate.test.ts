import { describe, expect, it } from 'vitest'
import { pickCertificate } from '../../../src/renewal/pick-certificate.ts'
import { roleOf } from '../../../src/renewal/role-of.ts'
import { certificate, notice } from './examples.ts'

const NOW = Date.parse('2026-11-21T00:00:00Z')
const { bank } = notice
const named = (name: string, notAfter = '2026-12-10T14:59:59Z', more = {}) =>
  certificate({ subject: [{ type: 'CN', value: name }], notAfter, sha256: `${name}${notAfter}`, ...more })

describe('whose certificate it is, by its common name (seeds/000)', () => {
  it.each([
    ['1234567890', 'administrator'],
    ['1234567890001', 'user'],
    ['1234567890-001', 'user'],
    ['１２３４５６７８９０', 'administrator'],
    ['123456789', null],
    ['vpn-yamada', null],
  ])('%s', (name, role) => {
    expect(roleOf(named(name), bank)?.id ?? null).toBe(role)
  })

  it('is not said where the profile does not say how long an ID is', () => {
    expect(roleOf(named('1234567890'), { ...bank, idDigits: null })).toBeNull()
  })
})

describe('the certificate to pick at the log-on', () => {
  const old = named('1234567890')
  const renewed = named('1234567890', '2027-12-10T14:59:59Z')
  const user = named('1234567890001', '2027-01-31T14:59:59Z')

  it('is the newest of the only ID, not the old one beside it', () => {
    expect(pickCertificate(bank, 'administrator', [renewed, old, user], NOW)).toEqual({
      pick: 'this',
      certificate: renewed,
    })
    expect(pickCertificate(bank, 'user', [renewed, old, user], NOW)).toEqual({ pick: 'this', certificate: user })
  })

  it('is one of several where several people have one', () => {
    const other = named('9876543210')
    expect(pickCertificate(bank, 'administrator', [old, other], NOW)).toMatchObject({ pick: 'one-of' })
    expect(pickCertificate(bank, null, [old, user], NOW)).toMatchObject({ pick: 'one-of' })
  })

  it('is none where all that fit have ended', () => {
    const ended = named('1234567890', '2026-11-20T14:59:59Z')
    expect(pickCertificate(bank, 'administrator', [ended, user], NOW)).toEqual({
      pick: 'none-valid',
      certificate: ended,
    })
  })

  it('is not known where nothing fits, or its key is gone', () => {
    expect(pickCertificate(bank, 'administrator', [named('vpn-yamada')], NOW)).toEqual({ pick: 'unknown' })
    expect(pickCertificate(bank, null, [named('1234567890', undefined, { key: 'absent' })], NOW)).toEqual({
      pick: 'unknown',
    })
  })
})
