import { type ErrorCode, KoshinError } from '../../../src/protocol/errors.ts'
import { ModuleProcess, type ModuleProcessOptions } from '../../pkcs11/module-process.ts'
import type { StoreProcess } from '../../pkcs11/store-process.ts'
import type { NssDatabase, VerbName, Verbs } from '../../pkcs11/verbs.ts'

/** An NSS database in a process of its own. What would be a fault of a USB token or of its driver is one of this computer. */

const OURS: readonly ErrorCode[] = [
  'token-removed',
  'token-failed',
  'token-full',
  'token-read-only',
  'module-missing',
  'module-unstable',
  'module-invalid',
  'module-crashed',
  'module-hung',
]

/** @param error of the process, or of what kept it from being started */
export const asOfComputer = (error: unknown): unknown =>
  error instanceof KoshinError && OURS.includes(error.code)
    ? new KoshinError('computer-store-failed', { detail: error.code, ...error.data })
    : error

export class NssStore implements StoreProcess {
  readonly #process: ModuleProcess

  /** @param path of libsoftokn3.so */
  constructor(path: string, database: NssDatabase, options: Omit<ModuleProcessOptions, 'database'>) {
    this.#process = new ModuleProcess(path, { ...options, database })
  }

  get pid(): number {
    return this.#process.pid
  }

  get alive(): boolean {
    return this.#process.alive
  }

  async load(): Promise<void> {
    await this.#told(() => this.#process.load())
  }

  call<N extends VerbName>(verb: N, args: Verbs[N]['args']): Promise<Verbs[N]['result']> {
    return this.#told(() => this.#process.call(verb, args))
  }

  end(): Promise<void> {
    return this.#process.end()
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw asOfComputer(error)
    }
  }
}
