import { type ChildProcess, fork } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { ownProgram } from '../own-program.ts'
import { errorOf } from './ckr.ts'
import type { VerbAnswer, VerbName, Verbs } from './verbs.ts'

/** The host's end of a module's process: one verb at a time, each with its time limit. */

const SECOND = 1000
/** The longest that a verb may take before the process is killed. Making a long RSA key takes cards minutes. */
const LIMITS_MS: Record<VerbName, number> = {
  load: 15 * SECOND,
  'list-tokens': 10 * SECOND,
  'list-certificates': 20 * SECOND,
  'list-own-keys': 20 * SECOND,
  'log-in': 30 * SECOND,
  find: 20 * SECOND,
  'make-key': 300 * SECOND,
  'sign-request': 60 * SECOND,
  prove: 60 * SECOND,
  'write-certificate': 60 * SECOND,
  'remove-torn-certificates': 30 * SECOND,
  'remove-key': 30 * SECOND,
  'log-out': 2 * SECOND,
}
/** With a pad the user types during the call. */
const PAD_LIMIT_MS = 300 * SECOND

/** Beside the program itself, whichever of its two forms is running: the bundle, or the sources. */
const processEntry = (program: string): string =>
  join(dirname(program), program.endsWith('.ts') ? 'pkcs11/process/main.ts' : 'pkcs11-process.cjs')

interface Waiting {
  readonly id: number
  readonly resolve: (result: unknown) => void
  readonly reject: (error: KoshinError) => void
}

const limitOf = <N extends VerbName>(
  verb: N,
  args: Verbs[N]['args'],
  limits: Partial<Record<VerbName, number>>,
): number =>
  verb === 'log-in' && (args as Verbs['log-in']['args']).pin === null ? PAD_LIMIT_MS : (limits[verb] ?? LIMITS_MS[verb])

export class ModuleProcess {
  readonly #child: ChildProcess
  readonly #name: string
  readonly #limits: Partial<Record<VerbName, number>>
  #waiting: Waiting | null = null
  #count = 0
  #ended: KoshinError | null = null

  /**
   * What the module prints is thrown away: drivers in their debugging modes print PINs. `detached` makes it a process
   * group of its own, so that a browser that kills the host does not cut a write to the token in half.
   * @param limits shorter limits, for tests
   */
  constructor(path: string, limits: Partial<Record<VerbName, number>> = {}, program = ownProgram()) {
    this.#name = basename(path)
    this.#limits = limits
    this.#child = fork(processEntry(program), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // On Windows it would open a console window; there the journal alone must do.
      detached: process.platform !== 'win32',
    })
    this.#child.on('message', (answer: VerbAnswer) => this.#settle(answer))
    this.#child.on('exit', (code, signal) => this.#over(code, signal))
    this.#child.on('error', () => this.#over(null, null))
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get alive(): boolean {
    return this.#ended === null
  }

  /** @throws KoshinError module-crashed, module-hung, module-invalid, and whatever ckr.ts says of the token's answer */
  async call<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']> {
    if (this.#ended !== null) throw this.#ended
    const id = ++this.#count
    const limit = limitOf(verb, args, this.#limits)
    const timer = setTimeout(
      () => this.#kill(new KoshinError('module-hung', { module: this.#name, step: verb })),
      limit,
    )
    try {
      return await new Promise<Verbs[N]['result']>((resolve, reject) => {
        this.#waiting = { id, resolve: (result) => resolve(result as Verbs[N]['result']), reject }
        this.#child.send({ id, verb, args })
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

  /** Logs out and ends the process; one that does not answer at once is killed. */
  async end(): Promise<void> {
    if (this.#ended !== null) return
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

  #over(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#ended === null) log('module process ended', { module: this.#name, code, signal })
    this.#fail(new KoshinError('module-crashed', { module: this.#name, detail: signal ?? `exit ${code}` }))
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
