import type { Enrolment } from '../../src/protocol/schema.ts'
import { AskAgain } from './ask-again.tsx'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import type { Texts } from './texts.ts'

interface DiscardProps {
  readonly enrolment: Enrolment
  /** Id of what it is about, where several can be given up. */
  readonly about?: string | undefined
  /** Id of the sentence that says why nothing can be begun. */
  readonly blocked?: string | undefined
  readonly texts: Texts
  readonly send: Send
}

/** Giving up an enrolment: the answer that keeps everything comes first. */
export const Discard = ({ enrolment, about, blocked, texts, send }: DiscardProps) => (
  <AskAgain
    button={(ask) => (
      <Button kind="text" about={about} blockedBy={blocked} press={ask}>
        {texts('discard')}
      </Button>
    )}
    question={texts(enrolment.rescued ? 'discard_question_rescued' : 'discard_question')}
    answers={(keep) => (
      <>
        <Button kind="secondary" press={keep}>
          {texts('discard_no')}
        </Button>
        <Button kind="secondary" blockedBy={blocked} press={() => send({ type: 'discard', enrolment: enrolment.id })}>
          {texts('discard_yes')}
        </Button>
      </>
    )}
  />
)
