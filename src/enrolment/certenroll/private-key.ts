import { comClass, computed, method, NOT_WEB_ENABLED, stored } from '../com/class.ts'
import type { Instance } from '../com/instance.ts'
import { BOOL, BSTR, LONG, objectOf } from '../com/types.ts'

/** The key is made when the request is: these only change what `Opened` says. */
const open = (self: Instance): undefined => {
  self.values.set('isOpen', true)
}
const close = (self: Instance): undefined => {
  self.values.set('isOpen', false)
}

/**
 * IX509PrivateKey. What a page sets here is kept and can be read back, and of it only `Length` is a wish that reaches
 * the host: provider, export policy and protection are the token's, and its key never leaves it. A PIN is nothing a
 * page may have.
 */
export const CX509PrivateKey = comClass('CX509PrivateKey', {
  Algorithm: stored(objectOf('CObjectId')),
  ContainerName: stored(BSTR, ''),
  CspInformations: stored(objectOf('CCspInformations')),
  CspStatus: stored(objectOf('CCspStatus')),
  Existing: stored(BOOL, false),
  ExportPolicy: stored(LONG, 0),
  KeyProtection: stored(LONG, 0),
  KeySpec: stored(LONG, 0),
  KeyUsage: stored(LONG, 0),
  LegacyCsp: stored(BOOL, false),
  Length: stored(LONG, 0),
  MachineContext: stored(BOOL, false),
  Opened: computed((self) => self.values.get('isOpen') === true),
  ProviderName: stored(BSTR, ''),
  ProviderType: stored(LONG, 0),
  Create: method([], open),
  Open: method([], open),
  Close: method([], close),

  Certificate: NOT_WEB_ENABLED.property,
  ContainerNamePrefix: NOT_WEB_ENABLED.property,
  DefaultContainer: NOT_WEB_ENABLED.property,
  Description: NOT_WEB_ENABLED.property,
  FriendlyName: NOT_WEB_ENABLED.property,
  ParentWindow: NOT_WEB_ENABLED.property,
  Pin: NOT_WEB_ENABLED.property,
  ReaderName: NOT_WEB_ENABLED.property,
  SecurityDescriptor: NOT_WEB_ENABLED.property,
  Silent: NOT_WEB_ENABLED.property,
  UIContextMessage: NOT_WEB_ENABLED.property,
  UniqueContainerName: NOT_WEB_ENABLED.property,
  Delete: NOT_WEB_ENABLED.method,
  Export: NOT_WEB_ENABLED.method,
  ExportPublicKey: NOT_WEB_ENABLED.method,
  Import: NOT_WEB_ENABLED.method,
  Verify: NOT_WEB_ENABLED.method,
})
