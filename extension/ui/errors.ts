import { ERRORS, type ErrorCode, type ErrorReport, type Kept } from '../../src/protocol/errors.ts'
import type { Enrolment, EnrolmentState } from '../../src/protocol/schema.ts'
import type { StoreKind } from '../../src/renewal/state.ts'
import type { MessageKey } from './texts.ts'

/** An error in three parts: what happened, is anything lost, what to do next. */

type Underscored<Text extends string> = Text extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Text

/** Message keys know letters, digits and `_` only. */
export const underscored = <Text extends string>(text: Text): Underscored<Text> =>
  text.replaceAll('-', '_') as Underscored<Text>

export const whatHappened = (code: ErrorCode): MessageKey => `error_${underscored(code)}_what`
export const whatNext = (code: ErrorCode): MessageKey => `error_${underscored(code)}_next`

/** What only a token can do has words of its own; where the computer's own store does it, these stand for them. */
const OF_A_TOKEN = /^(?:token|module)-|^(?:key-missing|key-unprotected|write-not-kept|proof-failed)$/

/** The code whose sentences are shown; number and name of the error itself stay those of `code`. */
export const toldAs = (code: ErrorCode, storeKind: StoreKind | null): ErrorCode =>
  storeKind === 'computer' && OF_A_TOKEN.test(code) ? 'computer-store-failed' : code

const SAVED_ANSWER: readonly EnrolmentState[] = ['issued', 'written', 'proven', 'done']
const ORDER: readonly Kept[] = ['nothing-made', 'key-kept', 'answer-kept']

/** The bank's answer is saved: the enrolment can be brought to its end without the bank. */
export const hasAnswer = ({ state }: Enrolment): boolean => SAVED_ANSWER.includes(state)

const keptOfEnrolment = (enrolment: Enrolment | null): Kept => {
  if (!enrolment || enrolment.state === 'planned') return 'nothing-made'
  return hasAnswer(enrolment) ? 'answer-kept' : 'key-kept'
}

/**
 * What is still there. The table tells what is so at least; an enrolment that has come further tells more: a PIN dialog
 * that was closed while the answer was being saved has not made "nothing".
 * @param answerHere this browser keeps the bank's answer
 */
export const keptMessage = ({ code }: ErrorReport, enrolment: Enrolment | null, answerHere: boolean): MessageKey => {
  const known: Kept[] = [ERRORS[code].kept, keptOfEnrolment(enrolment), answerHere ? 'answer-kept' : 'nothing-made']
  const kept = known.toSorted((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))
  return `kept_${underscored(kept[0] ?? 'nothing-made')}`
}

/** Something that the user did on purpose is told, not alarmed about. */
export const isOwnChoice = (code: ErrorCode): boolean => code === 'consent-declined' || code === 'pin-cancelled'

/** Only an unused key can be taken away again; what was written stays (`enrolment.discard`). */
export const canDiscard = ({ state }: Enrolment): boolean =>
  state === 'planned' || state === 'key-made' || state === 'requested' || state === 'issued'

/** After these the next thing happens on the bank's page: a button of ours would only repeat what has failed. */
const GOES_ON_AT_THE_BANK: readonly ErrorCode[] = [
  'answer-missing',
  'answer-not-certificate',
  'answer-unreadable',
  'answer-other-key',
  'answer-not-newer',
  'key-too-weak',
  'consent-declined',
  'page-closed',
]

/** Whether a button that tries again helps. */
export const canRetryHere = (code: ErrorCode): boolean => ERRORS[code].retriable && !GOES_ON_AT_THE_BANK.includes(code)
