import { createECDH, createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestBytes } from '../../../native-host/os-store/conversation.ts'
import { rawSignature } from '../../../native-host/os-store/macos/answers.ts'
import { osascript } from '../../../native-host/os-store/macos/osascript.ts'
import { certificatesIn } from '../../../native-host/os-store/macos/security-tool.ts'
import { ecPkcs8 } from '../../../native-host/os-store/pkcs8.ts'
import {
  computerThumbprints,
  listKeys,
  listPersonal,
  ownNames,
} from '../../../native-host/os-store/windows/certutil.ts'
import { privateBlob, publicParts } from '../../../native-host/os-store/windows/cng-key.ts'
import { powershell } from '../../../native-host/os-store/windows/powershell.ts'
import { SCRIPT } from '../../../native-host/os-store/windows/script.ts'
import { WindowsStore } from '../../../native-host/os-store/windows/windows-store.ts'
import { publicKeyInfo } from '../../../native-host/pkcs11/signature.ts'
import { certificateFor, newKey, OWN_ID, pkcs8Of, spkiOf } from './pairs.ts'
import { keyFromBlob, publicBlob, WindowsModel } from './windows-model.ts'

const transcript = (name: string) => ({
  exitCode: 0,
  stdout: readFileSync(new URL(`transcripts/${name}`, import.meta.url)),
})

const requestOf = (stdin: Uint8Array): unknown => JSON.parse(Buffer.from(stdin).toString('latin1').split('\n')[0] ?? '')

