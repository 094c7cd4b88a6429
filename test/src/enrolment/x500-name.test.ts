import { describe, expect, it } from 'vitest'
import { parseX500Name } from '../../../src/enrolment/x500-name.ts'
import { hresultFrom } from './hresult-of.ts'

const SEMICOLON = 0x40000000
const NO_PLUS = 0x20000000
const NO_QUOTING = 0x10000000
const CRLF = 0x08000000
const COMMA = 0x04000000
const REVERSE = 0x02000000
const FORWARD = 0x01000000

const read = (text: string, flags: number) => parseX500Name(text, flags).map(({ type, value }) => `${type}=${value}`)

describe('the order of a name', () => {
  it('is that of its encoding: the text backwards', () => {
    expect(read('CN=1234567890, O=れんしゅう信用金庫, C=JP', 0)).toEqual([
      'C=JP',
      'O=れんしゅう信用金庫',
      'CN=1234567890',
    ])
  })

  it('is the same with REVERSE', () => {
    expect(read('CN=a, C=JP', 3 | REVERSE)).toEqual(['C=JP', 'CN=a'])
  })

  it('is that of the text with FORWARD', () => {
    expect(read('C=JP, CN=a', FORWARD)).toEqual(['C=JP', 'CN=a'])
  })

  it('keeps values joined by + together', () => {
    expect(read('CN=a + OU=b, C=JP', 0)).toEqual(['C=JP', 'CN=a', 'OU=b'])
  })
})

describe('a name’s text', () => {
  it.each<[string, string, number, string[]]>([
    ['may separate with commas and semicolons', 'CN=a,O=b;C=JP', 0, ['CN=a', 'O=b', 'C=JP']],
    ['separates with commas only, where told', 'CN=a;b,C=JP', COMMA, ['CN=a;b', 'C=JP']],
    ['separates with semicolons only, where told', 'CN=a,b;C=JP', SEMICOLON, ['CN=a,b', 'C=JP']],
    ['separates with line ends, where told', 'CN=a,b\r\nC=JP\r\n', CRLF, ['CN=a,b', 'C=JP']],
    ['separates with + as well', 'CN=a+OU=b', 0, ['CN=a', 'OU=b']],
    ['takes + as it stands, where told', 'CN=a+b', NO_PLUS, ['CN=a+b']],
    ['has separators within quotes', 'O="Bank, Inc.+",C=JP', 0, ['O=Bank, Inc.+', 'C=JP']],
    ['has doubled quotes within quotes', 'CN="User ""one"""', 0, ['CN=User "one"']],
    ['keeps blanks within quotes', 'CN="  a  " , C=JP', 0, ['CN=  a  ', 'C=JP']],
    ['keeps quotes, where told', 'CN="a"', NO_QUOTING, ['CN="a"']],
    ['keeps a quote inside a value', 'CN=6" disk', 0, ['CN=6" disk']],
    ['loses blanks around keys and values', '  CN = a  ,  C = JP  ', 0, ['CN=a', 'C=JP']],
    ['may have an equals sign in a value', 'CN=a=b', 0, ['CN=a=b']],
    ['may have an empty value', 'CN=a,OU=,C=JP', 0, ['CN=a', 'OU=', 'C=JP']],
    ['may end with an empty value', 'CN=a,OU=', 0, ['CN=a', 'OU=']],
    ['may end with a separator', 'CN=a, ', 0, ['CN=a']],
    ['may be empty', '', 0, []],
    ['has keys in any case', 'cn=a,street=b,s=c', 0, ['CN=a', 'STREET=b', 'ST=c']],
    ['has dotted keys', '2.5.4.3=a,OID.2.5.4.10=b,oid.1.2.3=c', 0, ['CN=a', 'O=b', '1.2.3=c']],
  ])('%s', (_name, text, flags, attributes) => {
    expect(read(text, flags | FORWARD)).toEqual(attributes)
  })

  it.each([
    ['CN', 'CN'],
    ['L', 'L'],
    ['O', 'O'],
    ['OU', 'OU'],
    ['S', 'ST'],
    ['ST', 'ST'],
    ['STREET', 'STREET'],
    ['DC', 'DC'],
    ['SN', '2.5.4.4'],
    ['T', '2.5.4.12'],
    ['Title', '2.5.4.12'],
    ['G', '2.5.4.42'],
    ['GivenName', '2.5.4.42'],
    ['I', '2.5.4.43'],
    ['E', '1.2.840.113549.1.9.1'],
    ['Email', '1.2.840.113549.1.9.1'],
  ])('writes %s as RFC 4514 or an OID does: %s', (key, type) => {
    expect(parseX500Name(`${key}=x`, 0)).toEqual([{ type, value: 'x' }])
  })
})

describe('a bad name', () => {
  it.each([
    ['no key', 'hello'],
    ['an empty key', '=a'],
    ['an unknown key', 'FOO=a'],
    ['no attribute between separators', 'CN=a,,C=JP'],
    ['an open quote', 'CN="a'],
    ['text after a quote', 'CN="a"b'],
    ['a bad OID', '1.2.=a'],
    ['bytes for a value', 'CN=#0c0161'],
  ])('is refused: %s', (_name, text) => {
    expect(hresultFrom(() => parseX500Name(text, 0))).toBe(0x80092023)
  })

  it('is refused where a country is not printable', () => {
    expect(hresultFrom(() => parseX500Name('C=日本', 0))).toBe(0x80092021)
  })

  it('is refused where a mail address is not ASCII', () => {
    expect(hresultFrom(() => parseX500Name('E=太郎@example.jp', 0))).toBe(0x80092022)
  })
})
