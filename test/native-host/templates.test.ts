import * as pkcs11js from 'pkcs11js'
import { describe, expect, test } from 'vitest'
import { CKA, CKF, CKK, CKM, CKO, CKU_USER } from '../../native-host/pkcs11/constants.ts'
import { pointOf } from '../../native-host/pkcs11/process/ec-point.ts'
import { weakness } from '../../native-host/pkcs11/protection.ts'
import { type Attribute, certificateTemplate, keyPairTemplates } from '../../native-host/pkcs11/templates.ts'

const NUMBERS = pkcs11js as unknown as Record<string, number>
const named = (template: readonly Attribute[]) =>
  Object.fromEntries(
    template.map(({ type, value }) => [
      Object.entries(CKA).find(([, number]) => number === type)?.[0],
      Buffer.isBuffer(value) ? value.toString('hex') : value,
    ]),
  )

test('constants are those of pkcs11js', () => {
  for (const [prefix, numbers] of Object.entries({ CKA, CKF, CKK, CKM, CKO }))
    for (const [name, number] of Object.entries(numbers)) expect(NUMBERS[`${prefix}_${name}`], name).toBe(number)
  expect(NUMBERS.CKU_USER).toBe(CKU_USER)
})

describe('a key pair', () => {
  const [whole, lean] = keyPairTemplates('rsa-3072', Buffer.from('0102', 'hex'), 'koshin 1')

  test('is made to stay on the token', () => {
    expect(named(whole.privateKey)).toEqual({
      KEY_TYPE: CKK.RSA,
      TOKEN: true,
      PRIVATE: true,
      SENSITIVE: true,
      EXTRACTABLE: false,
      SIGN: true,
      DECRYPT: false,
      UNWRAP: false,
      DERIVE: false,
      ID: '0102',
      LABEL: Buffer.from('koshin 1').toString('hex'),
    })
    expect(named(whole.publicKey)).toMatchObject({
      MODULUS_BITS: 3072,
      PUBLIC_EXPONENT: '010001',
      TOKEN: true,
      VERIFY: true,
    })
  })

  test('keeps its protection in the lean template', () => {
    expect(named(lean.privateKey)).toMatchObject({ TOKEN: true, PRIVATE: true, SENSITIVE: true, EXTRACTABLE: false })
  })

  test('on a curve names the curve', () => {
    const [ec] = keyPairTemplates('ec-p384', Buffer.alloc(1), '')
    expect(ec.mechanism).toBe(CKM.EC_KEY_PAIR_GEN)
    expect(named(ec.publicKey)).toMatchObject({ EC_PARAMS: '06052b81040022', KEY_TYPE: CKK.EC })
  })
})

test('a certificate is public and carries its names', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  const template = certificateTemplate({
    id: bytes('01'),
    label: 'x',
    der: bytes('3000'),
    subjectDer: bytes('3001'),
    issuerDer: bytes('3002'),
    serialNumberDer: bytes('020101'),
  })
  expect(named(template)).toEqual({
    CLASS: CKO.CERTIFICATE,
    CERTIFICATE_TYPE: 0,
    TOKEN: true,
    PRIVATE: false,
    ID: '01',
    LABEL: '78',
    SUBJECT: '3001',
    ISSUER: '3002',
    SERIAL_NUMBER: '020101',
    VALUE: '3000',
  })
})

describe('the protection of a key', () => {
  const good = { local: true, sensitive: true, alwaysSensitive: true, extractable: false, neverExtractable: true }
  test('is enough when the token says all of it', () => {
    expect(weakness(good)).toBeNull()
  })
  test.each([
    ['local', 'CKA_LOCAL'],
    ['sensitive', 'CKA_SENSITIVE'],
    ['alwaysSensitive', 'CKA_ALWAYS_SENSITIVE'],
    ['extractable', 'CKA_EXTRACTABLE'],
    ['neverExtractable', 'CKA_NEVER_EXTRACTABLE'],
  ] as const)('is not, where %s is otherwise or not told', (field, name) => {
    expect(weakness({ ...good, [field]: !good[field] })).toBe(name)
    expect(weakness({ ...good, [field]: null })).toBe(name)
  })
  test('is enough in an NSS database without CKA_LOCAL, which NSS never sets, and without nothing else', () => {
    expect(weakness({ ...good, local: false }, 'nss-firefox')).toBeNull()
    expect(weakness({ ...good, alwaysSensitive: false }, 'nss-firefox')).toBe('CKA_ALWAYS_SENSITIVE')
    expect(weakness({ ...good, local: false }, 'token')).toBe('CKA_LOCAL')
  })
})

describe('an EC point', () => {
  const bare = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)])
  test('comes out of its OCTET STRING', () => {
    expect(pointOf(Buffer.concat([Buffer.of(4, 65), bare]))).toEqual(bare)
  })
  test('is taken as it is where the driver gives it bare', () => {
    expect(pointOf(bare)).toEqual(bare)
    const tricky = Buffer.concat([Buffer.of(4, 63), Buffer.alloc(63, 7)])
    expect(pointOf(tricky)).toEqual(tricky)
  })
})
