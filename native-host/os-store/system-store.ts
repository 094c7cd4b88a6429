import { KoshinError } from '../../src/protocol/errors.ts'
import type { StoreProcess } from '../pkcs11/store-process.ts'
import { limitOf, type SecondsFor } from '../pkcs11/time-limits.ts'
import type { VerbName, Verbs } from '../pkcs11/verbs.ts'
import { runCommand } from './run-command.ts'
import type { RunCommand, SystemCommand, SystemOutput } from './system-command.ts'

/** Runs one command in what is left of its verb's time. */
export type Run = (command: SystemCommand) => Promise<SystemOutput>

export type SystemVerbs = {
  readonly [N in VerbName]: (args: Verbs[N]['args'], run: Run) => Promise<Verbs[N]['result']>
}

export interface SystemStoreOptions {
  readonly run?: RunCommand
  readonly secondsFor?: SecondsFor
}

/**
 * A store of the operating system behind the interface of a module's process. It has no process of its own: each verb
 * starts the system's tools, and ends them when its time is over.
 */
export class SystemStore implements StoreProcess {
  readonly pid = 0
  readonly #verbs: SystemVerbs
  readonly #run: RunCommand
  readonly #secondsFor: SecondsFor
  #alive = true

  constructor(verbs: SystemVerbs, { run = runCommand, secondsFor = {} }: SystemStoreOptions = {}) {
    this.#verbs = verbs
    this.#run = run
    this.#secondsFor = secondsFor
  }

  get alive(): boolean {
    return this.#alive
  }

  /** The tools are part of the system; one that is missing is told by the first verb that needs it. */
  async load(): Promise<void> {}

  /** @throws KoshinError computer-store-failed, key-missing, key-stays, key-not-accepted, pin-cancelled */
  async call<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']> {
    const until = performance.now() + limitOf(verb, args, this.#secondsFor)
    try {
      return await this.#verbs[verb](args, (command) => this.#run(command, until - performance.now()))
    } catch (error) {
      throw error instanceof KoshinError ? new KoshinError(error.code, { step: verb, ...error.data }) : error
    }
  }

  async end(): Promise<void> {
    this.#alive = false
  }
}
