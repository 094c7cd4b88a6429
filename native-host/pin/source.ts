import type { PinQuestion } from '../../src/protocol/host.ts'

/** Why the PIN is asked again, before it has been counted as a try or after. */
export type PinTrouble = 'wrong' | 'length' | 'same'

export interface PinAsk {
  readonly question: PinQuestion
  readonly trouble: PinTrouble | null
}

/** A place where a person types a PIN or a password. One of: the platform's dialog, the extension's window. */
export interface PinSource {
  /** UTF-8 of what was typed, to be zeroed by whoever takes it; null: the user does not want to. */
  askPin(ask: PinAsk, signal: AbortSignal): Promise<Buffer | null>
  /** Whether the user wants to risk the last try. */
  confirmFinalTry(ask: PinAsk, signal: AbortSignal): Promise<boolean>
}
