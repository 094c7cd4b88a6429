import { describe, expect, it } from 'vitest'
import { type HeldCertificate, removable } from '../../../src/certificate/removable.ts'

const NOW = Date.parse('2026-11-21T00:00:00Z')
const SUBJECT = [
  { type: 'C', value: 'JP' },
  { type: 'CN', value: '1234567890' },
]

const held = (sha256: string, notAfter: string, more: Partial<HeldCertificate> = {}): HeldCertificate => ({
  subject: SUBJECT,
  issuer: [{ type: 'CN', value: 'Test CA' }],
  serialNumber: '01',
  notBefore: '2025-12-01T00:00:00Z',
  notAfter,
  publicKey: { algorithm: 'rsa', bits: 2048 },
  spkiSha256: '',
  sha256,
  key: 'present',
  ...more,
})

const OLD = held('old', '2026-12-01T00:00:00Z')
const NEW = held('new', '2027-12-01T00:00:00Z', { notBefore: '2026-11-20T00:00:00Z' })
const proven = ({ sha256 }: HeldCertificate) => sha256 === 'new'

describe('an old certificate may be removed', () => {
  it('when it has expired, whether it has a successor or not', () => {
    expect(removable(held('x', '2026-11-20T23:59:59Z'), [], NOW)).toEqual({ may: true, reason: 'expired' })
  })

  it('not in the last second of its validity', () => {
    expect(removable(held('x', '2026-11-21T00:00:00Z'), [], NOW).may).toBe(false)
  })

  it('when a newer one of the same subject and issuer has signed', () => {
    expect(removable(OLD, [OLD, NEW], NOW, proven)).toEqual({ may: true, reason: 'replaced', by: NEW })
  })

  it('when the subject is written in another case and width', () => {
    const wide = held('new', NEW.notAfter, {
      subject: [
        { type: 'C', value: 'jp' },
        { type: 'CN', value: '１２３４５６７８９０' },
      ],
    })
    expect(removable(OLD, [wide], NOW, proven).reason).toBe('replaced')
  })
})

describe('one of two copies', () => {
  const COPY = { ...NEW }

  it('may go when the other one has signed, and the other one stays then', () => {
    expect(removable(NEW, [NEW, COPY], NOW, proven)).toEqual({ may: true, reason: 'replaced', by: COPY })
    expect(removable(COPY, [COPY], NOW, proven).reason).toBe('needed')
  })

  it('is no successor of itself before that', () => {
    expect(removable(NEW, [NEW, COPY], NOW)).toEqual({ may: false, reason: 'successor-unproven', successors: [COPY] })
  })
})

describe('it may not', () => {
  it('while its successor has not signed; all that could are named, the newest first', () => {
    const newest = held('newest', '2028-12-01T00:00:00Z', { key: 'unknown' })
    expect(removable(OLD, [NEW, OLD, newest], NOW)).toEqual({
      may: false,
      reason: 'successor-unproven',
      successors: [newest, NEW],
    })
  })

  it.each([
    ['nothing else is there', []],
    ['the other one is older', [held('older', '2026-11-30T00:00:00Z')]],
    ['the other one is as old', [held('twin', OLD.notAfter)]],
    ['the other one is somebody else’s', [held('new', NEW.notAfter, { subject: [{ type: 'CN', value: '9' }] })]],
    ['the other one is another bank’s', [held('new', NEW.notAfter, { issuer: [{ type: 'CN', value: 'Other' }] })]],
    ['the newer one has no key', [held('new', NEW.notAfter, { key: 'absent' })]],
    ['the newer one is not valid yet', [held('new', NEW.notAfter, { notBefore: '2026-11-22T00:00:00Z' })]],
  ] as const)('where %s', (_, others) => {
    expect(removable(OLD, [OLD, ...others], NOW, proven)).toEqual({ may: false, reason: 'needed' })
  })

  it('where its copy elsewhere has no key', () => {
    expect(removable(NEW, [NEW, { ...NEW, key: 'absent' as const }], NOW, () => true).reason).toBe('needed')
  })

  it('be the newest one itself, so that one always stays', () => {
    expect(removable(NEW, [OLD, NEW], NOW, () => true).reason).toBe('needed')
  })
})
