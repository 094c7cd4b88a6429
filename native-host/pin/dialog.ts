import type { PinQuestion } from '../../src/protocol/host.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { Say, SentenceName } from '../sentences.ts'
import type { PinAsk } from './source.ts'

/** The words of the platform's dialog for a PIN or a password. Pure. */
export interface Dialog {
  readonly title: string
  /** Who asks, which token, and what will happen. */
  readonly description: string
  readonly prompt: string
  readonly ok: string
  readonly cancel: string
  readonly error: string | null
}

type Secret = PinQuestion['secret']
type Words = { readonly [S in Secret]: SentenceName }

/** What the secret is of. */
const OF: Words = { pin: 'pin.token', 'store-password': 'pin.store', 'file-password': 'pin.file' }
const PROMPT: Words = { pin: 'pin.prompt', 'store-password': 'pin.storePrompt', 'file-password': 'pin.filePrompt' }
const WRONG: Words = { pin: 'pin.wrong', 'store-password': 'pin.storeWrong', 'file-password': 'pin.fileWrong' }
const LENGTH: Words = {
  pin: 'pin.length',
  'store-password': 'pin.passwordLength',
  'file-password': 'pin.passwordLength',
}
const SAME: Words = { pin: 'pin.same', 'store-password': 'pin.passwordSame', 'file-password': 'pin.passwordSame' }

/** What will happen, where it is not the same of a token and of one of the computer's own stores. */
const IN_STORE: Partial<Record<PinQuestion['purpose'], SentenceName>> = {
  'make-key': 'pin.storePurpose.make-key',
  install: 'pin.storePurpose.install',
  discard: 'pin.storePurpose.discard',
  import: 'pin.storePurpose.import',
}

const purposeName = ({ secret, purpose }: PinQuestion): SentenceName =>
  (secret === 'store-password' ? IN_STORE[purpose] : undefined) ?? `pin.purpose.${purpose}`

/** A line of the dialog protocol holds 1000 bytes: the site's end, which says whose it is, must be in it. */
const ORIGIN_MOST = 120
const NAME_MOST = 60

const shortOrigin = (origin: string): string =>
  origin.length <= ORIGIN_MOST ? origin : `…${origin.slice(1 - ORIGIN_MOST)}`

const who = ({ question: { bankName, origin } }: PinAsk, say: Say): string => {
  if (origin === null) return say('pin.noBank')
  const names = bankName === '' ? [shortOrigin(origin)] : [bankName.slice(0, NAME_MOST), shortOrigin(origin)]
  return names.map(visibleText).join('\n')
}

const error = ({ question, trouble }: PinAsk, say: Say): string | null => {
  const { secret, tries, minLength, maxLength } = question
  const sentences = [
    trouble === 'wrong' && say(WRONG[secret]),
    trouble === 'length' && say(LENGTH[secret], { min: minLength, max: maxLength }),
    trouble === 'same' && say(SAME[secret]),
    tries === 'low' && say('pin.low'),
    tries === 'final' && say('pin.final'),
  ].filter((sentence) => sentence !== false)
  return sentences.length === 0 ? null : sentences.join('\n')
}

const token = ({ question }: PinAsk, say: Say): string =>
  say(OF[question.secret], { token: visibleText(question.token.slice(0, NAME_MOST)) })

export const pinDialog = (ask: PinAsk, say: Say): Dialog => ({
  title: say('pin.title'),
  description: [who(ask, say), '', token(ask, say), say(purposeName(ask.question))].join('\n'),
  prompt: say(PROMPT[ask.question.secret]),
  ok: say('pin.ok'),
  cancel: say('pin.cancel'),
  error: error(ask, say),
})

export const finalTryDialog = (ask: PinAsk, say: Say): Dialog => ({
  title: say('pin.title'),
  description: [token(ask, say), '', say('pin.finalQuestion')].join('\n'),
  prompt: '',
  ok: say('pin.finalOk'),
  cancel: say('pin.cancel'),
  error: null,
})
