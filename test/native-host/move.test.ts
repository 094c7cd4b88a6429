import { type KeyObject, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pkcs12 } from '../src/pki/pkcs12-files.ts'
import { Desk, LABEL } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { PIN } from './token.ts'

/** certificate.move: from an NSS database of this computer onto a token. */

let desk: Desk
let host: Host
beforeAll(async () => {
  desk = Desk.ready()
  desk.tools.makeDatabase(desk.database)
  for (const name of ['modern', 'modern-p384'])
    desk.tools.nss('pk12util', desk.database, '-i', vectorPath(name), '-W', 'himitsu')
  desk.configure({ nss: {} })
  host = await desk.host()
})
afterAll(() => desk.clear())

const vectorPath = (name: string): string => new URL(`../vectors/pkcs12/${name}.p12`, import.meta.url).pathname

const stores = async (of: Host = host) => {
  const found = (await of.request('store.list', {})).stores
  return {
    token: found.find(({ keeper }) => keeper === 'token')?.uri ?? '',
    computer: found.find(({ keeper }) => keeper === 'nss-chromium')?.uri ?? '',
  }
}

const inComputer = async (of: Host = host) =>
  (await of.request('certificate.list', { store: (await stores(of)).computer })).certificates

const inDatabase = (): string =>
  `${desk.tools.nss('certutil', desk.database, '-L')}${desk.tools.nss('certutil', desk.database, '-K')}`

