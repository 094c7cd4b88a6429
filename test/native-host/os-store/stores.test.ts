import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { foreignId } from '../../../native-host/os-store/key-facts.ts'
import { MacosStore } from '../../../native-host/os-store/macos/macos-store.ts'
import type { RunCommand } from '../../../native-host/os-store/system-command.ts'
import { SCRIPT as WINDOWS_SCRIPT } from '../../../native-host/os-store/windows/script.ts'
import { WindowsStore } from '../../../native-host/os-store/windows/windows-store.ts'
import { weakness } from '../../../native-host/pkcs11/protection.ts'
import { newChallenge, publicKeyInfo, signatureFromToken, verifies } from '../../../native-host/pkcs11/signature.ts'
import type { StoreProcess } from '../../../native-host/pkcs11/store-process.ts'
import type { NewCertificate, TokenFacts, TokenSignature } from '../../../native-host/pkcs11/verbs.ts'
import { codeOf } from '../host.ts'
import { MacosModel } from './macos-model.ts'
import { certificateFor, newKey, OTHER_ID, OWN_ID, pkcs8Of, spkiOf } from './pairs.ts'
import { WindowsModel } from './windows-model.ts'

/** The verbs of both systems over their models: one suite, because whoever calls them cannot tell which it is. */

interface Model {
  readonly store: StoreProcess
  /** A pair of somebody else's. */
  bring(key: KeyObject, der: Buffer, exportable: boolean): void
  holds(key: KeyObject): boolean
  /** The private key of Koshin's first id. */
  own(): KeyObject | undefined
}

const windows = (): Model => {
  const model = new WindowsModel()
  return {
    store: new WindowsStore({ run: model.run }),
    bring: (key, der, exportable) =>
      model.bring(`le-${createHash('md5').update(spkiOf(key)).digest('hex')}`, key, der, exportable),
    holds: (key) => model.holds(key),
    own: () => model.keys.get(OWN_ID.toString('hex'))?.key,
  }
}

const macos = (): Model => {
  const model = new MacosModel()
  return {
    store: new MacosStore({ run: model.run }),
    bring: (key, der, exportable) => model.bring(key, der, exportable),
    holds: (key) => model.holds(key),
    own: () => model.items.find(({ tag }) => tag?.equals(OWN_ID))?.key,
  }
}

const WAYS = { 'rsa-2048': 'rsa-sha256', 'ec-p256': 'ecdsa-sha256', 'ec-p384': 'ecdsa-sha384' } as const

const NOBODY = { subjectDer: new Uint8Array(), issuerDer: new Uint8Array(), serialNumberDer: new Uint8Array() }
const written = (der: Uint8Array): NewCertificate => ({ id: OWN_ID, label: '契約 "1"', der, ...NOBODY })

