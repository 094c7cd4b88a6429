import { describe, expect, it } from 'vitest'
import { dueCertificates } from '../../../src/reminder/due.ts'
import { EXPIRED } from '../../../src/reminder/stage.ts'
import type { Knowledge } from '../../../src/reminder/tie.ts'
import { at, bankWith, certificateWith, enrolmentOf, knowing, NEXT_YEAR, noticeOf, ORIGIN, STORE } from './examples.ts'

const now = at('2026-11-20')
const dueIn = (more: Partial<Knowledge>, time = now) => dueCertificates(knowing(more), time)
const namesIn = (more: Partial<Knowledge>, time = now) => dueIn(more, time).map(({ name }) => name)
const appliesOn = (day: string, rules: Parameters<typeof bankWith>[0], time?: string) =>
  dueIn({ banks: { [ORIGIN]: bankWith(rules) } }, at(day, time))[0]?.applies

describe('a certificate that matters', () => {
  it('has its bank, its role, its last day and its days left', () => {
    expect(dueIn({})[0]).toMatchObject({
      name: '1234567890',
      bank: { id: 'bank' },
      role: { id: 'administrator' },
      lastDay: '2026-12-10',
      daysLeft: 20,
      stage: 30,
      opens: '2026-11-10',
      remindAt: [30, 10, 0],
      applies: { what: 'renew' },
    })
  })

  it('comes the earlier, the sooner it ends', () => {
    const soon = certificateWith('1234567890 02', { notAfter: '2026-11-25T14:59:59Z' })
    const late = certificateWith('1234567890 01', { notAfter: '2027-05-25T14:59:59Z' })
    expect(namesIn({ certificates: [late, certificateWith('1234567890'), soon] })).toEqual([
      '1234567890 02',
      '1234567890',
      '1234567890 01',
    ])
  })

  it('is one, where the token and the computer both hold it', () => {
    const old = certificateWith('1234567890')
    expect(dueIn({ certificates: [old, { ...old, store: 'pkcs11:token=computer' }] })).toHaveLength(1)
  })

  it('is none whose key is known to be gone', () => {
    expect(namesIn({ certificates: [certificateWith('1234567890', { key: 'absent' })] })).toEqual([])
  })

  it('is none that has been over for more than 180 days', () => {
    expect(namesIn({}, at('2027-06-08'))).toEqual(['1234567890'])
    expect(namesIn({}, at('2027-06-09'))).toEqual([])
  })
})

describe("whose a certificate is: a VPN's is not told of", () => {
  const vpn = certificateWith('taro@example.co.jp', { issuer: [{ type: 'CN', value: 'VPN CA' }] })

  it('nothing ties it to a bank', () => {
    expect(namesIn({ certificates: [vpn] })).toEqual([])
    expect(namesIn({ certificates: [vpn, certificateWith('1234567890')] })).toEqual(['1234567890'])
  })

  it('before any notice and any enrolment, nobody knows', () => {
    expect(namesIn({ notices: [] })).toEqual([])
  })

  it('a name like those of a known bank is a bank’s, before anybody has visited it', () => {
    const known = [{ ...bankWith(), idDigits: 10 }]
    const fresh = { notices: [], known }
    expect(dueIn({ ...fresh, certificates: [vpn, certificateWith('1234567890')] })).toMatchObject([
      { name: '1234567890', bank: null, stage: 30 },
    ])
    expect(namesIn({ ...fresh, certificates: [certificateWith('1234567890-001')] })).toEqual(['1234567890-001'])
    expect(namesIn({ ...fresh, certificates: [certificateWith('123456789')] })).toEqual([])
  })

  it('an ID that a bank has printed ties all of that company', () => {
    const user = certificateWith('1234567890-0000000001', { issuer: [{ type: 'CN', value: 'Other CA' }] })
    const [due] = dueIn({ certificates: [user] })
    expect(due).toMatchObject({ bank: { id: 'bank' }, role: { id: 'user' } })
  })

  it('a last day ties where the notice printed no ID', () => {
    const certificates = [certificateWith('5555'), certificateWith('6666', { ...NEXT_YEAR, issuer: vpn.issuer })]
    expect(namesIn({ certificates, notices: [noticeOf({ corporateId: null })] })).toEqual(['5555'])
  })

  it('an enrolment ties what it followed and what it made', () => {
    const made = certificateWith('1234567890', NEXT_YEAR)
    const enrolment = enrolmentOf('1234567890', { state: 'issued', certificate: made })
    const certificates = [certificateWith('1234567890'), made]
    const due = dueIn({ certificates, notices: [], enrolments: [enrolment] })
    expect(due.map(({ lastDay }) => lastDay)).toEqual(['2026-12-10', '2027-12-10'])
  })

  it('the issuer of one that is tied ties another, without the name of a bank that it may not be of', () => {
    const sibling = certificateWith('9999999999')
    const due = dueIn({ certificates: [certificateWith('1234567890'), sibling] })
    expect(due.find(({ name }) => name === '9999999999')).toMatchObject({ bank: null, role: null, stage: 30 })
  })

  it('that has ended is sent to its bank: whose way back would hold is not known', () => {
    const certificates = [certificateWith('1234567890', NEXT_YEAR), certificateWith('9999999999')]
    const due = dueIn({ certificates }, at('2026-12-20'))
    expect(due.find(({ name }) => name === '9999999999')?.applies).toEqual({ what: 'ask-bank' })
  })

  it('the rules of a shared issuer hold only while a single bank is known to use it', () => {
    const origin = 'https://other.example'
    const certificates = [certificateWith('1234567890'), certificateWith('8888'), certificateWith('9999999999')]
    const strict = { ...bankWith({ remindAt: [60] }), id: 'other' }
    const opens = (known: Partial<Knowledge>) =>
      dueIn({ certificates, ...known }).find(({ name }) => name === '9999999999')?.remindAt
    expect(opens({ notices: [noticeOf({ origin })], banks: { [origin]: strict } })).toEqual([60, 0])
    const notices = [noticeOf({ origin }), noticeOf({ corporateId: '8888' })]
    expect(opens({ notices, banks: { [origin]: strict, [ORIGIN]: bankWith() } })).toEqual([30, 10, 0])
  })

  it('a bank whose profile has been taken away leaves neutral words', () => {
    expect(dueIn({ banks: {} })[0]).toMatchObject({ bank: null, stage: 30 })
    expect(dueIn({ banks: {} }, at('2026-12-20'))[0]?.applies).toEqual({ what: 'ask-bank' })
  })
})

