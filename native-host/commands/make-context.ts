import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { ProgressStep } from '../../src/protocol/host.ts'
import type { Language } from '../../src/protocol/schema.ts'
import { readConfig } from '../config.ts'
import { Journal } from '../journal/journal.ts'
import { storeSources } from '../os-store/sources.ts'
import { extensionWindow, type PinWindow } from '../pin/extension-window.ts'
import { findPinentry } from '../pin/find-pinentry.ts'
import { pinentry } from '../pin/pinentry.ts'
import { isAmong } from '../pkcs11/allowed-modules.ts'
import { Sessions } from '../pkcs11/sessions.ts'
import { placesHere } from '../places.ts'
import { speaking } from '../sentences.ts'
import type { BrowserFamily } from '../stdio/caller.ts'
import type { HostContext } from './context.ts'

export interface Conversing {
  /** The kind of browser that started the host. */
  readonly caller: BrowserFamily
  readonly language: Language
  readonly pinWindow: PinWindow
  readonly progress: (step: ProgressStep) => void
  /** Aborted when the browser has gone. */
  readonly signal: AbortSignal
}

/** What commands work with on this computer, for one conversation. */
export const makeContext = ({ caller, language, pinWindow, progress, signal }: Conversing): HostContext => {
  const { state, config } = placesHere()
  const now = () => Date.now()
  let allows: (path: string) => boolean = () => true
  const restrict = (modules: readonly string[]) => {
    const before = allows
    allows = (path) => before(path) && isAmong(modules, path)
  }
  const sources = () =>
    storeSources(readConfig(config), caller).filter((source) => source.kind !== 'module' || allows(source.path))
  const pinSource = () => {
    const program = findPinentry(readConfig(config).pinentry, process.env)
    return program === null ? extensionWindow(pinWindow) : pinentry(program, speaking(language))
  }
  return {
    caller,
    journal: new Journal(join(state, 'enrolments'), now),
    sessions: new Sessions({ storeSources: sources, pinSource, stateFolder: state, signal, progress }),
    storeSources: sources,
    restrict,
    stateFolder: state,
    pinSource,
    signal,
    progress,
    now,
    random: randomBytes,
  }
}
