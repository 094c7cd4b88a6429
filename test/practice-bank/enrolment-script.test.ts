import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { enrolmentScript, installScript } from './pages/enrolment-script.ts'

const CUSTOMER = [
  ['O', 'れんしゅう信用金庫'],
  ['CN', '1234567890'],
] as const
const CANCELLED = -2147023673

describe('the script of the store choice page', () => {
  it('asks CertEnroll for a key and a request, then posts both store and request', () => {
    const page = openPage(enrolmentScript(CUSTOMER).markup, { CreateRequest: () => 'MIIC\r\n' })
    page.call("enrol('token')")
    expect(page.calls).toEqual([
      'CX509EnrollmentWebClassFactory.CreateObject(X509Enrollment.CX509PrivateKey)',
      'CX509PrivateKey.ProviderName = Microsoft Enhanced Cryptographic Provider v1.0',
      'CX509PrivateKey.ProviderType = 1',
      'CX509PrivateKey.KeySpec = 1',
      'CX509PrivateKey.Length = 2048',
      'CX509PrivateKey.ExportPolicy = 1',
      'CX509EnrollmentWebClassFactory.CreateObject(X509Enrollment.CX509CertificateRequestPkcs10)',
      'CX509CertificateRequestPkcs10.InitializeFromPrivateKey(1, CX509PrivateKey, )',
      'CX509EnrollmentWebClassFactory.CreateObject(X509Enrollment.CX500DistinguishedName)',
      'CX500DistinguishedName.Encode(CN=1234567890,O=れんしゅう信用金庫,C=JP, 0)',
      'CX509CertificateRequestPkcs10.Subject = CX500DistinguishedName',
      'CX509EnrollmentWebClassFactory.CreateObject(X509Enrollment.CX509Enrollment)',
      'CX509Enrollment.InitializeFromRequest(CX509CertificateRequestPkcs10)',
      'CX509Enrollment.CreateRequest(1)',
    ])
    expect(page.form).toMatchObject({ request: { value: 'MIIC\r\n' }, store: { value: 'token' }, submitted: 1 })
  })

  it('asks for a key that cannot be exported where the computer is chosen', () => {
    const page = openPage(enrolmentScript(CUSTOMER).markup, { CreateRequest: () => 'MIIC' })
    page.call("enrol('computer')")
    expect(page.calls).toContain('CX509PrivateKey.ExportPolicy = 0')
  })

  it('goes to the error screen with the error number, and posts nothing', () => {
    const page = openPage(enrolmentScript(CUSTOMER).markup, { CreateRequest: cancel })
    page.call("enrol('token')")
    expect(page.location.href).toBe('/renewal/error?number=-2147023673')
    expect(page.form.submitted).toBe(0)
  })

  it('says so in a browser without ActiveXObject', () => {
    const page = openPage(enrolmentScript(CUSTOMER).markup, undefined)
    page.call("enrol('token')")
    expect(page.message.innerHTML).toContain('ご利用のブラウザでは電子証明書の更新を行えません。')
    expect(page.form.submitted).toBe(0)
  })
})

describe('the script of the page that brings the certificate', () => {
  it('hands the answer to InstallResponse as it is, then goes on', () => {
    const page = openPage(installScript('MIIG\r\n</script>').markup, { InstallResponse: () => undefined })
    page.call('install()')
    expect(page.calls).toEqual([
      'CX509EnrollmentWebClassFactory.CreateObject(X509Enrollment.CX509Enrollment)',
      'CX509Enrollment.Initialize(1)',
      'CX509Enrollment.InstallResponse(0, MIIG\r\n</script>, 6, )',
    ])
    expect(page.form.submitted).toBe(1)
  })

  it('goes to the error screen when the answer is not accepted', () => {
    const page = openPage(installScript('MIIG').markup, { InstallResponse: cancel })
    page.call('install()')
    expect(page.location.href).toBe('/renewal/error?number=-2147023673')
    expect(page.form.submitted).toBe(0)
  })
})

type Answers = Readonly<Record<string, () => unknown>>

function cancel(): never {
  throw Object.assign(new Error('cancelled'), { number: CANCELLED })
}

/** Runs a page's script; without answers for CertEnroll, the browser has no ActiveXObject. */
function openPage(script: string, answers: Answers | undefined) {
  const calls: string[] = []
  const form = {
    request: { value: '' },
    store: { value: '' },
    submitted: 0,
    submit() {
      this.submitted += 1
    },
  }
  const message = { innerHTML: '' }
  const location = { href: '' }
  const document = { forms: { enrolment: form, installed: form }, getElementById: () => message }
  const world = { document, location, ...(answers === undefined ? {} : { ActiveXObject: activeX(calls, answers) }) }
  return { calls, form, message, location, call: (code: string) => runInNewContext(`${script}\n${code}`, world) }
}

/** Constructor of objects that record every call and every property that a page sets. */
function activeX(calls: string[], answers: Answers) {
  return function ActiveXObject(progId: string) {
    return comObject(progId.replace('X509Enrollment.', ''), calls, answers)
  }
}

function comObject(name: string, calls: string[], answers: Answers): object {
  return new Proxy(
    {},
    {
      set: (_target, property, value) => {
        calls.push(`${name}.${String(property)} = ${value}`)
        return true
      },
      get: (_target, member) => {
        if (member === Symbol.toPrimitive) return () => name
        return (...args: unknown[]) => {
          calls.push(`${name}.${String(member)}(${args.map(String).join(', ')})`)
          if (member === 'CreateObject')
            return comObject(String(args[0]).replace('X509Enrollment.', ''), calls, answers)
          return answers[String(member)]?.()
        }
      },
    },
  )
}
