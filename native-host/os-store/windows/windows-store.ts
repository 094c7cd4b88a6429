import { SystemStore, type SystemStoreOptions } from '../system-store.ts'
import { WINDOWS_VERBS } from './windows-verbs.ts'

/** The current user's certificate store of Windows, by Windows PowerShell and certutil: docs/decisions/0015. */
export class WindowsStore extends SystemStore {
  constructor(options: SystemStoreOptions = {}) {
    super(WINDOWS_VERBS, options)
  }
}
