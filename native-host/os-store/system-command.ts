import { KoshinError } from '../../src/protocol/errors.ts'

/** One call of a tool of the operating system, as data: what it is told is decided by pure functions, and carried out elsewhere. */
export interface SystemCommand {
  /** Absolute: nothing is looked for in PATH. */
  readonly program: string
  /** Never anything secret: other users may see them. */
  readonly args: readonly string[]
  /** Zeroed once the tool has ended. */
  readonly stdin: Uint8Array
  /** Written into a folder of its own, whose path becomes the last argument; for tools that read files only. Never secret. */
  readonly file?: Uint8Array
}

export interface SystemOutput {
  readonly exitCode: number
  readonly stdout: Buffer
}

/** @throws KoshinError computer-store-failed: it was not started, did not end in time, said too much, or was ended */
export type RunCommand = (command: SystemCommand, limitMs: number) => Promise<SystemOutput>

/** @param detail a few words for a help desk: never what a tool said in its own language, or anything from a certificate */
export const storeFailed = (detail: string): KoshinError => new KoshinError('computer-store-failed', { detail })
