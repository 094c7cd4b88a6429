import { describe, expect, it } from 'vitest'
import { NO_RULES } from '../../../src/policy/rules.ts'
import { offeredStores } from '../../../src/renewal/offered-stores.ts'
import { candidates, pendingEnrolments, resumable, usualStore } from '../../../src/renewal/readiness.ts'
import { certificate, enrolment, notice, ORIGIN, store, TOKEN } from './examples.ts'

const WANTED = { expiry: '2026-12-10', corporateId: '1234567890', userId: null, role: null, bank: notice.bank }
const named = (value: string) => certificate({ subject: [{ type: 'CN', value }], sha256: value })

describe('the certificate that a renewal follows', () => {
  it('carries the ID of the notice and ends on its last day', () => {
    expect(candidates(WANTED, [certificate()])).toEqual([certificate()])
  })

  it('is not one of another ID', () => {
    expect(candidates(WANTED, [named('9999999999')])).toEqual([])
  })

  it('is not one with another last day', () => {
    expect(candidates(WANTED, [certificate({ notAfter: '2027-12-10T14:59:59Z' })])).toEqual([])
  })

  it('is not one whose key has gone', () => {
    expect(candidates(WANTED, [certificate({ key: 'absent' })])).toEqual([])
    expect(candidates(WANTED, [certificate({ key: 'unknown' })])).toHaveLength(1)
  })

  it("carries 契約法人ID and 利用者ID where it is a user's", () => {
    const user = { ...WANTED, userId: 'ab01' }
    expect(candidates({ ...user, userId: '0001' }, [named('1234567890-0001'), named('1234567890')])).toEqual([
      named('1234567890-0001'),
    ])
  })

  it("is the administrator's where the administrator has logged on, and no other", () => {
    const both = [named('1234567890'), named('1234567890001')]
    expect(candidates({ ...WANTED, role: 'administrator' }, both)).toEqual([named('1234567890')])
    expect(candidates({ ...WANTED, role: 'user' }, both)).toEqual([named('1234567890001')])
  })

  it('is one, although it lies in two stores: the first that is named', () => {
    const copy = certificate({ uri: 'pkcs11:token=own;id=%01', store: 'pkcs11:token=own' })
    expect(candidates(WANTED, [certificate(), copy])).toEqual([certificate()])
    expect(candidates(WANTED, [certificate({ key: 'absent' }), copy])).toEqual([copy])
  })

  it('is any of them, the last to end first, where the notice says nothing', () => {
    const later = certificate({ notAfter: '2027-01-01T00:00:00Z', sha256: 'cc'.repeat(32) })
    expect(candidates({ ...WANTED, expiry: null, corporateId: null }, [certificate(), later])).toEqual([
      later,
      certificate(),
    ])
  })
})

describe('where the new key goes', () => {
  const other = store({ uri: 'pkcs11:serial=2' })
  const own = store({ uri: 'pkcs11:token=own', kind: 'computer', keeper: 'nss-chromium', ownBrowser: true })
  const foreign = store({ uri: 'pkcs11:token=foreign', kind: 'computer', keeper: 'nss-firefox' })
  const inOwn = certificate({ store: own.uri })

  it('is beside the old certificate, however many tokens there are', () => {
    expect(usualStore([other, store()], [certificate()], null)).toBe(TOKEN)
    expect(usualStore([store(), own], [inOwn], null)).toBe(own.uri)
  })

  it('is the only token', () => {
    expect(usualStore([other, own], [], null)).toBe(other.uri)
  })

  it('is for the user to say with two tokens and no old certificate on either', () => {
    expect(usualStore([store(), other], [], null)).toBeNull()
    expect(usualStore([store(), other], [certificate(), certificate({ store: other.uri })], null)).toBeNull()
  })

  it('is no token that cannot be written to', () => {
    expect(usualStore([store({ writable: false })], [certificate()], null)).toBeNull()
  })

  it("is this browser's own store where the bank's button says the computer, and never another browser's", () => {
    expect(usualStore([store(), foreign, own], [certificate()], 'computer')).toBe(own.uri)
    expect(usualStore([store(), foreign], [certificate()], 'computer')).toBeNull()
    expect(usualStore([foreign], [certificate({ store: foreign.uri })], null)).toBeNull()
  })

  it("is the token where the bank's button says so, even if the old certificate lies in the computer", () => {
    expect(usualStore([store(), own], [inOwn], 'token')).toBe(TOKEN)
    expect(usualStore([own], [inOwn], 'token')).toBeNull()
  })

  it("is offered on every token and in this browser's own store", () => {
    expect(offeredStores([store(), foreign, own, other], NO_RULES)).toEqual([store(), own, other])
  })
})

describe('enrolments from before', () => {
  it('are listed until they are done or discarded, newest first', () => {
    const newer = enrolment({ createdAt: '2026-11-21T00:00:00Z', state: 'issued' })
    expect(
      pendingEnrolments([enrolment(), enrolment({ state: 'done' }), enrolment({ state: 'discarded' }), newer]),
    ).toEqual([newer, enrolment()])
  })

  const wanted = { origin: ORIGIN, store: TOKEN, subject: '1234567890', algorithm: 'rsa-2048' } as const

  it('lend their key to the next try: no second one is made', () => {
    expect(resumable([enrolment({ state: 'key-made' })], wanted)).toEqual(enrolment({ state: 'key-made' }))
  })

  it.each([
    { origin: 'https://other.example' },
    { store: 'pkcs11:serial=2' },
    { subject: '9999999999' },
    { algorithm: 'rsa-3072' as const },
    { state: 'issued' as const },
  ])('do not where %o differs', (more) => {
    expect(resumable([enrolment(more)], wanted)).toBeNull()
  })
})
