import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FaultModule, hasCompiler } from '../fault-module/fault-module.ts'
import { FUNCTIONS } from '../fault-module/rule.ts'
import { pairsOf, pkcs12 } from '../src/pki/pkcs12-files.ts'
import { Desk, LABEL } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { ProcessWatch } from './process-watch.ts'
import { placesOf } from './secret-search.ts'
import { PIN } from './token.ts'

/** A certificate goes from a locked store of the computer onto the token of a noisy driver, and is removed where it was. */

const PASSWORD = 'tokoro-no-kagi'
const WRONG = 'machigai-da'
/** Not such as stand in the dates of a certificate. */
const WRONG_PIN = '918273'
const FILE = 'modern-p384'
const FILE_PASSWORD = 'himitsu'

const ready = (module: FaultModule): Desk => {
  const desk = new Desk()
  desk.tools.initialise(LABEL)
  desk.tools.makeDatabase(desk.database, PASSWORD)
  const path = new URL(`../vectors/pkcs12/${FILE}.p12`, import.meta.url).pathname
  desk.tools.nss('pk12util', desk.database, '-i', path, '-W', FILE_PASSWORD, '-K', PASSWORD)
  rmSync(desk.tools.path('password'))
  desk.configure({ modules: [module.path], nss: {} })
  return desk
}

/** What of the private number cannot be anything else. */
const privateNumber = (): Uint8Array => {
  const [pair] = pairsOf(pkcs12(FILE), FILE_PASSWORD)
  if (pair === undefined) throw new Error('no key')
  return pair.pkcs8.subarray(40, 72)
}

/** Passwords typed wrong, a proof that fails, a driver that crashes; then all goes well. */
const moveAndRemove = async (desk: Desk, host: Host, module: FaultModule): Promise<void> => {
  const noise = FUNCTIONS.map((call) => ({ call, do: 'noise' }) as const)
  const { stores } = await host.request('store.list', {})
  const store = stores.find(({ kind }) => kind === 'token')?.uri ?? ''
  const { certificates } = await host.request('certificate.list', { store: null })
  const [{ uri, sha256 } = { uri: '', sha256: '' }] = certificates
  const move = () => host.request('certificate.move', { certificate: uri, store })
  const remove = () => host.request('certificate.remove', { certificate: uri, sha256 })
  module.tell(...noise, { call: 'C_CreateObject', nth: 1, do: 'crash' })
  desk.typesNext(WRONG, PASSWORD, WRONG_PIN, PIN)
  expect(await codeOf(move())).toBe('module-crashed')
  module.tell(...noise)
  desk.typesNext(PASSWORD, PIN)
  await move()
  module.tell(...noise, { call: 'C_Sign', do: 'lie' })
  desk.typesNext(PIN)
  expect(await codeOf(remove())).toBe('successor-unproven')
  module.tell(...noise)
  desk.typesNext(WRONG_PIN, PIN, WRONG, PASSWORD)
  await remove()
}

test.skipIf(!hasCompiler)(
  'neither PIN, nor password, nor private key is in any file, environment or argument (needs gcc)',
  async () => {
    const module = FaultModule.build()
    const desk = ready(module)
    const watch = new ProcessWatch()
    const host = await desk.host()
    watch.add(host.child.pid)
    await moveAndRemove(desk, host, module)
    await host.close()
    const seen = watch.end()
    for (const program of ['native-host/main.ts', 'pkcs11/process/main.ts', 'pinentry.json'])
      expect(
        seen.some((text) => text.includes(program)),
        program,
      ).toBe(true)
    const files = desk.writtenFiles()
    expect(files.map(([name]) => name)).toContain('koshin.log')
    expect(placesOf([PIN, WRONG_PIN, PASSWORD, WRONG, privateNumber()], seen, files)).toEqual([])
    await desk.clear()
    module.remove()
  },
)