describe('what applies', () => {
  it('before the bank begins: the day on which it does', () => {
    expect(appliesOn('2026-11-15', { daysBefore: 20 })).toEqual({ what: 'not-yet', from: '2026-11-20' })
    expect(appliesOn('2026-11-20', { daysBefore: 20 })).toEqual({ what: 'renew' })
  })

  it('on the last day, or on the one before it: until when', () => {
    expect(appliesOn('2026-12-10', {})).toEqual({ what: 'renew-today', until: null })
    expect(appliesOn('2026-12-09', { lastDayUntil: '08:59' })).toEqual({ what: 'renew-today', until: '08:59' })
  })

  it("after it: the bank's button on the log-on page, as long as the bank offers it", () => {
    const afterExpiry = { label: '電子証明書取得', withinDays: 80 }
    expect(appliesOn('2027-02-28', { afterExpiry })).toEqual({
      what: 'log-on-page',
      button: '電子証明書取得',
      until: '2027-02-28',
    })
    expect(appliesOn('2027-03-01', { afterExpiry })).toEqual({ what: 'branch' })
    expect(appliesOn('2027-03-01', { afterExpiry: { label: '電子証明書取得' } })).toMatchObject({ until: null })
  })

  it('after it, where the bank offers nothing: the branch', () => {
    expect(appliesOn('2026-12-11', {})).toEqual({ what: 'branch' })
    expect(appliesOn('2026-12-11', { afterExpiry: { label: '電子証明書取得', withinDays: 0 } })).toEqual({
      what: 'branch',
    })
  })

  it('from nine o’clock of a last day that ended at 8:59', () => {
    expect(appliesOn('2026-12-10', { lastDayUntil: '08:59' }, '09:00')).toEqual({ what: 'branch' })
  })
})

describe('a successor', () => {
  const old = certificateWith('1234567890')
  const next = certificateWith('1234567890', NEXT_YEAR)
  const lastDays = (more: Partial<Knowledge>, time = now) => dueIn(more, time).map(({ lastDay }) => lastDay)

  it('that an enrolment has proven silences the old one', () => {
    const enrolments = [enrolmentOf('1234567890', { certificate: next })]
    expect(lastDays({ certificates: [old, next], enrolments })).toEqual(['2027-12-10'])
    expect(lastDays({ certificates: [old], enrolments }), 'its token is away').toEqual([])
  })

  it('whose key is there silences it', () => {
    expect(lastDays({ certificates: [old, { ...next, key: 'present' }] })).toEqual(['2027-12-10'])
  })

  it('that nobody has proven does not', () => {
    expect(lastDays({ certificates: [old, next] })).toContain('2026-12-10')
    const enrolments = [enrolmentOf('1234567890', { state: 'written', certificate: next })]
    expect(lastDays({ certificates: [old, next], enrolments })).toContain('2026-12-10')
  })

  it("that somebody else's enrolment has proven does not", () => {
    const other = certificateWith('1234567890-01', NEXT_YEAR)
    const enrolments = [enrolmentOf('1234567890-01', { certificate: other })]
    expect(lastDays({ certificates: [old, other], enrolments })).toContain('2026-12-10')
  })

  it('of another ID, of another authority, or without its key does not', () => {
    const others = [
      { ...next, key: 'present' as const, subject: [{ type: 'CN', value: '1234567890-01' }] },
      { ...next, key: 'present' as const, issuer: [{ type: 'CN', value: 'VPN CA' }] },
      { ...next, key: 'absent' as const },
    ]
    for (const other of others) expect(lastDays({ certificates: [old, other] })).toContain('2026-12-10')
  })

  it('from a new authority counts where the enrolment was made on the same token', () => {
    const moved = { ...next, issuer: [{ type: 'CN', value: 'Practice CA G2' }] }
    const enrolments = [enrolmentOf('1234567890', { certificate: moved, store: STORE })]
    expect(lastDays({ certificates: [old, moved], enrolments })).toEqual(['2027-12-10'])
  })

  it('that nobody has proven marks the old one as replaced once that is over', () => {
    const certificates = [old, next]
    expect(dueIn({ certificates })[0]?.replaced).toBe(false)
    expect(dueIn({ certificates }, at('2026-12-11'))[0]).toMatchObject({ stage: EXPIRED, replaced: true })
  })
})
