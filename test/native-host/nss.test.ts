import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Desk, installing } from './desk.ts'
import { codeOf, type Host } from './host.ts'

/** A renewal in the computer's own store, which is the NSS database of the browser. Seen past Koshin by NSS's own tools. */

const PASSWORD = '店のかぎ2026'

const filesOf = (folder: string): Buffer[] => ['cert9.db', 'key4.db'].map((name) => readFileSync(join(folder, name)))
const oldIn = async (host: Host) => {
  const { certificates } = await host.request('certificate.list', { store: null })
  return certificates.find(({ label }) => label === 'old')
}

describe('a store without a password, as browsers make it', () => {
  let desk: Desk
  let host: Host
  beforeAll(async () => {
    desk = Desk.atComputer()
    desk.typesNext()
    host = await desk.host()
  })
  afterAll(() => desk.clear())

  test('is listed as this browser’s own, and looking changes no byte of it', async () => {
    const before = filesOf(desk.database)
    const { stores, modules } = await host.request('store.list', {})
    expect(stores).toMatchObject([
      {
        kind: 'computer',
        keeper: 'nss-chromium',
        ownBrowser: true,
        label: 'Chromium',
        pin: { state: 'none' },
        writable: true,
        keyAlgorithms: ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256', 'ec-p384'],
      },
    ])
    expect(modules).toEqual([])
    await host.request('certificate.list', { store: null })
    expect(filesOf(desk.database)).toEqual(before)
  })

  test('shows the user’s certificate, whose key may leave, and not the authority’s nor a site’s', async () => {
    desk.tools.openssl(
      ...'req -new -newkey rsa:2048 -nodes -keyout site.key -outform DER -out site.csr -subj /CN=site'.split(' '),
    )
    writeFileSync(desk.tools.path('site.der'), desk.tools.issue(readFileSync(desk.tools.path('site.csr'))))
    desk.tools.nss('certutil', desk.database, '-A', '-n', 'site', '-t', 'P,,', '-i', desk.tools.path('site.der'))
    const { certificates } = await host.request('certificate.list', { store: null })
    expect(certificates).toMatchObject([{ label: 'old', key: 'present', mayLeave: 'yes' }])
  })

  test('takes a new key and its certificate, and nobody is asked for anything', async () => {
    const preparation = await desk.prepare(host)
    expect(preparation.enrolment).toMatchObject({ state: 'requested', storeKind: 'computer' })
    const answer = desk.bankAnswers(preparation)
    const { enrolment } = await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    expect(enrolment.state).toBe('done')
    expect(desk.shown()).toEqual([])
    expect(host.progress).not.toContain('waiting-for-pin')
  })

  test('has both certificates afterwards, each with its key', async () => {
    const { certificates, strayKeys } = await host.request('certificate.list', { store: null })
    expect(certificates.map(({ label, key, mayLeave }) => [label, key, mayLeave]).sort()).toEqual([
      ['koshin 1234567890', 'present', 'no'],
      ['old', 'present', 'yes'],
    ])
    expect(strayKeys).toBe(0)
    for (const { uri } of certificates)
      expect((await host.request('certificate.prove', { certificate: uri, origin: null })).certificate.uri).toBe(uri)
  })

  test('NSS itself pairs both with their keys and takes both for log-ons', () => {
    desk.tools.nss('certutil', desk.database, '-M', '-n', 'Test CA - Test Bank', '-t', 'TC,,')
    const list = desk.tools.nss('certutil', desk.database, '-L')
    expect(list).toMatch(/^old +u,u,u$/m)
    expect(list).toMatch(/^koshin 1234567890 +u,u,u$/m)
    expect(desk.tools.nss('certutil', desk.database, '-K')).toMatch(/rsa .*koshin 1234567890/)
    for (const name of ['old', 'koshin 1234567890'])
      expect(desk.tools.nss('certutil', desk.database, '-V', '-u', 'C', '-n', name)).toContain('certificate is valid')
  })
})

describe('a store with a password', () => {
  let desk: Desk
  let host: Host
  beforeAll(async () => {
    desk = Desk.atComputer(PASSWORD)
    host = await desk.host()
  })
  afterAll(() => desk.clear())

  test('says so, and lists what can be seen without it', async () => {
    const { stores } = await host.request('store.list', {})
    expect(stores).toMatchObject([{ pin: { state: 'set', tries: 'ok' } }])
    expect(await oldIn(host)).toMatchObject({ key: 'present', mayLeave: 'unknown' })
  })

  test('no key is made where the user gives up', async () => {
    desk.typesNext(null)
    expect(await codeOf(desk.prepare(host))).toBe('pin-cancelled')
    expect((await host.request('enrolment.list', {})).enrolments).toEqual([])
  })

  test('a wrong password is asked again, the right one makes key and certificate', async () => {
    desk.typesNext('wrong', PASSWORD)
    const preparation = await desk.prepare(host, { algorithm: 'ec-p256' })
    expect(desk.shown()).toHaveLength(2)
    const answer = desk.bankAnswers(preparation)
    const { enrolment } = await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    expect(enrolment.state).toBe('done')
    expect(desk.shown()).toHaveLength(2)
  })

  test('its password is in nothing that Koshin has written', () => {
    for (const [name, bytes] of desk.writtenFiles()) expect(bytes.includes(PASSWORD), name).toBe(false)
  })

  test('an enrolment that is given up leaves no key', async () => {
    desk.typesNext(PASSWORD, PASSWORD, PASSWORD)
    const { enrolment } = await desk.prepare(host, { again: true })
    await host.request('enrolment.discard', { enrolment: enrolment.id })
    const keys = desk.tools.nss('certutil', desk.database, '-K', '-f', desk.tools.path('password'))
    expect(keys.match(/^</gm)).toHaveLength(2)
  })
})

describe('a store that is not there yet', () => {
  let desk: Desk
  let host: Host
  beforeAll(async () => {
    desk = Desk.ready()
    desk.configure({ nss: {} })
    desk.typesNext('482915')
    host = await desk.host()
  })
  afterAll(() => desk.clear())
  const made = () => desk.tools.path('data/pki/nssdb')

  test('is offered to Chromium all the same, and not made by looking', async () => {
    const { stores } = await host.request('store.list', {})
    expect(stores.map(({ keeper, ownBrowser }) => [keeper, ownBrowser])).toEqual([
      ['token', false],
      ['nss-chromium', true],
    ])
    await host.request('certificate.list', { store: null })
    expect(existsSync(made())).toBe(false)
  })

  test('is made for the first key, as Chromium makes it', async () => {
    const { stores } = await host.request('store.list', {})
    const store = stores.find(({ kind }) => kind === 'computer')?.uri ?? ''
    const preparation = await desk.prepare(host, { store })
    expect(preparation.enrolment.storeKind).toBe('computer')
    expect(statSync(made()).mode & 0o777).toBe(0o700)
    expect((await host.request('store.list', {})).stores.map(({ uri }) => uri)).toContain(store)
    const answer = desk.bankAnswers(preparation)
    const { certificate } = await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    expect(certificate.store).toBe(store)
    expect(desk.tools.nss('certutil', made(), '-L')).toMatch(/koshin 1234567890 +u,u,u/)
  })

  test('is nothing of Firefox’s own, which does not look there', async () => {
    const firefox = await desk.host({}, undefined, 'firefox')
    const { stores } = await firefox.request('store.list', {})
    expect(stores.map(({ keeper, ownBrowser }) => [keeper, ownBrowser])).toEqual([
      ['token', false],
      ['nss-chromium', false],
    ])
  })
})
