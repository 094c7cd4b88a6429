import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SecondsFor } from '../../native-host/pkcs11/time-limits.ts'
import type { BrowserFamily } from '../../native-host/stdio/caller.ts'
import {
  EXTENSION_ID_CHROMIUM,
  EXTENSION_ID_FIREFOX,
  type HostParams,
  type HostResult,
} from '../../src/protocol/host.ts'
import { Host, SOURCES } from './host.ts'
import { PIN, SOFTHSM, Tools } from './token.ts'

/** Somebody's desk: a computer with Koshin's folders, a token with a certificate about to expire, a bank far away. */

export const ORIGIN = 'https://bank.example'

/** Parameters of `enrolment.install`. @param answer base64; null: the one saved before */
export const installing = (
  enrolment: string,
  answer: string | null,
  more: Partial<HostParams<'enrolment.install'>> = {},
): HostParams<'enrolment.install'> => ({
  enrolment,
  origin: ORIGIN,
  answer,
  issuers: [],
  bankAhead: null,
  acceptSubjectOf: null,
  ...more,
})
export const LABEL = '専用USB'
/** The one database of NSS that a desk may have, seen from its home. */
export const DATABASE = '.pki/nssdb'

interface Configuration {
  readonly modules?: readonly string[]
  readonly pinentry?: string | null
  readonly secondsFor?: SecondsFor
  readonly nss?: { readonly library?: string; readonly databases?: readonly string[] }
}

/** What browsers start the host with. */
const CALLERS = {
  chromium: [`chrome-extension://${EXTENSION_ID_CHROMIUM}/`],
  firefox: ['/usr/lib/mozilla/native-messaging-hosts/jp.koshin.host.json', EXTENSION_ID_FIREFOX],
} as const

type Preparation = HostResult<'enrolment.prepare'>

export interface Shown {
  readonly question: 'GETPIN' | 'CONFIRM'
  readonly description: string
  readonly prompt: string
  readonly error: string
  readonly title: string
}

export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'koshin-host-'))
  readonly tools = new Tools(this.folder)
  readonly env: NodeJS.ProcessEnv
  readonly hosts: Host[] = []
  #configuration: Configuration = {}

  constructor() {
    this.env = {
      PATH: process.env.PATH,
      HOME: this.folder,
      LANG: 'C.UTF-8',
      SOFTHSM2_CONF: this.tools.path('softhsm2.conf'),
      XDG_CONFIG_HOME: this.tools.path('config'),
      XDG_STATE_HOME: this.tools.path('state'),
      XDG_DATA_HOME: this.tools.path('data'),
    }
    this.#writePinentry()
    this.configure({})
    this.typesNext(PIN)
  }

  /**
   * Without any token: the old certificate is in the computer's own store.
   * @param password of that store; null: none, as browsers make it
   */
  static atComputer(password: string | null = null): Desk {
    const desk = new Desk()
    desk.tools.makeAuthority()
    desk.tools.makeDatabase(desk.database, password)
    desk.tools.importOldInto(desk.database, password)
    desk.configure({ modules: [], nss: {} })
    return desk
  }

  /** With a token of the usual label, its old certificate, and a CA. */
  static ready(): Desk {
    const desk = new Desk()
    desk.tools.makeAuthority()
    desk.tools.initialise(LABEL)
    desk.tools.importOld(LABEL)
    return desk
  }

  /** Another desk with the same stores, CA, configuration and journal as they are now: quicker than making them again. */
  static copyOf(other: Desk): Desk {
    const desk = new Desk()
    for (const name of ['tokens', '.pki', 'state', 'ca.key', 'ca.pem', 'client.ext'])
      if (existsSync(other.tools.path(name)))
        cpSync(other.tools.path(name), desk.tools.path(name), { recursive: true, preserveTimestamps: true })
    desk.configure(other.#configuration)
    return desk
  }

  /** The folder of the computer's own store, there or not. */
  get database(): string {
    return this.tools.path(DATABASE)
  }

  /** @param more `nss`: as in config.json; the computer's own store is switched off where nothing is said of it */
  configure(more: Configuration): void {
    this.#configuration = more
    const { modules = [SOFTHSM], pinentry = this.tools.path('pinentry'), secondsFor = {} } = more
    const { nss = { databases: [] } } = more
    mkdirSync(this.tools.path('config/koshin'), { recursive: true })
    const config = { modules, secondsFor, nss, ...(pinentry === null ? {} : { pinentry }) }
    writeFileSync(this.tools.path('config/koshin/config.json'), JSON.stringify(config))
  }

  #writePinentry(): void {
    const script = resolve('test/native-host/scripted-pinentry.mjs')
    const program = this.tools.path('pinentry')
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${this.tools.path('pinentry.json')}'\n`)
    chmodSync(program, 0o755)
  }

  /** What the person at this desk will do at the next dialogs: a PIN, null (stop), true or false to a question. */
  typesNext(...answers: readonly (string | boolean | null)[]): void {
    writeFileSync(this.tools.path('pinentry.json'), JSON.stringify({ answers, shown: [] }))
  }

  /** The dialogs shown since then. */
  shown(): Shown[] {
    return JSON.parse(readFileSync(this.tools.path('pinentry.json'), 'utf8')).shown
  }

  /** A host that has been greeted. @param caller the browser that it is to take for its own */
  async host(
    env: NodeJS.ProcessEnv = {},
    program: readonly string[] = SOURCES,
    caller: BrowserFamily = 'chromium',
  ): Promise<Host> {
    const host = new Host({ ...this.env, ...env }, CALLERS[caller], program)
    this.hosts.push(host)
    await host.hello()
    return host
  }

  async prepare(host: Host, more: Partial<HostParams<'enrolment.prepare'>> = {}): Promise<Preparation> {
    const { certificates } = await host.request('certificate.list', { store: null })
    const old = certificates.find(({ label }) => label === 'old')
    if (old === undefined) throw new Error('no old certificate')
    return host.request('enrolment.prepare', {
      enrolment: null,
      origin: ORIGIN,
      bank: 'test',
      bankName: 'テスト銀行',
      store: old.store,
      follows: old.uri,
      algorithm: 'rsa-2048',
      subject: null,
      again: false,
      ...more,
    })
  }

  /** What the bank sends for a prepared request, base64. */
  bankAnswers({ request }: Preparation, days = 365): string {
    return this.tools.answer(Buffer.from(request, 'base64'), days).toString('base64')
  }

  /** The journal's record of an enrolment, as it lies on the disk. */
  record(id: string): Record<string, unknown> & { state: string; keyId: string } {
    return JSON.parse(readFileSync(join(this.journal, `${id}.json`), 'utf8'))
  }

  get journal(): string {
    return this.tools.path('state/koshin/enrolments')
  }

  /** Everything that Koshin has written, with its name. */
  writtenFiles(): [string, Buffer][] {
    const state = this.tools.path('state')
    if (!existsSync(state)) return []
    return readdirSync(state, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))])
  }

  /** A lock that a dead host left counts as old after some seconds: here they pass at once. */
  timePasses(): void {
    const locks = this.tools.path('state/koshin/locks')
    if (!existsSync(locks)) return
    for (const name of readdirSync(locks)) if (name.endsWith('.lock')) utimesSync(join(locks, name), 0, 0)
  }

  async clear(): Promise<void> {
    for (const host of this.hosts) if (host.child.exitCode === null && host.child.signalCode === null) await host.kill()
    // A driver's process may still be writing how its last call ended: unlike rmSync, this begins anew then.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
