import { describe, expect, it } from 'vitest'
import { HRESULT, hresultOf, signed } from '../../../src/enrolment/hresult.ts'
import { ERRORS, type ErrorCode } from '../../../src/protocol/errors.ts'

const CODES = Object.keys(ERRORS) as ErrorCode[]

describe('a signed HRESULT', () => {
  it.each([
    [0x800704c7, -2147023673],
    [0x8010000c, -2146435060],
    [0x800a01ad, -2146827859],
    [-2147023673, -2147023673],
    [0, 0],
  ])('of %d is %d', (hresult, expected) => {
    expect(signed(hresult)).toBe(expected)
  })
})

describe('what a page is told of an error', () => {
  it.each(CODES)('%s is a failure that has a name', (code) => {
    expect(Object.values(HRESULT).map(signed)).toContain(hresultOf(code))
  })

  it.each<[ErrorCode, number]>([
    ['consent-declined', 0x800704c7],
    ['pin-cancelled', 0x800704c7],
    ['token-missing', 0x8010000c],
    ['token-removed', 0x8010000c],
    ['answer-other-key', 0x80092004],
    ['enrolment-unknown', 0x80092004],
    ['answer-not-certificate', 0x8009310b],
    ['answer-unreadable', 0x8009310b],
    ['module-missing', 0x8009001d],
    ['host-missing', 0x8010001d],
    ['origin-not-allowed', 0x80070005],
    ['internal', 0x80090020],
  ])('%s reads as the HRESULT that old pages know', (code, hresult) => {
    expect(hresultOf(code)).toBe(signed(hresult))
  })

  it('does not tell another page’s enrolment from none', () => {
    expect(hresultOf('enrolment-other-origin')).toBe(hresultOf('enrolment-unknown'))
  })
})
