import { describe, expect, it } from 'vitest'
import { LONGEST_ANSWER_BASE64 } from '../../../../src/enrolment/certenroll/enrollment.ts'
import { MAX_ANSWER_BASE64 } from '../../../../src/protocol/host.ts'
import { caughtNumber } from '../caught.ts'
import { type FakeHost, fakeHost, put } from './fake-host.ts'

interface Wish {
  readonly subject?: string
  readonly flags?: number
  readonly length?: unknown
}

const enrollmentFor = ({ make }: FakeHost, { subject, flags = 0, length }: Wish) => {
  const key = make('CX509PrivateKey')
  if (length !== undefined) put(key, 'Length', length)
  const request = make('CX509CertificateRequestPkcs10')
  request.InitializeFromPrivateKey(1, key, '')
  if (subject !== undefined) {
    const name = make('CX500DistinguishedName')
    name.Encode(subject, flags)
    put(request, 'Subject', name)
  }
  const enrollment = make('CX509Enrollment')
  enrollment.InitializeFromRequest(request)
  return enrollment
}

/** One that is initialised without a request. */
const plainEnrollment = ({ make }: FakeHost) => {
  const enrollment = make('CX509Enrollment')
  enrollment.Initialize(1)
  return enrollment
}

const asked = (wish: Wish) => {
  const host = fakeHost()
  enrollmentFor(host, wish).CreateRequest(1)
  return host.questions
}

describe('CreateRequest', () => {
  it('asks for the subject and the length that the page wishes', () => {
    expect(asked({ subject: 'CN=a;C=JP', flags: 0x40000000, length: '2048' })).toEqual([
      { method: 'create-request', subject: { text: 'CN=a;C=JP', flags: 0x40000000 }, keyLength: 2048 },
    ])
  })

  it.each<[string, Wish]>([
    ['no subject and no length', {}],
    ['an empty subject', { subject: '' }],
  ])('asks for nothing where the page has %s', (_name, wish) => {
    expect(asked(wish)).toEqual([{ method: 'create-request', subject: null, keyLength: 0 }])
  })

  it('works without a request object', () => {
    const host = fakeHost()
    plainEnrollment(host).CreateRequest(1)
    expect(host.questions).toEqual([{ method: 'create-request', subject: null, keyLength: 0 }])
  })

  it('gives BASE64 where the page names no form', () => {
    expect(plainEnrollment(fakeHost()).CreateRequest()).toBe('MIIC\r\n')
  })

  it('gives the form that the page names', () => {
    expect(plainEnrollment(fakeHost()).CreateRequest('3')).toBe(
      '-----BEGIN NEW CERTIFICATE REQUEST-----\r\nMIIC\r\n-----END NEW CERTIFICATE REQUEST-----\r\n',
    )
  })

  it('makes one key, however often it is called', () => {
    const host = fakeHost()
    const enrollment = plainEnrollment(host)
    enrollment.CreateRequest(1)
    expect([enrollment.CreateRequest(0xc), host.questions.length]).toEqual(['308202\r\n', 1])
  })

  it('makes no key for a form that cannot be written', () => {
    const host = fakeHost()
    const enrollment = plainEnrollment(host)
    expect([caughtNumber(() => enrollment.CreateRequest(6)), host.questions.length]).toEqual([0x80070057, 0])
  })

  it('can be called again after a failure', () => {
    const host = fakeHost({ ok: false, hresult: 0x800704c7 }, { ok: true, request: 'MIIC' })
    const enrollment = plainEnrollment(host)
    const first = caughtNumber(() => enrollment.CreateRequest(1))
    expect([first, enrollment.CreateRequest(1)]).toEqual([0x800704c7, 'MIIC\r\n'])
  })

  it.each([-1, 16385])('refuses a key of %d bits', (length) => {
    expect(caughtNumber(() => enrollmentFor(fakeHost(), { length }).CreateRequest(1))).toBe(0x80070057)
  })

  it('fails with OLE_E_BLANK before it is initialised', () => {
    expect(caughtNumber(() => fakeHost().make('CX509Enrollment').CreateRequest(1))).toBe(0x80040007)
  })

  it('passes on what the host says', () => {
    expect(caughtNumber(() => plainEnrollment(fakeHost({ ok: false, hresult: -2146435060 })).CreateRequest(1))).toBe(
      0x8010000c,
    )
  })

  it('fails with E_UNEXPECTED where the host says yes and nothing more', () => {
    expect(caughtNumber(() => plainEnrollment(fakeHost({ ok: true })).CreateRequest(1))).toBe(0x8000ffff)
  })
})

