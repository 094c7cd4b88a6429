import { HRESULT } from './hresult.ts'
import { fail } from './hresult-error.ts'

interface AttributeType {
  /** The short name of RFC 4514 where it has one, else the dotted OID: see DistinguishedName. */
  readonly type: string
  /** Throws an HResultError where the attribute cannot hold the text. */
  readonly check: (value: string) => void
}

const anyText = () => {}

const printable = (value: string) => {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)) fail(HRESULT.CRYPT_E_INVALID_PRINTABLE_STRING)
}

const ascii = (value: string) => {
  if (/[^\0-\x7f]/.test(value)) fail(HRESULT.CRYPT_E_INVALID_IA5_STRING)
}

/** The X.500 keys of CertStrToName's remarks, and SERIALNUMBER, which Windows knows as well. */
const ATTRIBUTES: ReadonlyArray<{ keys: string; oid: string; type?: string; check?: (value: string) => void }> = [
  { keys: 'CN', oid: '2.5.4.3', type: 'CN' },
  { keys: 'SN', oid: '2.5.4.4' },
  { keys: 'SERIALNUMBER', oid: '2.5.4.5', check: printable },
  { keys: 'C', oid: '2.5.4.6', type: 'C', check: printable },
  { keys: 'L', oid: '2.5.4.7', type: 'L' },
  { keys: 'S ST', oid: '2.5.4.8', type: 'ST' },
  { keys: 'STREET', oid: '2.5.4.9', type: 'STREET' },
  { keys: 'O', oid: '2.5.4.10', type: 'O' },
  { keys: 'OU', oid: '2.5.4.11', type: 'OU' },
  { keys: 'T TITLE', oid: '2.5.4.12' },
  { keys: 'G GN GIVENNAME', oid: '2.5.4.42' },
  { keys: 'I INITIALS', oid: '2.5.4.43' },
  { keys: 'DC', oid: '0.9.2342.19200300.100.1.25', type: 'DC' },
  { keys: 'UID', oid: '0.9.2342.19200300.100.1.1', type: 'UID' },
  { keys: 'E EMAIL', oid: '1.2.840.113549.1.9.1', check: ascii },
]

/** @param key as the page wrote it, in any case: `CN`, `OID.2.5.4.3`, `2.5.4.3`; null: no such attribute */
export const attributeType = (key: string): AttributeType | null => {
  const wanted = key.toUpperCase().replace(/^OID\./, '')
  for (const { keys, oid, type = oid, check = anyText } of ATTRIBUTES) {
    if (oid === wanted || ` ${keys} `.indexOf(` ${wanted} `) >= 0) return { type, check }
  }
  return /^[0-2](?:\.(?:0|[1-9]\d*))+$/.test(wanted) ? { type: wanted, check: anyText } : null
}
