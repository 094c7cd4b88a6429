import { createPublicKey, verify } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '../../native-host/pkcs11/signature.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { FaultModule, hasCompiler, type Rule } from '../fault-module/fault-module.ts'
import { pairsOf, pkcs12, publicKey } from '../src/pki/pkcs12-files.ts'
import { Desk, LABEL } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { ProcessWatch } from './process-watch.ts'
import { placesOf } from './secret-search.ts'
import { PIN } from './token.ts'

/** certificate.import: files of other programs onto a token, by the host as browsers start it. */

const PASSWORD = 'himitsu'
/** On a busy computer; alone, some seconds. */
const LIMIT_MS = 180_000

let desk: Desk
let host: Host
beforeAll(async () => {
  desk = Desk.ready()
  host = await desk.host()
})
afterAll(() => desk.clear())

const storeOf = async (of: Host): Promise<string> => {
  const { stores } = await of.request('store.list', {})
  return stores.find(({ label }) => label === LABEL)?.uri ?? ''
}

const importing = async (name: string, file: Uint8Array = pkcs12(name), of: Host = host) =>
  of.request('certificate.import', {
    store: await storeOf(of),
    fileName: `${name}.p12`,
    file: Buffer.from(file).toString('base64'),
  })

const onToken = (at: Desk, kind: string): number => at.tools.objects(LABEL).split(`${kind} Object`).length - 1
/** Key pairs and certificates. */
const counts = (at: Desk) => [onToken(at, 'Private Key'), onToken(at, 'Public Key'), onToken(at, 'Certificate')]

describe('a file with several keys', () => {
  test('is taken in whole: each key with its certificate, the chain once, proven', async () => {
    const before = counts(desk)
    desk.typesNext(PASSWORD, PIN)
    host.progress.length = 0
    const { imported } = await importing('keytool-several')
    expect(imported.map(({ certificate }) => [certificate.label, certificate.key, certificate.mayLeave])).toEqual([
      ['rsa 鍵', 'present', 'no'],
      ['p256 鍵', 'present', 'no'],
      ['p384 鍵', 'present', 'no'],
    ])
    expect(imported.every(({ wasThere }) => !wasThere)).toBe(true)
    expect(counts(desk).map((count, at) => count - (before[at] ?? 0))).toEqual([3, 3, 5])
    expect(host.progress.slice(0, 6)).toEqual([
      'reading-file',
      'waiting-for-pin',
      'writing',
      'writing',
      'reading-back',
      'proving',
    ])
  })

  test('leaves keys that cannot be read or taken out, as another program sees it', () => {
    const imported = desk.tools.objects(LABEL).split(/^(?=\w+ (?:Key )?Object)/m)
    const keys = imported.filter((object) => object.startsWith('Private') && object.includes('鍵'))
    expect(keys).toHaveLength(3)
    for (const key of keys) {
      expect(key).toMatch(/Usage:\s+sign\n/)
      expect(key).toMatch(/Access:\s+sensitive\n/)
    }
  })

  test('and another program signs with them for the public keys of the file', async () => {
    const message = Buffer.from('signed by pkcs11-tool')
    const { certificates } = await host.request('certificate.list', { store: await storeOf(host) })
    for (const [name, mechanism, input] of [
      ['rsa', 'SHA256-RSA-PKCS', message],
      ['p256', 'ECDSA', sha256(message)],
    ] as const) {
      const { uri } = certificates.find(({ label }) => label === `${name} 鍵`) ?? { uri: '' }
      const id = (/;id=([^;]+)/.exec(uri)?.[1] ?? '').replaceAll('%', '')
      const [from, to] = [desk.tools.path('message'), desk.tools.path('signature')]
      writeFileSync(from, input)
      const files = ['--input-file', from, '--output-file', to, '--signature-format', 'openssl']
      desk.tools.pkcs11(LABEL, '--sign', '--mechanism', mechanism, '--id', id, ...files)
      const key = createPublicKey({ key: publicKey(name), format: 'der', type: 'spki' })
      expect(verify('sha256', message, key, readFileSync(to)), name).toBe(true)
    }
  })

  test('is not taken in twice', async () => {
    const before = desk.tools.objects(LABEL)
    desk.typesNext(PASSWORD, PIN)
    const { imported } = await importing('keytool-several')
    expect(imported.map(({ wasThere }) => wasThere)).toEqual([true, true, true])
    expect(desk.tools.objects(LABEL)).toBe(before)
  })

  test('of which one key comes again with another certificate keeps both certificates', async () => {
    desk.typesNext(PASSWORD, PIN)
    const { imported } = await importing('expired')
    expect(imported).toMatchObject([{ wasThere: false, certificate: { notAfter: '2001-01-01T00:00:00Z' } }])
    const { certificates } = await host.request('certificate.list', { store: await storeOf(host) })
    const same = certificates.filter(({ spkiSha256 }) => spkiSha256 === imported[0]?.certificate.spkiSha256)
    expect(new Set(same.map(({ uri }) => uri)).size).toBe(2)
    for (const { uri } of same) {
      desk.typesNext(PIN)
      await host.request('certificate.prove', { certificate: uri, origin: null })
    }
  })
})

