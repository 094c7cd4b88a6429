import type { Intent } from '../../src/protocol/extension.ts'
import type { Renewal } from '../../src/renewal/state.ts'
import { AskAgain } from './ask-again.tsx'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import type { MessageKey, Texts } from './texts.ts'

type Failed = Extract<Renewal, { at: 'failed' }>

/** What the user may decide against Koshin's advice, and the words for it. */
interface Decision {
  readonly intent: Intent
  readonly words: Readonly<Record<'button' | 'question' | 'no' | 'yes', MessageKey>>
}

const ACCEPT_SUBJECT = {
  button: 'accept_subject',
  question: 'accept_subject_question',
  no: 'accept_subject_no',
  yes: 'accept_subject_yes',
} as const

const RENEW_AGAIN = {
  button: 'renewed_again',
  question: 'renewed_again_sentence',
  no: 'renew_again_no',
  yes: 'renew_again_yes',
} as const

/** null: there is nothing to decide, or nothing is left that could go on. */
const decisionOf = ({ error: { code, data }, enrolment, consent, waiting }: Failed): Decision | null => {
  if (code === 'answer-other-subject' && data.certificate && enrolment)
    return { intent: { type: 'accept-subject', certificate: data.certificate }, words: ACCEPT_SUBJECT }
  return code === 'already-renewed' && consent && waiting
    ? { intent: { type: 'renew-again' }, words: RENEW_AGAIN }
    : null
}

/** Two errors are the user's to overrule: after asking again, and never as the first choice. */
export const AllTheSame = ({ failed, texts, send }: { failed: Failed; texts: Texts; send: Send }) => {
  const decision = decisionOf(failed)
  if (!decision) return null
  const { intent, words } = decision
  return (
    <AskAgain
      button={(ask) => (
        <Button kind="secondary" press={ask}>
          {texts(words.button)}
        </Button>
      )}
      question={texts(words.question)}
      answers={(keep) => (
        <>
          <Button kind="secondary" press={keep}>
            {texts(words.no)}
          </Button>
          <Button kind="secondary" press={() => send(intent)}>
            {texts(words.yes)}
          </Button>
        </>
      )}
    />
  )
}
