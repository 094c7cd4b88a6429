import { comClass, computed, type Member, method, NOT_FILLED_IN, optional, required, stored } from '../com/class.ts'
import type { ComValue } from '../com/instance.ts'
import { type Instance, storedNumber, storedObject, storedText } from '../com/instance.ts'
import { BOOL, BSTR, type ComType, LONG, objectOf } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { collectionOf } from './collection.ts'
import { objectId } from './object-id.ts'

/*
 * What a page wishes in extensions is kept and can be read back. It does not travel: usages are the CA's to write, and
 * the host asks for what the certificate before had.
 */

/** An extension's value, kept under `encoded` until it is read. */
const initializeEncode = <Value extends ComValue>(type: ComType<Value>): Member =>
  method([required(type)], (self, value) => {
    self.values.set('encoded', value)
    return undefined
  })

const blankOr = <Value extends ComValue>(read: (self: Instance, name: string) => Value): Member =>
  computed((self) => (self.values.has('encoded') ? read(self, 'encoded') : fail(HRESULT.OLE_E_BLANK)))

/** The members of IX509Extension, which every extension has. */
const extensionMembers = (oid: string): Readonly<Record<string, Member>> => ({
  ObjectId: computed((self) => objectId(self.world, oid)),
  Critical: stored(BOOL, false),
  RawData: NOT_FILLED_IN.property,
  Initialize: NOT_FILLED_IN.method,
  InitializeDecode: NOT_FILLED_IN.method,
})

/** IX509ExtensionKeyUsage; the bits are RFC 5280's, the first the highest: 0x80 digitalSignature. */
export const CX509ExtensionKeyUsage = comClass('CX509ExtensionKeyUsage', {
  ...extensionMembers('2.5.29.15'),
  InitializeEncode: initializeEncode(LONG),
  KeyUsage: blankOr(storedNumber),
})

/** IX509ExtensionEnhancedKeyUsage */
export const CX509ExtensionEnhancedKeyUsage = comClass('CX509ExtensionEnhancedKeyUsage', {
  ...extensionMembers('2.5.29.37'),
  InitializeEncode: initializeEncode(objectOf('CObjectIds')),
  EnhancedKeyUsage: blankOr((self, name) => storedObject(self, name) ?? undefined),
})

/** IX509ExtensionTemplateName */
export const CX509ExtensionTemplateName = comClass('CX509ExtensionTemplateName', {
  ...extensionMembers('1.3.6.1.4.1.311.20.2'),
  InitializeEncode: initializeEncode(BSTR),
  TemplateName: blankOr(storedText),
})

/** IX509Extension: any other extension, its DER given by the page. */
export const CX509Extension = comClass('CX509Extension', {
  ObjectId: computed((self) => storedObject(self, 'ObjectId') ?? fail(HRESULT.OLE_E_BLANK)),
  Critical: stored(BOOL, false),
  RawData: NOT_FILLED_IN.property,
  Initialize: method([required(objectOf('CObjectId')), optional(LONG, 1), optional(BSTR, '')], (self, oid) => {
    self.values.set('ObjectId', oid)
    return undefined
  }),
})

/** IX509Extensions */
export const CX509Extensions = comClass(
  'CX509Extensions',
  collectionOf(
    'CX509Extension',
    'CX509ExtensionKeyUsage',
    'CX509ExtensionEnhancedKeyUsage',
    'CX509ExtensionTemplateName',
  ),
)
