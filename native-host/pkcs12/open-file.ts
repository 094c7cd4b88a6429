import type { Pair } from '../../src/pki/pkcs12-pairs.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { Bounds } from '../answer/stoppable.ts'
import { inThread } from '../answer/works.ts'
import type { PinSource } from '../pin/source.ts'

/**
 * Twice the time that a bank's answer gets: NSS writes files with 600,000 rounds for the MAC, the keys and the certificates each,
 * which an old computer may honestly take seconds for.
 */
const BOUNDS: Bounds = { milliseconds: 10_000, megabytes: 96, code: 'file-unsupported' }

const NAME_MOST = 200
/** What the protocol carries (pinAnswerSchema). */
const PASSWORD_MOST = 255

/**
 * @param typed UTF-8 of a password, gone afterwards; null: without one
 * @returns null: the password is not right, or one is needed
 * @throws KoshinError file-…
 */
export const openWith = async (file: Uint8Array, typed: Uint8Array | null): Promise<readonly Pair[] | null> => {
  const transfer = typed === null ? [] : [typed.buffer as ArrayBuffer]
  const outcome = await inThread('file', { file, typed }, BOUNDS, transfer)
  if ('refusal' in outcome) throw new KoshinError(outcome.refusal.code, outcome.refusal.data)
  return outcome.pairs
}

const questionFor = (fileName: string, again: boolean): PinQuestion => ({
  token: visibleText(fileName).slice(0, NAME_MOST),
  bankName: '',
  origin: null,
  purpose: 'open-file',
  secret: 'file-password',
  tries: 'ok',
  again,
  minLength: 0,
  maxLength: PASSWORD_MOST,
})

/** In memory of its own, so that it can be handed to the thread whole; the original is zeroed. */
const alone = (typed: Buffer): Uint8Array => {
  const copy = Uint8Array.from(typed)
  typed.fill(0)
  return copy
}

/** Asks for the password until it is right. A file counts no tries. @throws KoshinError pin-cancelled, file-… */
export const openAsking = async (
  file: Uint8Array,
  fileName: string,
  source: PinSource,
  signal: AbortSignal,
): Promise<readonly Pair[]> => {
  for (let again = false; ; again = true) {
    const question = questionFor(fileName, again)
    const typed = await source.askPin({ question, trouble: again ? 'wrong' : null }, signal)
    if (typed === null) throw new KoshinError('pin-cancelled')
    const pairs = await openWith(file, alone(typed))
    if (pairs !== null) return pairs
  }
}

export const zeroKeys = (pairs: readonly Pair[]): void => {
  for (const { pkcs8 } of pairs) pkcs8.fill(0)
}
