import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import { codeOf } from './host.ts'
import { PIN, SOFTHSM } from './token.ts'

let desk: Desk
beforeEach(() => {
  desk = new Desk()
})
afterEach(() => desk.clear())

const preparing = (store: string) => ({
  enrolment: null,
  origin: ORIGIN,
  bank: 'test',
  bankName: 'テスト銀行',
  store,
  follows: `${store};id=%0A%0B%0C;type=cert`,
  algorithm: 'rsa-2048' as const,
  subject: null,
  again: false,
})

describe('no token', () => {
  test('is an empty list, and told when one is needed', async () => {
    const host = await desk.host()
    expect(await host.request('store.list', {})).toEqual({
      computer: hostname(),
      stores: [],
      modules: [{ name: 'libsofthsm2.so', state: 'ok' }],
    })
    expect(await codeOf(host.request('enrolment.prepare', preparing('pkcs11:serial=1')))).toBe('token-missing')
  })
})

describe('two tokens', () => {
  beforeEach(() => {
    desk.tools.initialise(LABEL)
    desk.tools.initialise('予備')
  })

  test('are told apart by what is engraved in them', async () => {
    const host = await desk.host()
    const { stores } = await host.request('store.list', {})
    expect(stores.map(({ label }) => label).sort()).toEqual(['予備', LABEL])
    expect(new Set(stores.map(({ uri }) => uri)).size).toBe(2)
    expect(stores[0]).toMatchObject({
      kind: 'token',
      manufacturer: 'SoftHSM project',
      writable: true,
      pin: { pad: false, tries: 'ok', state: 'set', minLength: 4, maxLength: 255 },
      keyAlgorithms: ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256', 'ec-p384'],
    })
  })

  test('a name that fits both is ambiguous, one that fits neither is wrong', async () => {
    const host = await desk.host()
    const code = (store: string) => codeOf(host.request('enrolment.prepare', preparing(store)))
    expect(await code('pkcs11:manufacturer=SoftHSM%20project')).toBe('token-ambiguous')
    expect(await code('pkcs11:serial=1')).toBe('token-wrong')
  })

  test('the new key goes to the one that was named, though the old certificate is on the other', async () => {
    desk.tools.makeAuthority()
    desk.tools.importOld(LABEL)
    const host = await desk.host()
    const { stores } = await host.request('store.list', {})
    const spare = stores.find(({ label }) => label === '予備')?.uri ?? ''
    const preparation = await desk.prepare(host, { store: spare })
    const answer = desk.bankAnswers(preparation)
    await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    expect(desk.tools.objects('予備').match(/(?:Certificate|Private Key) Object/g)).toHaveLength(2)
    expect(desk.tools.objects(LABEL).match(/(?:Certificate|Private Key) Object/g)).toHaveLength(2)
    const only = await host.request('certificate.list', { store: spare })
    expect(only.certificates.map(({ label }) => label)).toEqual(['koshin 1234567890'])
  })
})

describe('certificates', () => {
  beforeEach(() => {
    desk.tools.makeAuthority()
    desk.tools.initialise(LABEL)
    desk.tools.importOld(LABEL)
  })

  test('of authorities and what cannot be read are left out', async () => {
    desk.tools.openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der')
    desk.tools.pkcs11(LABEL, '--write-object', desk.tools.path('ca.der'), '--type', 'cert', '--id', '77')
    const host = await desk.host()
    const { certificates } = await host.request('certificate.list', { store: null })
    expect(certificates.map(({ label }) => label)).toEqual(['old'])
    expect(certificates[0]).toMatchObject({ key: 'unknown', publicKey: { algorithm: 'rsa', bits: 2048 } })
  })

  test('that share an id are told apart, and the right one is followed', async () => {
    desk.tools.openssl(...'req -inform DER -in old.csr -outform DER -out same.csr'.split(' '))
    const twin = desk.tools.issue(desk.tools.openssl(...'req -inform DER -in same.csr -outform DER'.split(' ')), 20)
    writeFileSync(desk.tools.path('twin.der'), twin)
    desk.tools.pkcs11(
      LABEL,
      '--write-object',
      desk.tools.path('twin.der'),
      '--type',
      'cert',
      '--id',
      '0a0b0c',
      '--label',
      'twin',
    )
    const host = await desk.host()
    const { certificates } = await host.request('certificate.list', { store: null })
    expect(new Set(certificates.map(({ uri }) => uri)).size).toBe(2)
    const uri = certificates.find(({ label }) => label === 'twin')?.uri ?? ''
    expect((await host.request('certificate.prove', { certificate: uri, origin: null })).certificate.label).toBe('twin')
    const bare = uri.replace(/;x-koshin-sha256=.*/, '')
    expect(await codeOf(host.request('certificate.prove', { certificate: bare, origin: null }))).toBe(
      'certificate-missing',
    )
  })
})

describe('drivers', () => {
  test('are told one by one', async () => {
    writeFileSync(desk.tools.path('text.so'), 'not a library')
    desk.configure({ modules: [SOFTHSM, '/nonexistent/libeToken.so', desk.tools.path('text.so')] })
    const host = await desk.host()
    expect((await host.request('store.list', {})).modules).toEqual([
      { name: 'libsofthsm2.so', state: 'ok' },
      { name: 'libeToken.so', state: 'missing' },
      { name: 'text.so', state: 'invalid' },
    ])
  })

  test('that anybody could have written, or that are not where they are said to be from the root on, are not loaded', async () => {
    const open = desk.tools.path('libopen.so')
    copyFileSync(SOFTHSM, open)
    chmodSync(open, 0o666)
    desk.configure({ modules: [open] })
    const host = await desk.host()
    expect((await host.request('store.list', {})).modules).toEqual([{ name: 'libopen.so', state: 'invalid' }])
    chmodSync(open, 0o644)
    expect((await host.request('store.list', {})).modules).toEqual([{ name: 'libopen.so', state: 'ok' }])
    desk.configure({ modules: ['libopen.so'] })
    expect(await codeOf(host.request('store.list', {}))).toBe('module-invalid')
  })

  test('none at all is told when one is needed', async () => {
    desk.configure({ modules: ['/nonexistent/libeToken.so'] })
    const host = await desk.host()
    expect(await codeOf(host.request('enrolment.prepare', preparing('pkcs11:serial=1')))).toBe('module-missing')
  })

  test('a configuration that is not understood is not half followed', async () => {
    writeFileSync(desk.tools.path('config/koshin/config.json'), JSON.stringify({ modules: ['libeToken.so'] }))
    const host = await desk.host()
    expect(await codeOf(host.request('store.list', {}))).toBe('module-invalid')
  })
})

describe('two windows', () => {
  test('X3: the second waits for the token, and is told that there is nothing left to renew', async () => {
    desk.tools.makeAuthority()
    desk.tools.initialise(LABEL)
    desk.tools.importOld(LABEL)
    desk.typesNext(PIN, PIN)
    const first = await desk.host()
    const preparation = await desk.prepare(first)
    const second = await desk.host()
    const isWaiting = new Promise<void>((resolve) => {
      second.onProgress = (step) => void (step === 'waiting-for-token' && resolve())
    })
    const other = desk.prepare(second)
    await isWaiting
    const answer = desk.bankAnswers(preparation)
    await first.request('enrolment.install', installing(preparation.enrolment.id, answer))
    expect(await codeOf(other)).toBe('already-renewed')
    expect((await second.request('enrolment.list', {})).enrolments).toMatchObject([{ state: 'done' }])
    expect(desk.shown()).toHaveLength(1)
  })
})
