import { comClass, method, NOT_WEB_ENABLED, optional, required, stored } from '../com/class.ts'
import { type Instance, storedNumber, storedObject, storedText } from '../com/instance.ts'
import { BSTR, LONG, objectOf } from '../com/types.ts'
import { formatDer, responseBytes } from '../encoding.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { wishedName } from './distinguished-name.ts'
import { onlyUser } from './enrollment-context.ts'

/** EncodingType XCN_CRYPT_STRING_BASE64 */
const BASE64 = 1
/** InstallResponseRestrictionFlags: AllowNoOutstandingRequest 1, AllowUntrustedCertificate 2, AllowUntrustedRoot 4. */
const KNOWN_RESTRICTIONS = 7
/** As the protocol's PageCall allows; whatever is longer is no certificate. */
export const LONGEST_ANSWER_BASE64 = 256 * 1024
const LONGEST_KEY = 16384

/** IX509Enrollment: the only class whose methods ask the host. */
export const CX509Enrollment = comClass('CX509Enrollment', {
  Initialize: method([required(LONG)], initialize),
  InitializeFromRequest: method([required(objectOf('CX509CertificateRequestPkcs10'))], initializeFromRequest),
  CreateRequest: method([optional(LONG, BASE64)], createRequest),
  InstallResponse: method(
    [required(LONG), required(BSTR), optional(LONG, BASE64), optional(BSTR, '')],
    installResponse,
  ),
  CertificateFriendlyName: stored(BSTR, ''),
  CertificateDescription: stored(BSTR, ''),

  Certificate: NOT_WEB_ENABLED.method,
  CreatePFX: NOT_WEB_ENABLED.method,
  Enroll: NOT_WEB_ENABLED.method,
  InitializeFromTemplateName: NOT_WEB_ENABLED.method,
  ParentWindow: NOT_WEB_ENABLED.property,
  Request: NOT_WEB_ENABLED.property,
  Response: NOT_WEB_ENABLED.method,
  Silent: NOT_WEB_ENABLED.property,
})

function initialize(self: Instance, context: number): undefined {
  onlyBlank(self)
  onlyUser(context)
  self.values.set('isInitialized', true)
}

function initializeFromRequest(self: Instance, request: Instance): undefined {
  onlyBlank(self)
  if (storedObject(request, 'key') === null) fail(HRESULT.OLE_E_BLANK)
  self.values.set('isInitialized', true)
  self.values.set('request', request)
}

/** The first call makes the key; a second one only writes the same request in another form, as in Windows. */
function createRequest(self: Instance, encoding: number): string {
  onlyInitialized(self)
  // A form that cannot be written must fail before there is a key.
  formatDer('', encoding)
  if (!self.values.has('der')) self.values.set('der', askForRequest(self))
  return formatDer(storedText(self, 'der'), encoding)
}

const askForRequest = (self: Instance): string => {
  const request = storedObject(self, 'request')
  const subject = request === null ? null : storedObject(request, 'Subject')
  const key = request === null ? null : storedObject(request, 'key')
  const keyLength = key === null ? 0 : storedNumber(key, 'Length')
  if (keyLength < 0 || keyLength > LONGEST_KEY) fail(HRESULT.E_INVALIDARG)
  const answer = self.world.callHost({
    method: 'create-request',
    subject: subject === null ? null : wishedName(subject),
    keyLength,
  })
  if (!answer.ok) return fail(answer.hresult)
  return answer.request ?? fail(HRESULT.E_UNEXPECTED)
}

/**
 * The restrictions are read and change nothing: only a certificate whose key was made for this origin is installed,
 * and never a root. The password belongs to PKCS#12, which no bank's page sends.
 */
function installResponse(self: Instance, restrictions: number, response: string, encoding: number): undefined {
  onlyInitialized(self)
  if ((restrictions & ~KNOWN_RESTRICTIONS) !== 0) fail(HRESULT.E_INVALIDARG)
  const bytes = responseBytes(response, encoding)
  if (bytes === '' || bytes.length > LONGEST_ANSWER_BASE64) fail(HRESULT.E_INVALIDARG)
  const answer = self.world.callHost({ method: 'install-response', answer: bytes })
  if (!answer.ok) fail(answer.hresult)
}

const onlyBlank = (self: Instance): void => {
  if (self.values.has('isInitialized')) fail(HRESULT.ERROR_ALREADY_INITIALIZED)
}

const onlyInitialized = (self: Instance): void => {
  if (!self.values.has('isInitialized')) fail(HRESULT.OLE_E_BLANK)
}
