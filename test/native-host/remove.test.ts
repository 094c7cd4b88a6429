import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { FaultModule, hasCompiler } from '../fault-module/fault-module.ts'
import { Desk, LABEL } from './desk.ts'
import type { Host } from './host.ts'
import { OLD_ID, PIN, SOFTHSM } from './token.ts'

/** `certificate.remove` on a real token: what goes, what stays, and who says no. */

const NEW_ID = '0d0e0f'
const SUBJECT = '/C=JP/O=Test Bank/OU=契約法人/CN=1234567890'

/** A certificate of the same person. @param key a file of its own key, made where it is missing */
const issue = (desk: Desk, days: number, key: string): Buffer => {
  const { tools } = desk
  if (!existsSync(tools.path(key))) tools.openssl('genrsa', '-out', key, '2048')
  const request = tools.openssl('req', '-new', '-key', key, '-sha256', '-utf8', '-subj', SUBJECT, '-outform', 'DER')
  return tools.issue(request, days)
}

const put = (desk: Desk, type: 'cert' | 'privkey', id: string, label: string, der: Buffer): void => {
  writeFileSync(desk.tools.path('object.der'), der)
  const usage = type === 'privkey' ? ['--usage-sign'] : []
  const names = ['--id', id, '--label', label]
  desk.tools.pkcs11(LABEL, '--write-object', desk.tools.path('object.der'), '--type', type, ...usage, ...names)
}

const keyDer = (desk: Desk, key: string): Buffer => desk.tools.openssl('rsa', '-in', key, '-outform', 'DER')

let withOld: Desk
let withBoth: Desk
const desks: Desk[] = []
const copyOf = (desk: Desk): Desk => {
  const copy = Desk.copyOf(desk)
  desks.push(copy)
  return copy
}

beforeAll(() => {
  withOld = Desk.ready()
  withBoth = Desk.copyOf(withOld)
  put(withBoth, 'cert', NEW_ID, 'new', issue(withBoth, 365, 'new.key'))
  put(withBoth, 'privkey', NEW_ID, 'new', keyDer(withBoth, 'new.key'))
  return async () => {
    await withOld.clear()
    await withBoth.clear()
  }
}, 60_000)

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.clear()
})

const find = async (host: Host, label: string): Promise<CertificateEntry> => {
  const { certificates } = await host.request('certificate.list', { store: null })
  const found = certificates.find((one) => one.label === label)
  if (found === undefined) throw new Error(`no certificate ${label}`)
  return found
}

/** How it ended: the removed certificate's label, or the error's code. */
const remove = async (host: Host, { uri, sha256 }: CertificateEntry): Promise<string> => {
  try {
    return (await host.request('certificate.remove', { certificate: uri, sha256 })).certificate.label
  } catch (error) {
    if (error instanceof KoshinError) return error.code
    throw error
  }
}

/** Classes and ids of what lies on the token, as pkcs11-tool sees it. */
const lying = (desk: Desk): string[] =>
  desk.tools
    .objects(LABEL)
    .split(/\n(?=\S)/)
    .map((object) => `${object.match(/^(\w+)/)?.[1]} ${object.match(/ID: +(\w+)/)?.[1]}`)
    .sort()

const OLD_PAIR = [`Certificate ${OLD_ID}`, `Private ${OLD_ID}`]
const NEW_PAIR = [`Certificate ${NEW_ID}`, `Private ${NEW_ID}`]

describe('the old certificate goes', () => {
  it('with its key, once its successor has signed: one PIN, and the public part is kept', async () => {
    const desk = copyOf(withBoth)
    const host = await desk.host()
    const old = await find(host, 'old')
    expect(await remove(host, old)).toBe('old')
    expect(lying(desk)).toEqual(NEW_PAIR)
    expect(host.progress).toEqual(['waiting-for-pin', 'proving', 'removing', 'reading-back'])
    expect(desk.shown()).toHaveLength(1)
    expect(desk.shown()[0]?.description).toContain('元には戻せません')
    const kept = readFileSync(desk.tools.path(`state/koshin/removed/${old.sha256}.der`))
    expect(createHash('sha256').update(kept).digest('hex')).toBe(old.sha256)
  })

  it('when it has expired, though it has no successor; a key of the same id that is not its own stays', async () => {
    const desk = copyOf(withOld)
    put(desk, 'cert', NEW_ID, 'expired', issue(desk, -1, 'expired.key'))
    desk.tools.openssl('genrsa', '-out', 'other.key', '2048')
    put(desk, 'privkey', NEW_ID, 'other', keyDer(desk, 'other.key'))
    const host = await desk.host()
    expect(await remove(host, await find(host, 'expired'))).toBe('expired')
    expect(lying(desk)).toEqual([...OLD_PAIR, `Private ${NEW_ID}`].sort())
  })

  it('without its key where another certificate has the same one', async () => {
    const desk = copyOf(withOld)
    writeFileSync(desk.tools.path('old.key'), readFileSync(withOld.tools.path('old.key')))
    put(desk, 'cert', OLD_ID, 'renewed', issue(desk, 365, 'old.key'))
    const host = await desk.host()
    expect(await remove(host, await find(host, 'old'))).toBe('old')
    expect(lying(desk)).toEqual(OLD_PAIR)
    expect((await find(host, 'renewed')).label).toBe('renewed')
  })

  it('from the computer’s own store, where its successor is on the token', async () => {
    const desk = copyOf(withBoth)
    desk.tools.makeDatabase(desk.database)
    desk.tools.importOldInto(desk.database)
    desk.configure({ nss: {} })
    const host = await desk.host()
    const { certificates } = await host.request('certificate.list', { store: null })
    const inDatabase = certificates.find(({ store }) => store.includes('Chromium'))
    if (inDatabase === undefined) throw new Error('not in the database')
    expect(await remove(host, inDatabase)).toBe('old')
    expect(desk.tools.nss('certutil', desk.database, '-L')).not.toMatch(/^old /m)
    expect(lying(desk)).toEqual([...OLD_PAIR, ...NEW_PAIR].sort())
  })
})

