import type { ProgressStep } from '../../src/protocol/host.ts'
import type { Journal } from '../journal/journal.ts'
import type { Sessions } from '../pkcs11/sessions.ts'

/** What a command works with. */
export interface HostContext {
  readonly journal: Journal
  readonly sessions: Sessions
  /** Paths of the drivers to use. @throws KoshinError module-invalid: the configuration cannot be read */
  readonly driverPaths: () => readonly string[]
  readonly progress: (step: ProgressStep) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly random: (bytes: number) => Uint8Array
}
