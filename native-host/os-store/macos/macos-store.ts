import { SystemStore, type SystemStoreOptions } from '../system-store.ts'
import { MACOS_VERBS } from './macos-verbs.ts'

/** The current user's login keychain of macOS, by security and osascript: docs/decisions/0015. */
export class MacosStore extends SystemStore {
  constructor(options: SystemStoreOptions = {}) {
    super(MACOS_VERBS, options)
  }
}
