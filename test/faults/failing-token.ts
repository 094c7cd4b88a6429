import { cpSync, mkdirSync, rmSync } from 'node:fs'
import type { SecondsFor } from '../../native-host/pkcs11/time-limits.ts'
import type { HostMethod, HostParams, HostResult } from '../../src/protocol/host.ts'
import { FaultModule, type Rule } from '../fault-module/fault-module.ts'
import { Desk, LABEL } from '../native-host/desk.ts'
import type { Host } from '../native-host/host.ts'
import { PIN } from '../native-host/token.ts'
import type { OldCertificate } from './customer.ts'
import { TokenWitness } from './token-witness.ts'

/** A desk whose driver fails as it is told, and one host that is used for many renewals, each with a fresh token. */

/** Long enough for a busy computer to make a key of P-256, short enough to wait for a driver that hangs. */
const SECONDS = 2
const VERBS = [
  'load',
  'list-tokens',
  'list-certificates',
  'list-own-keys',
  'log-in',
  'find',
  'make-key',
  'sign-request',
  'prove',
  'write-certificate',
  'remove-torn-certificates',
  'remove-key',
] as const
const secondsFor: SecondsFor = Object.fromEntries(VERBS.map((verb) => [verb, SECONDS]))

/** The most that the host may take for any answer: a hang, the second look at the token, the way out, and some. */
export const DEADLINE_MS = 15_000
/** A person who is asked again and again gives up. */
const PINS_AT_ONCE = 3

export class FailingToken {
  readonly desk: Desk
  readonly module = FaultModule.build()
  readonly #fresh: Desk
  readonly #program: readonly string[] | undefined
  #host: Host | null = null
  #pinsLeft = PINS_AT_ONCE
  #typed = 0
  #slowest = 0
  hostDeaths = 0

  /** @param fresh with the token as it is before each renewal */
  constructor(fresh: Desk, program?: readonly string[]) {
    this.#fresh = fresh
    this.#program = program
    this.desk = Desk.copyOf(fresh)
    this.desk.configure({ modules: [this.module.path], pinentry: null, secondsFor })
  }

  /** PINs typed since `begin`, and the longest that an answer took. */
  get typed(): number {
    return this.#typed
  }
  get slowest(): number {
    return this.#slowest
  }

  /** A new renewal: no faults, the token as it was, an empty journal. */
  begin(): void {
    this.module.clear()
    this.module.reset()
    for (const name of ['tokens', 'state/koshin/enrolments'])
      rmSync(this.desk.tools.path(name), { recursive: true, force: true })
    cpSync(this.#fresh.tools.path('tokens'), this.desk.tools.path('tokens'), {
      recursive: true,
      preserveTimestamps: true,
    })
    mkdirSync(this.desk.tools.path('state/koshin'), { recursive: true })
    this.#typed = 0
    this.#slowest = 0
  }

  /** From now on the token does this. More than ten minutes have gone by since it last crashed. */
  fails(...rules: readonly Rule[]): void {
    rmSync(this.desk.tools.path('state/koshin/driver-crashes'), { recursive: true, force: true })
    this.module.tell(...rules)
  }

  /** @throws KoshinError as the host says; anything else is a fault of the host */
  async ask<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>> {
    const host = await this.#living()
    this.#pinsLeft = PINS_AT_ONCE
    const start = performance.now()
    try {
      return await host.request(method, params)
    } finally {
      this.#slowest = Math.max(this.#slowest, performance.now() - start)
    }
  }

  async #living(): Promise<Host> {
    if (this.#host !== null && this.#host.child.exitCode === null && this.#host.child.signalCode === null)
      return this.#host
    if (this.#host !== null) this.hostDeaths++
    this.#host = await this.desk.host({}, this.#program)
    this.#host.typePin = () => this.#type()
    return this.#host
  }

  #type(): string | null {
    if (this.#pinsLeft-- <= 0) return null
    this.#typed++
    return PIN
  }

  /** Afterwards nothing of the host is as it was. */
  async restart(): Promise<void> {
    const host = this.#host
    this.#host = null
    await host?.kill()
  }

  witness(): TokenWitness {
    return new TokenWitness(this.desk, this.#fresh)
  }

  async clear(): Promise<void> {
    await this.desk.clear()
    this.module.remove()
  }
}

/** The certificate that is renewed. */
export const oldCertificate = async (desk: Desk, program?: readonly string[]): Promise<OldCertificate> => {
  const host = await desk.host({}, program)
  const { certificates } = await host.request('certificate.list', { store: null })
  const old = certificates.find(({ label }) => label === 'old')
  await host.close()
  if (old === undefined) throw new Error(`no old certificate on ${LABEL}`)
  return old
}
