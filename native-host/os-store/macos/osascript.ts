import type { TokenSignature } from '../../pkcs11/verbs.ts'
import { requestBytes } from '../conversation.ts'
import type { SystemCommand } from '../system-command.ts'
import { SCRIPT } from './script.ts'

/** One request to the script. */

/** Base64: the tag of a key that Koshin has made (its CKA_ID), or the application label of any. */
export type KeyName = { readonly tag: string; readonly label: null } | { readonly tag: null; readonly label: string }

export type Request =
  /** `ours`: how the tags of Koshin's keys begin, whose public halves are wanted; base64. */
  | { readonly operation: 'look'; readonly ours: string }
  | { readonly operation: 'make'; readonly tag: string; readonly kind: 'rsa' | 'ec'; readonly bits: number }
  | ({ readonly operation: 'sign'; readonly algorithm: TokenSignature; readonly data: string } & KeyName)
  | { readonly operation: 'remove-key'; readonly label: string }
  | ({ readonly operation: 'export' } & KeyName)

/** @param keychain absolute path */
export const osascript = (request: Request, keychain: string): SystemCommand => ({
  program: '/usr/bin/osascript',
  args: ['-l', 'JavaScript', '-e', SCRIPT],
  stdin: requestBytes({ ...request, keychain }),
})
