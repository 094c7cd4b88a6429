import { describe, expect, it } from 'vitest'
import { endingsNoticed, noticesSettled, noticesWith } from '../../../src/reminder/notices.ts'
import { EXPIRED } from '../../../src/reminder/stage.ts'
import type { Notice } from '../../../src/renewal/state.ts'
import { at, bankWith, knowing, noticeOf, ORIGIN } from './examples.ts'

const page = (more: Partial<Notice> = {}): Notice => ({
  bank: bankWith(),
  place: { tabId: 1, frameId: 0, documentId: 'A', origin: ORIGIN },
  screen: 'notice',
  kind: 'notice',
  step: 'open-notice',
  steps: ['open-notice'],
  role: null,
  next: null,
  expiry: '2026-12-10',
  expiryTime: null,
  corporateId: '1234567890',
  userId: null,
  store: null,
  maker: 'koshin',
  algorithm: 'rsa-2048',
  answerWithinSeconds: 120,
  ...more,
})

describe('what a page said', () => {
  it('is remembered by origin and ID', () => {
    const both = noticesWith(noticesWith([], page()), page({ userId: '01', expiry: '2026-12-20' }))
    expect(both).toEqual([noticeOf(), noticeOf({ userId: '01', expiry: '2026-12-20' })])
  })

  it('is replaced by the next year, and not by a screen that prints no last day', () => {
    const known = [noticeOf()]
    expect(noticesWith(known, page({ expiry: '2027-12-10' }))).toEqual([noticeOf({ expiry: '2027-12-10' })])
    expect(noticesWith(known, page({ expiry: null }))).toBe(known)
    expect(noticesWith(known, page())).toBe(known)
  })

  it('is nothing where a page said neither day nor ID', () => {
    expect(noticesWith([], page({ expiry: null, corporateId: null }))).toEqual([])
  })

  it('counts no more once that ID is renewed; the ID stays known', () => {
    const known = [noticeOf(), noticeOf({ userId: '01' }), noticeOf({ corporateId: null })]
    expect(noticesSettled(known, ORIGIN, '1234567890').map(({ expiry }) => expiry)).toEqual([null, '2026-12-10', null])
    expect(noticesSettled(known, ORIGIN, '1234567890-01').map(({ expiry }) => expiry)).toEqual([
      '2026-12-10',
      null,
      null,
    ])
    expect(noticesSettled(known, 'https://other.example', '1234567890')).toBe(known)
  })

  it('stands for itself only while no certificate is known that it could mean', () => {
    const notices = [noticeOf(), noticeOf({ corporateId: '7777' }), noticeOf({ corporateId: '8888', expiry: null })]
    const endings = endingsNoticed(knowing({ notices }), at('2026-11-20'))
    expect(endings).toMatchObject([
      { name: '7777', bank: { id: 'bank' }, lastDay: '2026-12-10', daysLeft: 20, stage: 30 },
    ])
  })

  it("ends by the bank's hour", () => {
    const known = knowing({ certificates: [], banks: { [ORIGIN]: bankWith({ lastDayUntil: '08:59' }) } })
    expect(endingsNoticed(known, at('2026-12-10', '09:00'))[0]?.stage).toBe(EXPIRED)
  })
})
