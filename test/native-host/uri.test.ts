import { describe, expect, test } from 'vitest'
import {
  certificateUri,
  isNamed,
  readCertificateUri,
  readTokenUri,
  tokenText,
  tokenUri,
} from '../../native-host/pkcs11/names.ts'
import { formatUri, parseUri } from '../../native-host/pkcs11/uri.ts'
import { KoshinError } from '../../src/protocol/errors.ts'

const texts = (attributes: ReadonlyMap<string, Uint8Array>) =>
  Object.fromEntries([...attributes].map(([name, value]) => [name, Buffer.from(value).toString('latin1')]))

describe('PKCS#11 URIs, the examples of RFC 7512 §3', () => {
  test.each([
    ['pkcs11:', {}, {}],
    ['pkcs11:object=my-pubkey;type=public', { object: 'my-pubkey', type: 'public' }, {}],
    [
      'pkcs11:object=my-key;type=private?pin-source=file:/etc/token',
      { object: 'my-key', type: 'private' },
      { 'pin-source': 'file:/etc/token' },
    ],
    [
      'pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-certificate;type=cert;id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin',
      {
        token: 'The Software PKCS#11 Softtoken',
        manufacturer: 'Snake Oil, Inc.',
        model: '1.0',
        object: 'my-certificate',
        type: 'cert',
        id: '\x69\x95\x3e\x5c\xf4\xbd\xec\x91',
        serial: '',
      },
      { 'pin-source': 'file:/etc/token_pin' },
    ],
    [
      'pkcs11:object=my-sign-key;type=private?module-name=mypkcs11',
      { object: 'my-sign-key', type: 'private' },
      { 'module-name': 'mypkcs11' },
    ],
    [
      'pkcs11:object=my-sign-key;type=private?module-path=/mnt/libmypkcs11.so.1',
      { object: 'my-sign-key', type: 'private' },
      { 'module-path': '/mnt/libmypkcs11.so.1' },
    ],
    [
      'pkcs11:token=Software%20PKCS%2311%20softtoken;manufacturer=Snake%20Oil,%20Inc.?pin-value=the-pin',
      { token: 'Software PKCS#11 softtoken', manufacturer: 'Snake Oil, Inc.' },
      { 'pin-value': 'the-pin' },
    ],
    ['pkcs11:slot-description=Sun%20Metaslot', { 'slot-description': 'Sun Metaslot' }, {}],
    [
      'pkcs11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Soft%20Token%20Library;library-version=1.23',
      {
        'library-manufacturer': 'Snake Oil, Inc.',
        'library-description': 'Soft Token Library',
        'library-version': '1.23',
      },
      {},
    ],
    [
      'pkcs11:token=A%20name%20with%20a%20substring%20%25%3B;object=my-certificate;type=cert',
      { token: 'A name with a substring %;', object: 'my-certificate', type: 'cert' },
      {},
    ],
    [
      'pkcs11:token=Name%20with%20a%20small%20A%20with%20acute:%20%C3%A1;object=my-certificate;type=cert',
      { token: 'Name with a small A with acute: \xc3\xa1', object: 'my-certificate', type: 'cert' },
      {},
    ],
    [
      'pkcs11:token=my-token;object=my-certificate;type=cert;vendor-aaa=value-a?pin-source=file:/etc/token_pin&vendor-bbb=value-b',
      { token: 'my-token', object: 'my-certificate', type: 'cert', 'vendor-aaa': 'value-a' },
      { 'pin-source': 'file:/etc/token_pin', 'vendor-bbb': 'value-b' },
    ],
  ])('%s', (uri, path, query) => {
    const parsed = parseUri(uri)
    expect(texts(parsed.path)).toEqual(path)
    expect(texts(parsed.query)).toEqual(query)
  })

  test.each([
    ['another scheme', 'pkcs12:token=a'],
    ['an attribute twice', 'pkcs11:token=a;token=b'],
    ['no name', 'pkcs11:=a'],
    ['no value', 'pkcs11:token'],
    ['a blank', 'pkcs11:token=a b'],
    ['half an escape', 'pkcs11:token=%4'],
    ['text that is not UTF-8', 'pkcs11:token=%FF'],
    ['a slash in the path', 'pkcs11:token=a/b'],
    ['a trailing separator', 'pkcs11:token=a;'],
  ])('refuses %s', (_, uri) => {
    expect(() => parseUri(uri)).toThrow(KoshinError)
  })

  test('spell ids wholly in escapes, texts as UTF-8', () => {
    expect(formatUri({ token: '専用USB', id: Buffer.from('a1', 'latin1') })).toBe(
      'pkcs11:token=%E5%B0%82%E7%94%A8USB;id=%61%31',
    )
  })
})

describe('names of tokens and certificates', () => {
  const token = { label: '専用;USB=1', manufacturer: 'M & Co', model: 'v2', serialNumber: '00A1B2C3' }

  test('come back from their URI', () => {
    expect(readTokenUri(tokenUri(token))).toEqual(token)
    const id = Buffer.from([0, 255, 0x3b])
    expect(readCertificateUri(certificateUri(token, id, 'ab'))).toEqual({ token, id, sha256: 'ab' })
    expect(readCertificateUri(certificateUri(token, id, null)).sha256).toBeNull()
  })

  test('a part of the names is enough, a wrong one is not', () => {
    expect(isNamed(token, { serialNumber: '00A1B2C3' })).toBe(true)
    expect(isNamed(token, { serialNumber: '00A1B2C4', label: token.label })).toBe(false)
  })

  test.each([
    ['a driver', 'pkcs11:serial=1?module-path=/tmp/evil.so'],
    ['a PIN', 'pkcs11:serial=1?pin-value=1234'],
    ['a slot', 'pkcs11:serial=1;slot-id=0'],
    ['nothing', 'pkcs11:'],
  ])('a URI that names %s is refused', (_, uri) => {
    expect(() => readTokenUri(uri)).toThrow(KoshinError)
  })

  test('are shown with the end of the serial number only', () => {
    expect(tokenText(token)).toBe('専用;USB=1 …B2C3')
  })
})
