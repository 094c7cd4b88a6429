import { describe, expect, it } from 'vitest'
import { isLogOnOfInterest, renewedOf } from '../../../src/renewal/at-hand.ts'
import { certificate, enrolment, notice } from './examples.ts'

const NOW = Date.parse('2026-11-21T00:00:00Z')
const old = certificate()
const later = certificate({ notAfter: '2027-12-10T14:59:59Z', sha256: 'cc'.repeat(32) })
const ofOthers = certificate({ subject: [{ type: 'CN', value: 'vpn-yamada' }], sha256: 'dd'.repeat(32) })

describe('the certificate that a notice is about', () => {
  it('is still to be renewed while nothing later is proven', () => {
    expect(renewedOf(notice, { certificates: [old], enrolments: [] })).toBeNull()
    const unproven = { ...later, key: 'unknown' } as const
    expect(renewedOf(notice, { certificates: [old, unproven], enrolments: [] })).toBeNull()
  })

  it('has been renewed where its successor has its key, or was proven by Koshin', () => {
    expect(renewedOf(notice, { certificates: [old, later], enrolments: [] })).toEqual(later)
    const unproven = { ...later, key: 'unknown' } as const
    const proven = enrolment({ state: 'done', certificate: unproven })
    expect(renewedOf(notice, { certificates: [old, unproven], enrolments: [proven] })).toEqual(unproven)
  })

  it('is not guessed where several could be meant', () => {
    const twin = certificate({ subject: [{ type: 'CN', value: '1234567890001' }], sha256: 'ee'.repeat(32) })
    expect(renewedOf(notice, { certificates: [old, twin, later], enrolments: [] })).toBeNull()
  })
})

describe('words at the log-on', () => {
  const held = (...certificates: (typeof old)[]) => ({ certificates, enrolments: [] })

  it('are for the weeks in which a certificate is due', () => {
    expect(isLogOnOfInterest(notice, held(old), NOW)).toBe(true)
    expect(isLogOnOfInterest(notice, held(old), NOW - 20 * 24 * 3600_000)).toBe(false)
  })

  it('and for when there are old and new ones to confuse', () => {
    expect(isLogOnOfInterest(notice, held(later), NOW)).toBe(false)
    expect(isLogOnOfInterest(notice, held(old, later), NOW)).toBe(true)
  })

  it("are not for other people's certificates", () => {
    expect(isLogOnOfInterest(notice, held(ofOthers), NOW)).toBe(false)
    expect(isLogOnOfInterest({ ...notice, role: 'user' }, held(old), NOW)).toBe(false)
  })
})
