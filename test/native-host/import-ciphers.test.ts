import * as pkcs11js from 'pkcs11js'
import { describe, expect, it, test } from 'vitest'
import { isOwnKeyId } from '../../native-host/journal/key-id.ts'
import { importedKeyId } from '../../native-host/pkcs12/imported-key-id.ts'
import { importedWeakness } from '../../native-host/pkcs12/imported-weakness.ts'
import { FOREIGN } from '../../native-host/pkcs12/key-objects.ts'
import { decryptRc2 } from '../../native-host/pkcs12/rc2.ts'
import { decryptRc4 } from '../../native-host/pkcs12/rc4.ts'
import { transports, WRAPPING } from '../../native-host/pkcs12/transport.ts'

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('RC2, by the examples of RFC 2268 §5', () => {
  const examples: [key: string, effectiveBits: number, plain: string, cipher: string][] = [
    ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
    ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
    ['88', 64, '0000000000000000', '61a8a244adacccf0'],
    ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
    ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
    ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
    ['88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e', 129, '0000000000000000', '5b78d3a43dfff1f1'],
  ]
  it.each(examples)('key %s, %i bits', (key, effectiveBits, plain, cipher) => {
    expect(text(decryptRc2(hex(key), new Uint8Array(8), hex(cipher), effectiveBits))).toBe(plain)
  })
})

it('RC4, by the first example of RFC 6229 §2', () => {
  expect(text(decryptRc4(hex('0102030405'), new Uint8Array(16)))).toBe('b2396305f03dc027ccc3524a0a1118a8')
})

test('numbers are those of pkcs11js', () => {
  const numbers = pkcs11js as unknown as Record<string, number>
  const known = Object.entries({ ...FOREIGN, ...WRAPPING }).filter(([name]) => numbers[name] !== undefined)
  expect(known).toHaveLength(10)
  for (const [name, number] of known) expect(numbers[name], name).toBe(number)
})

test('a key goes sealed through every transport and comes out as it was', () => {
  const [key, pkcs8] = [new Uint8Array(32).fill(1), new Uint8Array(137).fill(2)]
  const lengths = transports().map(({ seal, unseal }) => {
    const opened = unseal(key, seal(key, pkcs8))
    expect(Buffer.compare(opened.subarray(0, pkcs8.length), pkcs8)).toBe(0)
    return opened.length
  })
  expect(lengths).toEqual([137, 137, 144])
})

describe('an imported key', () => {
  it('has an id that its public key tells, and that is not of an enrolment', () => {
    const id = importedKeyId(hex('3059'))
    expect(Buffer.from(id).toString('latin1')).toMatch(/^koimport.{12}$/s)
    expect(importedKeyId(hex('3059'))).toEqual(id)
    expect(importedKeyId(hex('305a'))).not.toEqual(id)
    expect(isOwnKeyId(id)).toBe(false)
  })

  const kept = { local: false, sensitive: true, alwaysSensitive: false, extractable: false, neverExtractable: false }
  it('is kept well enough when it does not leave from now on', () => {
    expect(importedWeakness(kept)).toBeNull()
  })
  it.each([
    [null, 'private key not visible'],
    [{ ...kept, sensitive: null }, 'CKA_SENSITIVE'],
    [{ ...kept, extractable: true }, 'CKA_EXTRACTABLE'],
    [{ ...kept, extractable: null }, 'CKA_EXTRACTABLE'],
  ])('is not, where the store says otherwise or nothing: %o', (protection, weakness) => {
    expect(importedWeakness(protection)).toBe(weakness)
  })
})