describe('Initialize', () => {
  it.each([
    [2, 0x80070005],
    [3, 0x80070005],
    [0, 0x80070057],
    [4, 0x80070057],
  ])('refuses context %d', (context, hresult) => {
    expect(caughtNumber(() => fakeHost().make('CX509Enrollment').Initialize(context))).toBe(hresult)
  })

  it('refuses to be called twice', () => {
    const enrollment = plainEnrollment(fakeHost())
    expect(caughtNumber(() => enrollment.Initialize(1))).toBe(0x800704df)
  })

  it('refuses a request that has not been initialised', () => {
    const { make } = fakeHost()
    expect(
      caughtNumber(() => make('CX509Enrollment').InitializeFromRequest(make('CX509CertificateRequestPkcs10'))),
    ).toBe(0x80040007)
  })

  it('refuses what is no request', () => {
    const { make } = fakeHost()
    expect(caughtNumber(() => make('CX509Enrollment').InitializeFromRequest(make('CX509PrivateKey')))).toBe(0x80020005)
  })
})

describe('InstallResponse', () => {
  it.each([
    [0, 'MIIC', 1, 'MIIC'],
    [4, 'MIIC', 1, 'MIIC'],
    ['4', '-----BEGIN X-----MIIC-----END X-----', 0, '-----BEGIN X-----MIIC-----END X-----'],
    [0, '<html>', 1, '<html>'],
    [7, '3c68313e', 0xc, '<h1>'],
  ])('hands over what came, with restrictions %o: %s', (restrictions, response, encoding, bytes) => {
    const host = fakeHost({ ok: true })
    plainEnrollment(host).InstallResponse(restrictions, response, encoding, '')
    expect(host.questions).toEqual([{ method: 'install-response', answer: btoa(bytes) }])
  })

  it('takes text for granted', () => {
    const host = fakeHost({ ok: true })
    plainEnrollment(host).InstallResponse(0, 'MI\r\nIC')
    expect(host.questions).toEqual([{ method: 'install-response', answer: btoa('MI\r\nIC') }])
  })

  it('returns nothing', () => {
    expect(plainEnrollment(fakeHost({ ok: true })).InstallResponse(0, 'MIIC', 1, '')).toBeUndefined()
  })

  it.each<[string, unknown, string, number]>([
    ['unknown restrictions', 8, 'MIIC', 1],
    ['hexadecimal that is none', 0, '<html>', 4],
    ['an empty response', 0, '', 6],
    ['a response beyond all measure', 0, 'A'.repeat(LONGEST_ANSWER_BASE64 + 4), 1],
  ])('refuses %s and asks nothing', (_name, restrictions, response, encoding) => {
    const host = fakeHost({ ok: true })
    const enrollment = plainEnrollment(host)
    const number = caughtNumber(() => enrollment.InstallResponse(restrictions, response, encoding, ''))
    expect([number, host.questions]).toEqual([0x80070057, []])
  })

  it('takes responses as long as the protocol does', () => {
    expect(LONGEST_ANSWER_BASE64).toBe(MAX_ANSWER_BASE64)
  })

  it('fails with OLE_E_BLANK before it is initialised', () => {
    expect(caughtNumber(() => fakeHost().make('CX509Enrollment').InstallResponse(0, 'MIIC', 1, ''))).toBe(0x80040007)
  })

  it('passes on what the host says', () => {
    const enrollment = plainEnrollment(fakeHost({ ok: false, hresult: 0x80092004 }))
    expect(caughtNumber(() => enrollment.InstallResponse(0, 'MIIC', 1, ''))).toBe(0x80092004)
  })
})

describe('what a web page may not call', () => {
  it.each(['Enroll', 'CreatePFX', 'InitializeFromTemplateName', 'Certificate', 'Response'] as const)('%s', (name) => {
    expect(caughtNumber(() => plainEnrollment(fakeHost())[name]())).toBe(0x80070005)
  })
})
