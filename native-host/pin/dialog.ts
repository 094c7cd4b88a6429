import { visibleText } from '../../src/text/visible-text.ts'
import type { Say } from '../sentences.ts'
import type { PinAsk } from './source.ts'

/** The words of the platform's PIN dialog. Pure. */
export interface Dialog {
  readonly title: string
  /** Who asks, which token, and what will happen. */
  readonly description: string
  readonly prompt: string
  readonly ok: string
  readonly cancel: string
  readonly error: string | null
}

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
  const { tries, minLength, maxLength } = question
  const sentences = [
    trouble === 'wrong' && say('pin.wrong'),
    trouble === 'length' && say('pin.length', { min: minLength, max: maxLength }),
    trouble === 'same' && say('pin.same'),
    tries === 'low' && say('pin.low'),
    tries === 'final' && say('pin.final'),
  ].filter((sentence) => sentence !== false)
  return sentences.length === 0 ? null : sentences.join('\n')
}

const token = ({ question }: PinAsk, say: Say): string =>
  say('pin.token', { token: visibleText(question.token.slice(0, NAME_MOST)) })

export const pinDialog = (ask: PinAsk, say: Say): Dialog => ({
  title: say('pin.title'),
  description: [who(ask, say), '', token(ask, say), say(`pin.purpose.${ask.question.purpose}`)].join('\n'),
  prompt: say('pin.prompt'),
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
