import { createHmac, randomBytes } from 'node:crypto'
import { type ErrorData, KoshinError } from '../../src/protocol/errors.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { tokenText } from '../pkcs11/names.ts'
import type { TokenFacts } from '../pkcs11/verbs.ts'
import type { PinSource, PinTrouble } from './source.ts'

/** What is told to the person who is asked. */
export type PinReason = Pick<PinQuestion, 'bankName' | 'origin' | 'purpose'>

/** The token's side of a log-in. */
export interface Door {
  /** As the token says it now: its flags change with every try. */
  facts(): Promise<TokenFacts>
  /** One C_Login. null: on the token's own pad, or nothing is asked at all. Zeroes the PIN. */
  attempt(pin: Buffer | null): Promise<void>
}

const dataOf = (facts: TokenFacts): ErrorData => ({ token: tokenText(facts), pinTries: facts.pin.tries })

/** @throws KoshinError pin-locked, pin-not-set, pin-expired: where typing anything is of no use */
const refuseHopeless = (facts: TokenFacts): void => {
  if (facts.pin.tries === 'locked') throw new KoshinError('pin-locked', dataOf(facts))
  if (facts.pin.state === 'not-set') throw new KoshinError('pin-not-set', dataOf(facts))
  if (facts.pin.state === 'to-be-changed') throw new KoshinError('pin-expired', dataOf(facts))
}

const questionOf = (facts: TokenFacts, reason: PinReason, again: boolean): PinQuestion => ({
  ...reason,
  secret: facts.keeper === 'token' ? 'pin' : 'store-password',
  token: tokenText(facts),
  tries: facts.pin.tries === 'locked' ? 'final' : facts.pin.tries,
  again,
  minLength: facts.pin.minLength,
  maxLength: facts.pin.maxLength,
})

/** Remembers wrong PINs without keeping them: a keyed digest, and the key goes with this object. */
class WrongPins {
  readonly #key = randomBytes(32)
  readonly #seen = new Set<string>()

  #digest(pin: Buffer): string {
    return createHmac('sha256', this.#key).update(pin).digest('hex')
  }
  add(digest: string): void {
    this.#seen.add(digest)
  }
  /** The digest to add if the PIN turns out wrong, or null where it has been wrong before. */
  check(pin: Buffer): string | null {
    const digest = this.#digest(pin)
    return this.#seen.has(digest) ? null : digest
  }
}

const hasLength = (pin: Buffer, { pin: { minLength, maxLength } }: TokenFacts): boolean =>
  pin.length > 0 && pin.length >= minLength && (maxLength === 0 || pin.length <= maxLength)

const isCode = (error: unknown, code: string): error is KoshinError =>
  error instanceof KoshinError && error.code === code

/**
 * Asks for the PIN until it is right or the user gives up. Every PIN typed is tried once at most, and none that is
 * wrong by its length or has been wrong before.
 * @throws KoshinError pin-cancelled, pin-locked, pin-not-set, pin-expired, and whatever else the token says
 */
export const logIn = async (door: Door, source: PinSource, reason: PinReason, signal: AbortSignal): Promise<void> => {
  const wrong = new WrongPins()
  let trouble: PinTrouble | null = null
  for (;;) {
    signal.throwIfAborted()
    const facts = await door.facts()
    refuseHopeless(facts)
    if (facts.pin.pad || facts.pin.state === 'none') return door.attempt(null)
    trouble = await askOnce(facts, door, source, { reason, trouble, wrong, signal })
    if (trouble === null) return
  }
}

interface Round {
  readonly reason: PinReason
  readonly trouble: PinTrouble | null
  readonly wrong: WrongPins
  readonly signal: AbortSignal
}

/** One question and at most one try. @returns null: logged in; otherwise why it must be asked again */
const askOnce = async (facts: TokenFacts, door: Door, source: PinSource, round: Round): Promise<PinTrouble | null> => {
  const ask = { question: questionOf(facts, round.reason, round.trouble === 'wrong'), trouble: round.trouble }
  const cancelled = new KoshinError('pin-cancelled', dataOf(facts))
  if (facts.pin.tries === 'final' && !(await source.confirmFinalTry(ask, round.signal))) throw cancelled
  const pin = await source.askPin(ask, round.signal)
  if (pin === null) throw cancelled
  try {
    if (!hasLength(pin, facts)) return 'length'
    const digest = round.wrong.check(pin)
    if (digest === null) return 'same'
    return await tryPin(pin, digest, door, round.wrong)
  } finally {
    pin.fill(0)
  }
}

const tryPin = async (pin: Buffer, digest: string, door: Door, wrong: WrongPins): Promise<PinTrouble | null> => {
  try {
    await door.attempt(pin)
    return null
  } catch (error) {
    if (isCode(error, 'pin-length')) return 'length'
    if (!isCode(error, 'pin-incorrect')) throw error
    wrong.add(digest)
    return 'wrong'
  }
}