describe.each([
  ['Windows', windows],
  ['macOS', macos],
] as const)('the store of %s', (_, make) => {
  let model: Model
  let token: TokenFacts
  beforeEach(async () => {
    model = make()
    await model.store.load()
    token = (await model.store.call('list-tokens', null))[0] as TokenFacts
  })
  afterEach(() => model.store.end())

  const proves = async (id: Uint8Array, spki: Uint8Array, algorithm: TokenSignature): Promise<boolean> => {
    const challenge = newChallenge('00'.repeat(32))
    const { nonce, sha256 } = challenge
    return challenge.isAnsweredBy(spki, algorithm, await model.store.call('prove', { id, nonce, sha256, algorithm }))
  }

  /** Makes a pair of Koshin's first id. */
  const makePair = async (): Promise<Buffer> => {
    await model.store.call('make-key', { id: OWN_ID, label: '', algorithm: 'ec-p256' })
    const der = certificateFor(model.own() as KeyObject)
    await model.store.call('write-certificate', written(der))
    return der
  }

  test('asks no PIN, goes by one name, and ends', async () => {
    expect(token.pin.state).toBe('none')
    expect(new Set(Object.values({ ...token, label: '', pin: '', keyAlgorithms: '' })).size).toBeGreaterThan(4)
    expect(await model.store.call('log-in', { token, pin: null })).toBe(null)
    expect([model.store.alive, model.store.pid]).toEqual([true, 0])
    await model.store.end()
    expect(model.store.alive).toBe(false)
  })

  test.each(['rsa-2048', 'ec-p256', 'ec-p384'] as const)(
    'a renewal with %s: made, found, signed, written, proven',
    async (algorithm) => {
      const { store } = model
      expect((await store.call('find', { id: OWN_ID })).key).toBe('none')
      await store.call('make-key', { id: OWN_ID, label: '契約', algorithm })
      const held = await store.call('find', { id: OWN_ID })
      expect(held).toMatchObject({ key: 'whole', certificates: [] })
      expect(weakness(held.protection)).toBe(null)
      const spki = publicKeyInfo(held.publicKey as NonNullable<typeof held.publicKey>)
      expect(Buffer.from(spki)).toEqual(spkiOf(model.own() as KeyObject))

      const info = Buffer.from('certification request info')
      const raw = await store.call('sign-request', { id: OWN_ID, info, algorithm: WAYS[algorithm] })
      expect(verifies(spki, WAYS[algorithm], info, signatureFromToken(WAYS[algorithm], raw))).toBe(true)
      expect(await store.call('list-own-keys', { token })).toMatchObject([{ id: OWN_ID, hasCertificate: false }])

      const der = certificateFor(model.own() as KeyObject)
      await store.call('write-certificate', written(der))
      expect((await store.call('find', { id: OWN_ID })).certificates).toEqual([der])
      expect(await store.call('list-own-keys', { token })).toMatchObject([{ id: OWN_ID, hasCertificate: true }])
      const [listed] = await store.call('list-certificates', { token })
      expect(listed).toMatchObject({ id: OWN_ID, der, key: 'present', mayLeave: 'no' })
      expect(await proves(OWN_ID, spki, WAYS[algorithm])).toBe(true)
    },
  )

  test('never makes a second key under one id', async () => {
    await model.store.call('make-key', { id: OWN_ID, label: '', algorithm: 'ec-p256' })
    const first = model.own()
    const again = model.store.call('make-key', { id: OWN_ID, label: '', algorithm: 'ec-p256' })
    expect(await codeOf(again)).toBe('computer-store-failed')
    expect(model.own()).toBe(first)
  })

  test('a certificate written twice is there once', async () => {
    const der = await makePair()
    await model.store.call('write-certificate', written(der))
    expect((await model.store.call('find', { id: OWN_ID })).certificates).toEqual([der])
  })

  test("others' pairs are listed under one id a key, and prove themselves", async () => {
    const key = newKey('rsa')
    const [one, two] = [certificateFor(key, 'one'), certificateFor(key, 'two')]
    model.bring(key, one, true)
    model.bring(key, two, true)
    const listed = await model.store.call('list-certificates', { token })
    expect(listed.map(({ der }) => der)).toEqual([one, two])
    expect(listed[0]?.id).toEqual(listed[1]?.id)
    expect(listed[0]).toMatchObject({ key: 'present', mayLeave: 'yes' })
    expect(await proves(listed[0]?.id as Uint8Array, spkiOf(key), 'rsa-sha256')).toBe(true)
    expect(await model.store.call('list-own-keys', { token })).toEqual([])
  })

  test('what is not there signs nothing', async () => {
    const sign = (id: Uint8Array) =>
      model.store.call('sign-request', { id, info: Buffer.of(1), algorithm: 'ecdsa-sha256' })
    expect(await codeOf(sign(OTHER_ID))).toBe('key-missing')
    expect(await codeOf(sign(Buffer.alloc(20, 7)))).toBe('key-missing')
  })

  test.each(['rsa', 'P-256', 'P-384'] as const)('a key of %s that may leave comes out as PKCS#8', async (kind) => {
    const key = newKey(kind)
    model.bring(key, certificateFor(key), true)
    const [listed] = await model.store.call('list-certificates', { token })
    const id = listed?.id as Uint8Array
    const pkcs8 = await model.store.call('export-key', { id, spki: spkiOf(key) })
    const read = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
    expect(read.equals(key)).toBe(true)
    const another = model.store.call('export-key', { id, spki: spkiOf(newKey('P-256')) })
    expect(await codeOf(another)).toBe('computer-store-failed')
  })

  test('a key that may not leave stays', async () => {
    const key = newKey('P-256')
    model.bring(key, certificateFor(key), false)
    const [listed] = await model.store.call('list-certificates', { token })
    expect(listed?.mayLeave).toBe('no')
    const id = listed?.id as Uint8Array
    expect(await codeOf(model.store.call('export-key', { id, spki: spkiOf(key) }))).toBe('key-stays')
  })

  test('a pair is removed; a key stays while another certificate of it does', async () => {
    const key = newKey('P-256')
    const [one, two] = [certificateFor(key, 'one'), certificateFor(key, 'two')]
    model.bring(key, one, false)
    model.bring(key, two, false)
    const [listed] = await model.store.call('list-certificates', { token })
    const id = listed?.id as Uint8Array
    await model.store.call('remove-pair', { id, der: one })
    expect((await model.store.call('list-certificates', { token })).map(({ der }) => der)).toEqual([two])
    expect(model.holds(key)).toBe(true)
    await model.store.call('remove-pair', { id, der: two })
    expect(await model.store.call('list-certificates', { token })).toEqual([])
    expect(model.holds(key)).toBe(false)
  })

  test("Koshin's own pair is removed too, and once more without harm", async () => {
    const der = await makePair()
    await model.store.call('remove-pair', { id: OWN_ID, der })
    expect(model.own()).toBe(undefined)
    await model.store.call('remove-pair', { id: OWN_ID, der })
  })

  test('an unused key is removed; one with a certificate is not', async () => {
    await makePair()
    expect(await codeOf(model.store.call('remove-key', { id: OWN_ID }))).toBe('internal')
    expect(model.own()).not.toBe(undefined)
    await model.store.call('make-key', { id: OTHER_ID, label: '', algorithm: 'ec-p256' })
    await model.store.call('remove-key', { id: OTHER_ID })
    expect((await model.store.call('find', { id: OTHER_ID })).key).toBe('none')
  })

  test('of the certificates of one key, those that an interrupted write left go', async () => {
    const keep = await makePair()
    const torn = certificateFor(model.own() as KeyObject, 'torn')
    await model.store.call('write-certificate', written(torn))
    await model.store.call('remove-torn-certificates', { id: OWN_ID, keep })
    expect((await model.store.call('find', { id: OWN_ID })).certificates).toEqual([keep])
  })
})

