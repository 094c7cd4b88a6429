import type { ProgressStep } from '../../src/protocol/host.ts'
import type { Journal } from '../journal/journal.ts'
import type { PinSource } from '../pin/source.ts'
import type { Sessions } from '../pkcs11/sessions.ts'
import type { StoreSource } from '../pkcs11/store-source.ts'
import type { BrowserFamily } from '../stdio/caller.ts'

/** What a command works with. */
export interface HostContext {
  /** The kind of browser that started the host. */
  readonly caller: BrowserFamily
  readonly journal: Journal
  readonly sessions: Sessions
  /** Where stores are looked for. @throws KoshinError module-invalid: the configuration cannot be read */
  readonly storeSources: () => readonly StoreSource[]
  /** Only these drivers of tokens are loaded from now on: see `host.restrict`. */
  readonly restrict: (modules: readonly string[]) => void
  /** Koshin's own folder: the journal, and what was read before. */
  readonly stateFolder: string
  /** Where a password is asked that is no store's: a file's. */
  readonly pinSource: () => PinSource
  /** Aborted when the browser has gone. */
  readonly signal: AbortSignal
  readonly progress: (step: ProgressStep) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}
