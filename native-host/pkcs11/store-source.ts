import type { NssDatabase } from './verbs.ts'

/** Where stores come from, before any of it is opened. */
export type StoreSource =
  /** A vendor's PKCS#11 module, by its absolute path. */
  | { readonly kind: 'module'; readonly path: string }
  /** NSS's own module (libsoftokn3, absolute path) with one database. */
  | { readonly kind: 'nss'; readonly path: string; readonly database: NssDatabase; readonly ownBrowser: boolean }
  /** The current user's certificate store of Windows, or keychain of macOS, by the system's own tools. */
  | { readonly kind: 'windows' }
  | { readonly kind: 'macos' }
