import { describe, expect, it } from 'vitest'
import { caughtNumber } from '../caught.ts'
import { fakeHost } from './fake-host.ts'

const { factory } = fakeHost()
const create = (name: string) => factory.CreateObject(`X509Enrollment.${name}`)

describe('CreateObject', () => {
  it.each([
    'CCspInformation',
    'CCspInformations',
    'CCspStatus',
    'CObjectId',
    'CObjectIds',
    'CX500DistinguishedName',
    'CX509CertificateRequestPkcs10',
    'CX509Enrollment',
    'CX509Extension',
    'CX509Extensions',
    'CX509ExtensionEnhancedKeyUsage',
    'CX509ExtensionKeyUsage',
    'CX509ExtensionTemplateName',
    'CX509PrivateKey',
  ])('makes %s', (name) => {
    expect(typeof create(name)).toBe('object')
  })

  it.each([
    'CCertProperties',
    'CCertPropertyDescription',
    'CCertPropertyFriendlyName',
    'CSignerCertificate',
    'CX509CertificateRequestCmc',
    'CX509CertificateRequestPkcs7',
    'CX509EnrollmentHelper',
    'CX509ExtensionTemplate',
  ])('says E_NOTIMPL of %s, which pages may have and Koshin has not', (name) => {
    expect(caughtNumber(() => create(name))).toBe(0x80004001)
  })

  it.each(['CX509EnrollmentWebClassFactory', 'CBinaryConverter', 'CX509CertificateRequestCertificate', '', 'toString'])(
    'says E_NOINTERFACE of %s, which no page may have',
    (name) => {
      expect(caughtNumber(() => create(name))).toBe(0x80004002)
    },
  )

  it.each(['x509enrollment.cx509privatekey', 'X509Enrollment.CX509PrivateKey.1', ' X509Enrollment.CX509PrivateKey '])(
    'takes a ProgID as %s',
    (progId) => {
      expect(factory.createobject(progId).Length).toBe(0)
    },
  )
})