describe('the password of the file', () => {
  test('is asked for until it is right, by name of the file, before the PIN', async () => {
    desk.typesNext('falsch', '', PASSWORD, PIN)
    await importing('legacy-rc2-40')
    const shown = desk.shown().map(({ prompt, error }) => [prompt, error])
    const wrong = 'ファイルのパスワードが違います。もう一度入力してください。'
    expect(shown).toEqual([
      ['ファイルのパスワード:', ''],
      ['ファイルのパスワード:', wrong],
      ['ファイルのパスワード:', wrong],
      ['暗証番号（PIN）:', ''],
    ])
    expect(desk.shown()[0]?.description).toBe(
      '電子証明書 更新ナビからの確認です。\n\nファイル: legacy-rc2-40.p12\nこれから、このファイルの中の電子証明書を読み取ります。',
    )
  })

  test('is not asked for where there is none', async () => {
    desk.typesNext(PIN)
    await importing('empty-password')
    expect(desk.shown().map(({ prompt }) => prompt)).toEqual(['暗証番号（PIN）:'])
  })

  test('that nobody wants to type ends it, with nothing done', async () => {
    const before = desk.tools.objects(LABEL)
    desk.typesNext('falsch', null)
    expect(await codeOf(importing('modern-p384'))).toBe('pin-cancelled')
    expect(desk.tools.objects(LABEL)).toBe(before)
  })

  test("is asked for in the extension's window where there is no dialog", async () => {
    desk.configure({ pinentry: null })
    const before = host.questions.length
    const typed = ['falsch', null]
    host.typePin = () => typed.shift() ?? null
    expect(await codeOf(importing('turned\u202e', pkcs12('modern')))).toBe('pin-cancelled')
    desk.configure({})
    const [first, second] = host.questions.slice(before)
    expect(first).toEqual({
      token: 'turned[U+202E].p12',
      bankName: '',
      origin: null,
      purpose: 'open-file',
      secret: 'file-password',
      tries: 'ok',
      again: false,
      minLength: 0,
      maxLength: 255,
    } satisfies PinQuestion)
    expect(second).toEqual({ ...first, again: true })
  })
})

test.each([
  ['no PKCS#12', Uint8Array.of(1, 2, 3), 'file-unreadable'],
  ['cut short', pkcs12('modern').slice(0, 900), 'file-damaged'],
])('a file that is %s is told of before anybody is asked anything', async (name, file, code) => {
  desk.typesNext()
  expect(await codeOf(importing(name, file))).toBe(code)
  expect(desk.shown()).toEqual([])
})

test('a file without a key is told of after its password, before the PIN', async () => {
  desk.typesNext(PASSWORD)
  expect(await codeOf(importing('no-key'))).toBe('file-no-key')
  expect(desk.shown()).toHaveLength(1)
})

