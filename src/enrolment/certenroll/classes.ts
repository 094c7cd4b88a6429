import { type ComClass, comClass, method, required } from '../com/class.ts'
import { type Instance, instantiate } from '../com/instance.ts'
import { BSTR } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { CX509CertificateRequestPkcs10 } from './certificate-request-pkcs10.ts'
import { CCspAlgorithm, CCspAlgorithms, CCspInformation, CCspInformations, CCspStatus, CCspStatuses } from './csp.ts'
import { CX500DistinguishedName } from './distinguished-name.ts'
import { CX509Enrollment } from './enrollment.ts'
import {
  CX509Extension,
  CX509ExtensionEnhancedKeyUsage,
  CX509ExtensionKeyUsage,
  CX509Extensions,
  CX509ExtensionTemplateName,
} from './extensions.ts'
import { CObjectId, CObjectIds } from './object-id.ts'
import { CX509PrivateKey } from './private-key.ts'

/** The class a page may begin with; in Internet Explorer the only one. */
const WEB_CLASS_FACTORY = 'CX509EnrollmentWebClassFactory'

/** What `CreateObject` may make. null: allowed, but not filled in yet. */
const CREATABLE: ReadonlyMap<string, ComClass | null> = new Map<string, ComClass | null>([
  ['CCertProperties', null],
  ['CCertPropertyDescription', null],
  ['CCertPropertyFriendlyName', null],
  ['CCspInformation', CCspInformation],
  ['CCspInformations', CCspInformations],
  ['CCspStatus', CCspStatus],
  ['CObjectId', CObjectId],
  ['CObjectIds', CObjectIds],
  ['CSignerCertificate', null],
  ['CX500DistinguishedName', CX500DistinguishedName],
  ['CX509CertificateRequestCmc', null],
  ['CX509CertificateRequestPkcs10', CX509CertificateRequestPkcs10],
  ['CX509CertificateRequestPkcs7', null],
  ['CX509Enrollment', CX509Enrollment],
  ['CX509EnrollmentHelper', null],
  ['CX509Extension', CX509Extension],
  ['CX509ExtensionEnhancedKeyUsage', CX509ExtensionEnhancedKeyUsage],
  ['CX509ExtensionKeyUsage', CX509ExtensionKeyUsage],
  ['CX509Extensions', CX509Extensions],
  ['CX509ExtensionTemplate', null],
  ['CX509ExtensionTemplateName', CX509ExtensionTemplateName],
  ['CX509PrivateKey', CX509PrivateKey],
])

/** IX509EnrollmentWebClassFactory */
const CX509EnrollmentWebClassFactory = comClass(WEB_CLASS_FACTORY, {
  CreateObject: method([required(BSTR)], createObject),
})

/** Every class that has been filled in, those included that only methods return. */
export const CLASSES: ReadonlyMap<string, ComClass> = new Map(
  [
    CX509EnrollmentWebClassFactory,
    CCspAlgorithm,
    CCspAlgorithms,
    CCspStatuses,
    ...[...CREATABLE.values()].filter((one) => one !== null),
  ].map((one) => [one.name, one]),
)

/** @returns the class that a ProgID names (`x509enrollment.cx509privatekey.1`); null: not one a page may create */
export const classNameOf = (progId: string): string | null => {
  const wanted = /^x509enrollment\.(\w+?)(?:\.1)?$/.exec(progId.trim().toLowerCase())?.[1]
  for (const name of [WEB_CLASS_FACTORY, ...CREATABLE.keys()]) if (name.toLowerCase() === wanted) return name
  return null
}

function createObject(self: Instance, progId: string): Instance {
  const name = classNameOf(progId)
  if (name === null || name === WEB_CLASS_FACTORY) return fail(HRESULT.E_NOINTERFACE)
  return CREATABLE.get(name) === null ? fail(HRESULT.E_NOTIMPL) : instantiate(self.world, name)
}