/** What shells, PowerShell, JSON and command lines stumble over. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '"; calc; "',
    '$(calc)',
    '`calc`',
    "'; calc #",
    '%PATH%',
    '\r\n',
    '\0',
    '-EncodedCommand',
    '契約"法人',
    '\u2028',
  ),
)

describe('what strangers have written', () => {
  test('reaches no command line, and the script unchanged', () =>
    fc.assert(
      fc.property(hostile, (label) => {
        const install = { operation: 'install', name: '00', certificate: 'AA==', label } as const
        const windows = powershell(install)
        expect(windows.args).toEqual(powershell({ operation: 'authority', certificate: '' }).args)
        expect(Buffer.from(windows.stdin).toString('latin1')).toMatch(/^[\x20-\x7e]*\n$/)
        expect(requestOf(windows.stdin)).toEqual(install)
        const look = { operation: 'look', ours: label } as const
        const macos = osascript(look, label)
        expect(macos.args).toEqual(osascript({ operation: 'remove-key', label: '' }, '').args)
        expect(requestOf(macos.stdin)).toEqual({ ...look, keychain: label })
      }),
    ))

  test('is a label of a certificate, byte for byte', async () => {
    const key = newKey('P-256')
    const der = certificateFor(key)
    const label = '契約 "$(calc)" \'`x`\' %PATH%\n🔑'
    const model = new WindowsModel()
    const store = new WindowsStore({ run: model.run })
    model.add(OWN_ID.toString('hex'), key, false)
    const names = { subjectDer: der, issuerDer: der, serialNumberDer: der }
    await store.call('write-certificate', { id: OWN_ID, label, der, ...names })
    const [listed] = await store.call('list-certificates', {
      token: { label, manufacturer: '', model: '', serialNumber: '' },
    })
    expect(listed?.label).toBe(label)
    expect(JSON.stringify(model.commands.map(({ args }) => args))).not.toMatch(/calc|契約/)
  })
})

test('a private key goes below the request, in digits, and never beside it', () => {
  const secret = Buffer.from('00ff10', 'hex')
  expect(Buffer.from(requestBytes({ a: 1 }, secret)).toString()).toBe('{"a":1}\n00ff10\n')
})

describe('the command for Windows', () => {
  const { program, args } = powershell({ operation: 'look', ofComputer: [], names: [] })

  test("is the system's own program, by its whole path, without a profile or a question", () => {
    expect(program).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')
    expect(args).toEqual(expect.arrayContaining(['-NoProfile', '-NonInteractive', '-EncodedCommand']))
    expect(listKeys().program).toBe('C:\\Windows\\System32\\certutil.exe')
    expect(listPersonal().args).toEqual(['-user', '-silent', '-store', 'My'])
  })

  test('is shorter than CreateProcess allows (32,767 characters)', () => {
    expect([program, ...args].join(' ').length).toBeLessThan(32_000)
  })

  test('has a script with its brackets closed, and an operation for each request', () => {
    const plain = SCRIPT.replace(/'[^'\n]*'/g, "''")
    for (const pair of ['()', '{}', '[]']) {
      const [open = '', close = ''] = pair
      expect(plain.split(open).length, pair).toBe(plain.split(close).length)
    }
    const operations = [...SCRIPT.matchAll(/^ {4}'([a-z-]+)' \{ \$result = (Invoke-\w+) \$request \}$/gm)]
    expect(operations.map(([, name]) => name)).toEqual([
      'look',
      'make',
      'sign',
      'install',
      'authority',
      'remove-key',
      'remove-certificates',
      'export',
    ])
    for (const [, , called = ''] of operations) expect(SCRIPT).toContain(`function ${called}($request) {`)
  })
})

describe('certutil', () => {
  test.each([
    ['certutil-store.txt', ['37378A1B06DCEF1B4D4753F7D21E4F20B18FBFEC', '0006ECCF745902403CAE2FFDD05D739C4509522A']],
    ['certutil-store-ja.txt', ['0006ECCF745902403CAE2FFDD05D739C4509522A']],
  ])('tells in %s which keys are in this computer, in any language', (name, thumbprints) => {
    const found = computerThumbprints(transcript(name))
    for (const thumbprint of thumbprints) expect(found).toContain(thumbprint)
    expect(found).not.toContain('5137A597DE2C3085EC5816C7F11EDC18CFCDBAF8')
  })

  test("names Koshin's keys among others", () => {
    expect(ownNames(transcript('certutil-key.txt'))).toEqual(['6b6f7368696e000102030405060708090a0b0c0d'])
  })

  test('that fails says by which number', () => {
    const failed = { exitCode: -2146893802, stdout: Buffer.from('CertUtil: -key コマンド エラーです') }
    expect(() => ownNames(failed)).toThrow(expect.objectContaining({ data: { detail: 'certutil 80090016' } }))
    expect(() => computerThumbprints({ exitCode: 0, stdout: Buffer.alloc(0) })).toThrow()
  })
})

describe('certificates of security(1)', () => {
  const der = certificateFor(newKey('P-256'))
  const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
  const said = (text: string, exitCode = 0) => ({ exitCode, stdout: Buffer.from(text) })

  test('come as PEM, several of them or none', () => {
    expect(certificatesIn(said(pem + pem.replaceAll('\n', '\r\n')))).toEqual([der, der])
    expect(certificatesIn(said(''))).toEqual([])
    expect(certificatesIn(said('', 44))).toEqual([])
  })

  test.each([pem.slice(0, 80), `security: ${pem}`, 'キーチェーンが見つかりません'])(
    'that are cut short or something else are refused',
    (text) =>
      expect(() => certificatesIn(said(text))).toThrow(expect.objectContaining({ code: 'computer-store-failed' })),
  )
})

describe("the keychain's ECDSA signatures", () => {
  const raw = (hex: string) => rawSignature('ecdsa-sha256', Buffer.from(hex, 'hex')).toString('hex')

  test('become two halves, each as long as the curve', () => {
    expect(raw('300602010102017f')).toBe(`${'1'.padStart(64, '0')}${'7f'.padStart(64, '0')}`)
    expect(raw(`3025022100${'ff'.repeat(32)}020101`)).toBe(`${'ff'.repeat(32)}${'1'.padStart(64, '0')}`)
  })

  test.each(['', '30', '3006020101', `3026022200${'ff'.repeat(33)}020101`, '3006020101020'])(
    'are refused as %s',
    (hex) => expect(() => raw(hex)).toThrow(expect.objectContaining({ code: 'computer-store-failed' })),
  )
})

test('a private number that is short keeps its length in PKCS#8', () => {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.of(7))
  const pkcs8 = ecPkcs8(pair.getPublicKey().subarray(1), Buffer.of(7))
  const key = createPrivateKey({ key: pkcs8 as Buffer, format: 'der', type: 'pkcs8' })
  expect(pkcs8).toEqual(pkcs8Of(key))
  expect(ecPkcs8(Buffer.alloc(10), Buffer.of(7))).toBe(null)
})

describe("CNG's own forms of keys", () => {
  test.each(['rsa', 'P-256', 'P-384'] as const)('of %s are read and written', (kind) => {
    const key = newKey(kind)
    const parts = publicParts(publicBlob(key))
    expect(Buffer.from(publicKeyInfo(parts as NonNullable<typeof parts>))).toEqual(spkiOf(key))
    expect(keyFromBlob(privateBlob(pkcs8Of(key)).blob).equals(key)).toBe(true)
    expect(publicParts(publicBlob(key).subarray(0, -1))).toBe(null)
  })

  test('anything else is no key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(publicParts(Buffer.from(bytes))).toBe(null)
      }),
    )
  })
})