describe.skipIf(!hasCompiler)('a token with a will of its own (needs gcc)', () => {
  let module: FaultModule
  let other: Desk
  let atOther: Host
  let count = 0
  let label = ''
  beforeAll(async () => {
    if (!hasCompiler) return
    module = FaultModule.build()
    other = new Desk()
    other.configure({ modules: [module.path] })
    atOther = await other.host()
  })
  afterAll(async () => {
    await other?.clear()
    module?.remove()
  })
  /** An empty token each. */
  beforeEach(() => {
    label = `token ${++count}`
    other?.tools.initialise(label)
  })

  /** Private keys, public keys, certificates. */
  const held = () => {
    const objects = other.tools.pkcs11(label, '--list-objects')
    return ['Private Key', 'Public Key', 'Certificate'].map((kind) => objects.split(`${kind} Object`).length - 1)
  }

  const importInto = async (name: string, ...rules: Rule[]) => {
    const { stores } = await atOther.request('store.list', {})
    const store = stores.find((one) => one.label === label)?.uri ?? ''
    const file = Buffer.from(pkcs12(name)).toString('base64')
    module.tell(...rules)
    other.typesNext(PASSWORD, PIN)
    try {
      return await atOther.request('certificate.import', { store, fileName: name, file })
    } finally {
      module.clear()
      // Twice is once too often for a driver; here it is meant.
      rmSync(other.tools.path('state/koshin/driver-crashes'), { recursive: true, force: true })
    }
  }
  const refused = (nth: number): Rule => ({ call: 'C_CreateObject', nth, do: { rv: 'CKR_TEMPLATE_INCONSISTENT' } })

  test.each(['modern', 'modern-p384'])('that takes no key in the clear gets it wrapped: %s', async (file) => {
    const { imported } = await importInto(file, refused(1), refused(2))
    expect(imported).toMatchObject([{ wasThere: false, certificate: { key: 'present', mayLeave: 'no' } }])
    expect(held()).toEqual([1, 1, 3])
  })

  test.each(['CKR_TEMPLATE_INCONSISTENT', 'CKR_FUNCTION_NOT_SUPPORTED', 'CKR_ATTRIBUTE_VALUE_INVALID'])(
    'that takes no keys from elsewhere (%s) says so, and nothing is left',
    async (rv) => {
      expect(await codeOf(importInto('modern', { call: 'C_CreateObject', do: { rv } }))).toBe('key-not-accepted')
      expect(held()).toEqual([0, 0, 0])
    },
  )

  test('that lets keys out is given none', async () => {
    expect(await codeOf(importInto('modern', { attribute: 'CKA_EXTRACTABLE', is: true }))).toBe('key-unprotected')
    expect(held()).toEqual([0, 0, 0])
  })

  test('whose driver dies after each object in turn has everything once in the end', {
    timeout: LIMIT_MS,
  }, async () => {
    const afterFirst: Rule = { call: 'C_CreateObject', nth: 1, do: 'crash-after' }
    for (const soFar of [
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
      [1, 1, 2],
    ]) {
      expect(await codeOf(importInto('modern-p384', afterFirst))).toBe('module-crashed')
      expect(held()).toEqual(soFar)
      // Without its certificate it is no stray key of a renewal.
      const { strayKeys } = await atOther.request('certificate.list', { store: null })
      expect(strayKeys).toBe(0)
    }
    const { imported } = await importInto('modern-p384')
    expect(imported).toMatchObject([{ wasThere: true, certificate: { key: 'present' } }])
    expect(held()).toEqual([1, 1, 3])
  })

  test('and a certificate that was written wrong is replaced', async () => {
    expect(await codeOf(importInto('modern', { call: 'C_CreateObject', nth: 3, do: { spoil: 1 } }))).toBe(
      'write-not-kept',
    )
    await importInto('modern')
    expect(held()).toEqual([1, 1, 3])
  })
})

test('neither the password nor a key is in any file, environment or argument', async () => {
  const watch = new ProcessWatch()
  const watched = await desk.host()
  watch.add(watched.child.pid)
  const file = 'japanese-password'
  const [password, wrong] = ['秘密の言葉𠮷', '間違いの言葉']
  desk.typesNext(wrong, password, PIN)
  await importing(file, pkcs12(file), watched)
  await watched.close()
  const seen = watch.end()
  expect(seen.some((text) => text.includes('pkcs11/process/main.ts'))).toBe(true)
  const [pair] = pairsOf(pkcs12(file), password)
  if (pair === undefined) throw new Error('no key')
  // The private value stands in the middle of a PKCS#8 of P-256.
  const value = Buffer.from(pair.pkcs8.subarray(36, 68))
  const written = desk.writtenFiles()
  expect(written.map(([name]) => name)).toContain('koshin.log')
  expect(placesOf([password, wrong, value], seen, written)).toEqual([])
})