describe('a certificate of the computer', () => {
  test('is copied to the token with its key, proven there, and stays where it was', async () => {
    const { token } = await stores()
    const before = inDatabase()
    const certificates = await inComputer()
    expect(certificates.map(({ publicKey, mayLeave }) => [publicKey.algorithm, mayLeave])).toEqual([
      ['rsa', 'yes'],
      ['ec', 'yes'],
    ])
    for (const { uri, sha256 } of certificates) {
      desk.typesNext(PIN)
      const { certificate } = await host.request('certificate.move', { certificate: uri, store: token })
      expect(certificate).toMatchObject({ store: token, sha256, key: 'present', mayLeave: 'no' })
      expect(desk.shown().map(({ prompt }) => prompt)).toEqual(['暗証番号（PIN）:'])
      desk.typesNext(PIN)
      await host.request('certificate.prove', { certificate: certificate.uri, origin: null })
    }
    expect(inDatabase()).toBe(before)
  })

  test('takes its issuers along, each once', () => {
    const labels = desk.tools.objects(LABEL).match(/(?<=^Certificate Object.*\n +label: +)\S.*/gm) ?? []
    expect(labels.filter((label) => /^Vector (?:CA|Root)$/.test(label)).toSorted()).toEqual([
      'Vector CA',
      'Vector Root',
    ])
  })

  test('can be read whole without a PIN, with the issuers that lie beside it', async () => {
    const { token } = await stores()
    const [one] = await inComputer()
    desk.typesNext()
    const { certificates } = await host.request('certificate.list', { store: token })
    const first = certificates.find(({ sha256 }) => sha256 === one?.sha256)
    const { certificate, issuers, usage } = await host.request('certificate.read', { certificate: first?.uri ?? '' })
    const [leaf, ...above] = [certificate, ...issuers].map((der) => new X509Certificate(Buffer.from(der, 'base64')))
    expect(leaf?.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(first?.sha256)
    expect(above.map(({ subject }) => /CN=(.*)/.exec(subject)?.[1])).toEqual(['Vector CA', 'Vector Root'])
    expect(leaf?.verify(above[0]?.publicKey as KeyObject)).toBe(true)
    expect(usage).toEqual({ keyUsage: ['digitalSignature'], purposes: ['1.3.6.1.5.5.7.3.2'] })
    expect(desk.shown()).toEqual([])
  })

  test('is not copied twice', async () => {
    const before = desk.tools.objects(LABEL)
    const [first] = await inComputer()
    desk.typesNext(PIN)
    await host.request('certificate.move', { certificate: first?.uri ?? '', store: (await stores()).token })
    expect(desk.tools.objects(LABEL)).toBe(before)
  })

  test('whose key may not leave stays, and nobody is asked anything', async () => {
    const { computer, token } = await stores()
    desk.typesNext('himitsu')
    const { imported } = await host.request('certificate.import', {
      store: computer,
      fileName: 'expired.p12',
      file: Buffer.from(pkcs12('expired')).toString('base64'),
    })
    expect(imported).toMatchObject([{ wasThere: false, certificate: { store: computer, mayLeave: 'no' } }])
    expect(desk.shown()).toHaveLength(1)
    desk.typesNext()
    const { uri = '' } = imported[0]?.certificate ?? {}
    expect(await codeOf(host.request('certificate.move', { certificate: uri, store: token }))).toBe('key-stays')
    expect(desk.shown()).toEqual([])
  })

  test('goes nowhere but to a token, and nobody is asked anything', async () => {
    const other = Desk.copyOf(desk)
    const [database, second] = [other.database, other.tools.path('second/nssdb')]
    other.tools.makeDatabase(second)
    other.configure({ nss: { databases: [database, second] } })
    const there = await other.host()
    const [from, to] = (await there.request('store.list', {})).stores.filter(({ kind }) => kind === 'computer')
    const [first] = (await there.request('certificate.list', { store: from?.uri ?? '' })).certificates
    for (const store of [from?.uri ?? '', to?.uri ?? '']) {
      const moving = there.request('certificate.move', { certificate: first?.uri ?? '', store })
      expect(await codeOf(moving)).toBe('message-invalid')
    }
    expect(other.tools.nss('certutil', second, '-L')).not.toContain(first?.label)
    await other.clear()
  })
})

test("a token's key stays, and nobody is asked for a PIN", async () => {
  const { token, computer } = await stores()
  const [one] = (await host.request('certificate.list', { store: token })).certificates
  desk.typesNext(PIN)
  expect(await codeOf(host.request('certificate.move', { certificate: one?.uri ?? '', store: computer }))).toBe(
    'key-stays',
  )
  expect(desk.shown()).toEqual([])
})

test('a cancelled PIN leaves the token as it was', async () => {
  const second = Desk.copyOf(desk)
  second.tools.initialise('other')
  const there = await second.host()
  const other = (await there.request('store.list', {})).stores.find(({ label }) => label === 'other')?.uri ?? ''
  const [first] = await inComputer(there)
  second.typesNext(null)
  expect(await codeOf(there.request('certificate.move', { certificate: first?.uri ?? '', store: other }))).toBe(
    'pin-cancelled',
  )
  expect(second.tools.pkcs11('other', '--list-objects').trim()).toBe('')
  await second.clear()
})

test('the password of the store is asked for before the PIN of the token, and each is named', async () => {
  const locked = new Desk()
  locked.tools.initialise(LABEL)
  locked.tools.makeDatabase(locked.database, 'tokoro')
  locked.tools.nss('pk12util', locked.database, '-i', vectorPath('legacy-3des'), '-W', 'himitsu', '-K', 'tokoro')
  locked.configure({ nss: {} })
  const there = await locked.host()
  const [first] = await inComputer(there)
  locked.typesNext('falsch', 'tokoro', PIN)
  const { token } = await stores(there)
  const { certificate } = await there.request('certificate.move', { certificate: first?.uri ?? '', store: token })
  expect(certificate).toMatchObject({ store: token, mayLeave: 'no' })
  expect(locked.shown().map(({ prompt, error }) => [prompt, error])).toEqual([
    ['保存場所のパスワード:', ''],
    ['保存場所のパスワード:', '保存場所のパスワードが違います。もう一度入力してください。'],
    ['暗証番号（PIN）:', ''],
  ])
  expect(locked.shown()[0]?.description).toContain('\n保存場所: Chromium')
  await locked.clear()
})