describe('a key that was made elsewhere', () => {
  test.each(['rsa', 'P-256', 'P-384'] as const)('of %s gets into Windows, and stays there', async (kind) => {
    const model = new WindowsModel()
    const store = new WindowsStore({ run: model.run })
    const key = newKey(kind)
    const pkcs8 = pkcs8Of(key)
    await store.call('import-key', { id: OWN_ID, label: '', pkcs8 })
    const kept = model.keys.get(OWN_ID.toString('hex'))
    expect(kept?.key.equals(key)).toBe(true)
    expect(kept?.exportable).toBe(false)
    expect(pkcs8.every((byte) => byte === 0)).toBe(true)
    await store.call('write-certificate', written(certificateFor(key)))
    expect(await store.call('list-certificates', { token: {} as TokenFacts })).toMatchObject([
      { id: OWN_ID, mayLeave: 'no' },
    ])
  })

  test('of another kind is not accepted by Windows', async () => {
    const store = new WindowsStore({ run: new WindowsModel().run })
    const pkcs8 = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' })
    const importing = (key: Buffer) => codeOf(store.call('import-key', { id: OWN_ID, label: '', pkcs8: key }))
    expect(await importing(pkcs8)).toBe('key-not-accepted')
    expect(await importing(Buffer.from('no key'))).toBe('key-not-accepted')
  })

  test('is not accepted by macOS, and is zeroed', async () => {
    const model = new MacosModel()
    const pkcs8 = pkcs8Of(newKey('P-256'))
    const importing = new MacosStore({ run: model.run }).call('import-key', { id: OWN_ID, label: '', pkcs8 })
    expect(await codeOf(importing)).toBe('key-not-accepted')
    expect(pkcs8.every((byte) => byte === 0)).toBe(true)
    expect(model.commands).toEqual([])
  })
})

