import { comClass, computed, method, NOT_FILLED_IN, optional, required } from '../com/class.ts'
import { type Instance, storedNumber, storedText } from '../com/instance.ts'
import { BSTR, LONG } from '../com/types.ts'
import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { parseX500Name } from '../x500-name.ts'

/** As the protocol's PageCall allows; Windows takes 64 Ki. */
const LONGEST = 2000

/** IX500DistinguishedName. The text is checked here, and travels as the page wrote it. */
export const CX500DistinguishedName = comClass('CX500DistinguishedName', {
  Encode: method([required(BSTR), optional(LONG, 0)], encode),
  Name: computed((self) => (self.values.has('text') ? storedText(self, 'text') : fail(HRESULT.OLE_E_BLANK))),
  Decode: NOT_FILLED_IN.method,
  EncodedName: NOT_FILLED_IN.method,
})

function encode(self: Instance, text: string, flags: number): undefined {
  if (text.length > LONGEST) fail(HRESULT.ERROR_FILENAME_EXCED_RANGE)
  self.values.set('isEmpty', parseX500Name(text, flags).length === 0)
  self.values.set('text', text)
  self.values.set('flags', flags)
}

/** What the host is asked for: text and X500NameFlags; null: a name without attributes, which asks for nothing. */
export const wishedName = (self: Instance): { readonly text: string; readonly flags: number } | null =>
  self.values.get('isEmpty') === false ? { text: storedText(self, 'text'), flags: storedNumber(self, 'flags') } : null
