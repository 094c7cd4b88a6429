import { type ChildProcess, fork } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { ownProgram } from '../own-program.ts'
import { placesHere } from '../places.ts'
import { errorOf } from './ckr.ts'
import { recordCrash } from './crashes.ts'
import { type DriverIdentity, driverIdentity } from './driver-identity.ts'
import type { StoreProcess } from './store-process.ts'
import { isTyping, limitOf, type SecondsFor } from './time-limits.ts'
import type { NssDatabase, VerbAnswer, VerbName, Verbs } from './verbs.ts'

/** The host's end of a module's process: one verb at a time, each with its time limit. */

/** Beside the program itself, whichever of its two forms is running: the bundle, or the sources. */
const processEntry = (program: string): string =>
  join(dirname(program), program.endsWith('.ts') ? 'pkcs11/process/main.ts' : 'pkcs11-process.cjs')

interface Waiting {
  readonly id: number
  readonly resolve: (result: unknown) => void
  readonly reject: (error: KoshinError) => void
}

export interface ModuleProcessOptions {
  /** Other time limits than Koshin's own. */
  readonly secondsFor?: SecondsFor
  readonly program?: string
  /** Where crashes are counted. */
  readonly stateFolder?: string
  /** For NSS's own module: the database it is to open. */
  readonly database?: NssDatabase | null
}

/** Sent from outside (an administrator, a system that has run out of memory): no module does that to itself. */
const FROM_OUTSIDE = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']

export class ModuleProcess implements StoreProcess {
  readonly #child: ChildProcess
  readonly #path: string
  readonly #name: string
  readonly #secondsFor: SecondsFor
  readonly #stateFolder: string
  readonly #database: NssDatabase | null
  /** What the module says it is. */
  #description: string | null = null
  #leaving = false
  #waiting: Waiting | null = null
  #count = 0
  #ended: KoshinError | null = null

  /**
   * What the module prints is thrown away: drivers in their debugging modes print PINs. `detached` makes it a process
   * group of its own, so that a browser that kills the host does not cut a write to the token in half.
   */
  constructor(path: string, options: ModuleProcessOptions = {}) {
    const { secondsFor = {}, program = ownProgram(), stateFolder = placesHere().state, database = null } = options
    this.#path = path
    this.#name = basename(path)
    this.#secondsFor = secondsFor
    this.#stateFolder = stateFolder
    this.#database = database
    this.#child = fork(processEntry(program), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // On Windows it would open a console window; there the journal alone must do.
      detached: process.platform !== 'win32',
    })
    this.#child.on('message', (answer: VerbAnswer) => this.#settle(answer))
    this.#child.on('exit', (code, signal) => this.#over(code, signal))
    this.#child.on('error', (error) => this.#notStarted(error))
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get alive(): boolean {
    return this.#ended === null
  }

  /** Loads the module. To be called first, once. @throws as `call` does */
  async load(): Promise<void> {
    this.#description = await this.call('load', { path: this.#path, database: this.#database })
  }

  /** @throws KoshinError module-crashed, module-hung, module-invalid, and whatever ckr.ts says of the token's answer */
  async call<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']> {
    if (this.#ended !== null) throw this.#ended
    const id = ++this.#count
    const limit = limitOf(verb, args, this.#secondsFor)
    const timer = setTimeout(() => this.#hung(verb, isTyping(verb, args)), limit)
    try {
      return await new Promise<Verbs[N]['result']>((resolve, reject) => {
        this.#waiting = { id, resolve: (result) => resolve(result as Verbs[N]['result']), reject }
        this.#child.send({ id, verb, args, seconds: Math.ceil(limit / 1000) }, () => {})
      })
    } catch (error) {
      if (error instanceof KoshinError)
        throw new KoshinError(error.code, { step: verb, module: this.#name, ...error.data })
      throw error
    } finally {
      clearTimeout(timer)
      this.#waiting = null
    }
  }

  /** Logs out and ends the process; one that does not answer at once is killed, and nobody is told. */
  async end(): Promise<void> {
    if (this.#ended !== null) return
    this.#leaving = true
    await this.call('log-out', null).catch(() => {})
    this.#kill(new KoshinError('internal', { detail: 'process ended', module: this.#name }))
  }

  #kill(reason: KoshinError): void {
    this.#fail(reason)
    this.#child.kill('SIGKILL')
  }

  #fail(reason: KoshinError): void {
    this.#ended ??= reason
    this.#waiting?.reject(reason)
  }

  /** Somebody who does not type on the pad is no fault of the module. */
  #hung(verb: VerbName, isTyping: boolean): void {
    const identity = driverIdentity(this.#path, this.#description)
    if (!isTyping) this.#recordCrash(identity)
    this.#kill(new KoshinError('module-hung', { ...identity, step: verb }))
  }

  /** No process: that is this computer's fault (out of memory, say), not the module's. */
  #notStarted(error: Error): void {
    log('module process cannot be started', { module: this.#name, error: error.message })
    this.#fail(new KoshinError('module-crashed', driverIdentity(this.#path, this.#description)))
  }

  #over(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#ended !== null) return
    log('module process ended', { module: this.#name, code, signal })
    const identity = driverIdentity(this.#path, this.#description)
    if (signal === null || !FROM_OUTSIDE.includes(signal)) this.#recordCrash(identity)
    this.#fail(new KoshinError('module-crashed', { ...identity, detail: signal ?? `exit ${code}` }))
  }

  /** What a module does while it is being left hurts nobody. */
  #recordCrash({ version }: DriverIdentity): void {
    if (!this.#leaving) recordCrash(this.#stateFolder, this.#path, version, Date.now())
  }

  #settle(answer: VerbAnswer): void {
    const waiting = this.#waiting
    if (waiting === null || waiting.id !== answer.id) return
    if ('result' in answer) waiting.resolve(answer.result)
    else if ('ckr' in answer) waiting.reject(errorOf(answer.ckr, {}))
    else {
      log('module process fault', { module: this.#name, fault: answer.fault, text: answer.text })
      waiting.reject(new KoshinError(answer.fault))
    }
  }
}