describe('of the computer’s own store', () => {
  const withoutKey = (desk: Desk, name: string, der: Buffer): void => {
    writeFileSync(desk.tools.path(`${name}.der`), der)
    desk.tools.nss('certutil', desk.database, '-A', '-n', name, '-t', ',,', '-i', desk.tools.path(`${name}.der`))
  }

  it('goes what an interrupted removal has left without its key; a certificate of somebody else is not even shown', async () => {
    const desk = copyOf(withBoth)
    desk.tools.makeDatabase(desk.database)
    desk.configure({ nss: {} })
    const left = issue(desk, 20, 'left.key')
    withoutKey(desk, 'left', left)
    withoutKey(desk, 'others', issue(desk, 20, 'others.key'))
    const digest = createHash('sha256').update(left).digest('hex')
    mkdirSync(desk.tools.path('state/koshin/removed'), { recursive: true })
    writeFileSync(desk.tools.path(`state/koshin/removed/${digest}.der`), left)
    const host = await desk.host()
    const { certificates } = await host.request('certificate.list', { store: null })
    expect(certificates.map(({ label }) => label).sort()).toEqual(['left', 'new', 'old'])
    expect(await remove(host, await find(host, 'left'))).toBe('left')
    const names = desk.tools.nss('certutil', desk.database, '-L')
    expect(names).not.toMatch(/^left /m)
    expect(names).toMatch(/^others /m)
  })
})

describe('nothing goes, and nobody is asked for a PIN,', () => {
  it('where it is the last one that is valid, or not the one that was shown', async () => {
    const desk = copyOf(withBoth)
    const host = await desk.host()
    expect(await remove(host, await find(host, 'new'))).toBe('certificate-needed')
    expect(await remove(host, { ...(await find(host, 'old')), sha256: '0'.repeat(64) })).toBe('certificate-missing')
    expect(lying(desk)).toEqual([...OLD_PAIR, ...NEW_PAIR].sort())
    expect(desk.shown()).toEqual([])
  })

  it('where a renewal that is under way follows it', async () => {
    const desk = copyOf(withBoth)
    const host = await desk.host()
    await desk.prepare(host, { again: true })
    desk.typesNext(PIN)
    expect(await remove(host, await find(host, 'old'))).toBe('certificate-needed')
    expect(lying(desk)).toEqual(expect.arrayContaining(OLD_PAIR))
    expect(desk.shown()).toEqual([])
  })
})

describe('nothing goes where its successor cannot sign:', () => {
  it('its key is not there', async () => {
    const desk = copyOf(withOld)
    put(desk, 'cert', NEW_ID, 'new', issue(desk, 365, 'new.key'))
    const host = await desk.host()
    expect(await remove(host, await find(host, 'old'))).toBe('successor-unproven')
    expect(lying(desk)).toEqual([...OLD_PAIR, `Certificate ${NEW_ID}`].sort())
  })

  it('the key beside it is another one', async () => {
    const desk = copyOf(withOld)
    put(desk, 'cert', NEW_ID, 'new', issue(desk, 365, 'new.key'))
    desk.tools.openssl('genrsa', '-out', 'other.key', '2048')
    put(desk, 'privkey', NEW_ID, 'new', keyDer(desk, 'other.key'))
    const host = await desk.host()
    expect(await remove(host, await find(host, 'old'))).toBe('successor-unproven')
    expect(lying(desk)).toEqual([...OLD_PAIR, ...NEW_PAIR].sort())
  })
})

describe.runIf(hasCompiler)('a token that does not do what it says', () => {
  const faulty = async (): Promise<{ desk: Desk; host: Host; module: FaultModule; old: CertificateEntry }> => {
    const desk = copyOf(withBoth)
    const module = FaultModule.build()
    desk.configure({ modules: [module.path] })
    const host = await desk.host()
    return { desk, host, module, old: await find(host, 'old') }
  }

  it('says that the key is gone while it is there: the certificate stays too', async () => {
    const { desk, host, module, old } = await faulty()
    module.tell({ call: 'C_DestroyObject', nth: 1, do: 'lie' })
    expect(await remove(host, old)).toBe('token-failed')
    expect(lying(desk)).toEqual([...OLD_PAIR, ...NEW_PAIR].sort())
    module.remove()
  })

  it('dies between key and certificate: what is left can be removed again', async () => {
    const { desk, host, module, old } = await faulty()
    module.tell({ call: 'C_DestroyObject', nth: 2, do: 'crash' })
    expect(await remove(host, old)).toBe('module-crashed')
    expect(lying(desk)).toEqual([`Certificate ${OLD_ID}`, ...NEW_PAIR].sort())
    await host.kill()
    module.remove()
    desk.configure({ modules: [SOFTHSM] })
    desk.timePasses()
    desk.typesNext(PIN)
    const another = await desk.host()
    expect(await remove(another, await find(another, 'old'))).toBe('old')
    expect(lying(desk)).toEqual(NEW_PAIR)
  })
})
