import { comClass, computed, method, NOT_FILLED_IN, optional, required, stored } from '../com/class.ts'
import { type Instance, instantiate, storedObject } from '../com/instance.ts'
import { BOOL, BSTR, LONG, objectOf } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { onlyUser } from './enrollment-context.ts'

const CX509PrivateKey = objectOf('CX509PrivateKey')

/**
 * IX509CertificateRequestPkcs10. Subject and key length reach the host; the hash is SHA-256 or what the token does,
 * whatever the page wishes.
 */
export const CX509CertificateRequestPkcs10 = comClass('CX509CertificateRequestPkcs10', {
  InitializeFromPrivateKey: method([required(LONG), required(CX509PrivateKey), optional(BSTR, '')], fromPrivateKey),
  Subject: stored(objectOf('CX500DistinguishedName')),
  HashAlgorithm: stored(objectOf('CObjectId')),
  CspInformations: stored(objectOf('CCspInformations')),
  KeyContainerNamePrefix: stored(BSTR, ''),
  PrivateKey: computed((self) => storedObject(self, 'key') ?? fail(HRESULT.OLE_E_BLANK)),
  X509Extensions: computed(extensions),
  AlternateSignatureAlgorithm: stored(BOOL, false),
  SmimeCapabilities: stored(BOOL, false),
  SuppressDefaults: stored(BOOL, false),
  Silent: stored(BOOL, false),

  CryptAttributes: NOT_FILLED_IN.property,
  Encode: NOT_FILLED_IN.method,
  GetCspStatuses: NOT_FILLED_IN.method,
  Initialize: NOT_FILLED_IN.method,
  InitializeFromCertificate: NOT_FILLED_IN.method,
  InitializeFromTemplateName: NOT_FILLED_IN.method,
  RawData: NOT_FILLED_IN.method,
})

function fromPrivateKey(self: Instance, context: number, key: Instance, templateName: string): undefined {
  if (self.values.has('key')) fail(HRESULT.ERROR_ALREADY_INITIALIZED)
  onlyUser(context)
  // Templates live in a directory of Windows, which a token's host has not.
  if (templateName !== '') fail(HRESULT.ERROR_NOT_FOUND)
  self.values.set('key', key)
}

/** The same collection each time: pages add to what they read. */
function extensions(self: Instance): Instance {
  const known = storedObject(self, 'extensions')
  if (known !== null) return known
  const made = instantiate(self.world, 'CX509Extensions')
  self.values.set('extensions', made)
  return made
}
