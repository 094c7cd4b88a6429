import { requestBytes } from '../conversation.ts'
import type { SystemCommand } from '../system-command.ts'
import { SCRIPT } from './script.ts'
import { systemProgram } from './system-program.ts'

/** One request to the script. */

/** A key of Koshin by its name, or one of somebody else by a certificate (base64) that it belongs to. */
export type KeyName =
  | { readonly name: string; readonly certificate: null }
  | { readonly name: null; readonly certificate: string }

export type Request =
  /** `ofComputer`: thumbprints of certificates whose keys may be opened without anybody being asked for a card. */
  | { readonly operation: 'look'; readonly ofComputer: readonly string[]; readonly names: readonly string[] }
  | {
      readonly operation: 'make'
      readonly name: string
      readonly algorithm: 'RSA' | 'ECDSA_P256' | 'ECDSA_P384'
      /** null: the algorithm says it, or the key that is imported does. */
      readonly bits: number | null
      readonly imports: boolean
    }
  | ({ readonly operation: 'sign'; readonly data: string; readonly hash: 'SHA256' | 'SHA384' } & KeyName)
  | { readonly operation: 'install'; readonly name: string; readonly certificate: string; readonly label: string }
  | { readonly operation: 'authority'; readonly certificate: string }
  | ({ readonly operation: 'remove-key' } & KeyName)
  | { readonly operation: 'remove-certificates'; readonly certificates: readonly string[] }
  | ({ readonly operation: 'export' } & KeyName)

/**
 * The script goes as -EncodedCommand (base64 of UTF-16), which no quoting can change; and no execution policy applies to it,
 * so none is named: those are about script files (about_Execution_Policies).
 */
const ARGUMENTS = [
  '-NoLogo',
  '-NoProfile',
  '-NonInteractive',
  '-InputFormat',
  'Text',
  '-OutputFormat',
  'Text',
  '-EncodedCommand',
  Buffer.from(SCRIPT, 'utf16le').toString('base64'),
] as const

/** @param secret a private key in CNG's own form, for `make` with `imports` */
export const powershell = (request: Request, secret?: Uint8Array): SystemCommand => ({
  program: systemProgram('WindowsPowerShell\\v1.0\\powershell.exe'),
  args: ARGUMENTS,
  stdin: requestBytes(request, secret),
})