describe('on Windows', () => {
  const CARD = 'eToken Base Cryptographic Provider'

  test("a card's certificate is not listed twice, its key is never opened for a look, and never removed", async () => {
    const model = new WindowsModel()
    const store = new WindowsStore({ run: model.run })
    const key = newKey('P-256')
    const der = certificateFor(key)
    model.bring('card', key, der, true, CARD)
    expect(await store.call('list-certificates', { token: {} as TokenFacts })).toEqual([])
    expect(model.requests).toEqual([{ operation: 'look', ofComputer: [], names: [] }])
    const { certificates } = await store.call('find', { id: foreignId(spkiOf(key)) })
    expect(certificates).toEqual([der])
    await store.call('remove-pair', { id: foreignId(spkiOf(key)), der })
    expect([model.personal, model.keys.has('card')]).toEqual([[], true])
  })

  test("an authority's certificate goes to the intermediate ones, once, and nowhere near the trusted roots", async () => {
    const model = new WindowsModel()
    const store = new WindowsStore({ run: model.run })
    const der = certificateFor(newKey('P-256'))
    await store.call('write-authority', { label: '', der, ...NOBODY })
    await store.call('write-authority', { label: '', der, ...NOBODY })
    expect(model.authorities).toEqual([der.toString('base64')])
    expect(model.personal).toEqual([])
    expect(WINDOWS_SCRIPT).not.toMatch(/'Root'|LocalMachine/)
  })
})

describe.each(['Windows', 'macOS'] as const)('%s', (system) => {
  test('that says it has removed what it has kept is not believed', async () => {
    const model = system === 'Windows' ? new WindowsModel() : new MacosModel()
    const run: RunCommand = (command, limit) => {
      const isRemoval =
        Buffer.from(command.stdin).includes('"operation":"remove-') || command.args[0]?.startsWith('delete')
      const done = Buffer.from('{"ok":true,"result":null}\n')
      return isRemoval ? Promise.resolve({ exitCode: 0, stdout: done }) : model.run(command, limit)
    }
    const store = system === 'Windows' ? new WindowsStore({ run }) : new MacosStore({ run })
    await store.call('make-key', { id: OWN_ID, label: '', algorithm: 'ec-p256' })
    expect(await codeOf(store.call('remove-key', { id: OWN_ID }))).toBe('computer-store-failed')
    const key = model instanceof WindowsModel ? [...model.keys.values()][0]?.key : model.items[0]?.key
    const [der, other] = [certificateFor(key as KeyObject, 'one'), certificateFor(key as KeyObject, 'two')]
    await store.call('write-certificate', written(der))
    expect(await codeOf(store.call('remove-pair', { id: OWN_ID, der }))).toBe('computer-store-failed')
    await store.call('write-certificate', written(other))
    expect(await codeOf(store.call('remove-pair', { id: OWN_ID, der }))).toBe('computer-store-failed')
    expect(await codeOf(store.call('remove-torn-certificates', { id: OWN_ID, keep: der }))).toBe(
      'computer-store-failed',
    )
  })
})

describe('on macOS', () => {
  test('a key whose attributes do not say that it stays is tried: one that comes out is not protected', async () => {
    const model = new MacosModel()
    const store = new MacosStore({ run: model.run })
    model.saysExtractable = false
    await store.call('make-key', { id: OWN_ID, label: '', algorithm: 'ec-p256' })
    expect(weakness((await store.call('find', { id: OWN_ID })).protection)).toBe(null)
    model.items = model.items.map((item) => ({ ...item, extractable: true }))
    expect(weakness((await store.call('find', { id: OWN_ID })).protection)).toBe('CKA_SENSITIVE')
  })

  test('certificates are added without any trust in them', async () => {
    const model = new MacosModel()
    const der = certificateFor(newKey('P-256'))
    await new MacosStore({ run: model.run }).call('write-authority', { label: '', der, ...NOBODY })
    expect(model.certificates).toEqual([der])
    expect(model.commands.map(({ args }) => args[0])).toEqual(['find-certificate', 'add-certificates'])
  })
})
