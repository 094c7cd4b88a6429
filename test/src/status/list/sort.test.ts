import { describe, expect, it } from 'vitest'
import { CERTIFICATE_STATES } from '../../../../src/status/certificate-state.ts'
import { type Sort, sorted, USUAL_SORT } from '../../../../src/status/list/sort.ts'
import { entry, listed, names } from './example.ts'

const by = (key: Sort['by'], descending = false): Sort => ({ by: key, descending })

describe('the usual order', () => {
  it('begins with what needs somebody, and ends with what needs nobody any more', () => {
    const states = listed(
      ...CERTIFICATE_STATES.map((state) => entry({ name: state, state })),
      entry({ name: 'forgotten', state: 'expired', needsRenewal: false }),
    )
    expect(names(sorted(states, USUAL_SORT, 'ja'))).toEqual([
      'expired',
      'last-day',
      'ten-days',
      'renewable',
      'renewed-unproven',
      'without-key',
      'valid',
      'not-yet-valid',
      'renewed',
      'forgotten',
    ])
  })

  it('puts what ends first before the others of its state', () => {
    const two = listed(
      entry({ name: 'later', end: '2027-02-01T00:00:00Z' }),
      entry({ name: 'first', end: '2027-01-01T00:00:00Z' }),
    )
    expect(names(sorted(two, USUAL_SORT, 'ja'))).toEqual(['first', 'later'])
  })
})

describe('a column', () => {
  const all = listed(
    entry({ name: 'b', corporateId: '２00', userId: '2', serialNumber: 'B0' }),
    entry({ name: 'nobody', bank: null, corporateId: '300', serialNumber: 'A0' }),
    entry({ name: 'a', corporateId: '200', userId: '1', serialNumber: 'C0' }),
  )

  it('of IDs is by company, then by user, in any width', () => {
    expect(names(sorted(all, by('holder'), 'ja'))).toEqual(['a', 'b', 'nobody'])
  })

  it('turns round', () => {
    expect(names(sorted(all, by('serialNumber'), 'ja'))).toEqual(['nobody', 'b', 'a'])
    expect(names(sorted(all, by('serialNumber', true), 'ja'))).toEqual(['a', 'b', 'nobody'])
  })

  it('has what is not known at its end, whichever way', () => {
    expect(names(sorted(all, by('bank'), 'ja')).at(-1)).toBe('nobody')
    expect(names(sorted(all, by('bank', true), 'ja')).at(-1)).toBe('nobody')
  })

  it('of banks goes by the name in the language that is read', () => {
    const bank = (ja: string, en: string) => ({ id: en, name: { ja, en } })
    const two = listed(entry({ name: '1', bank: bank('あ', 'Z') }), entry({ name: '2', bank: bank('い', 'A') }))
    expect(names(sorted(two, by('bank'), 'ja'))).toEqual(['1', '2'])
    expect(names(sorted(two, by('bank'), 'en'))).toEqual(['2', '1'])
  })

  it('leaves what it was given as it is', () => {
    const before = names(all)
    sorted(all, by('end', true), 'ja')
    expect(names(all)).toEqual(before)
  })
})
