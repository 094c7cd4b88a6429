import type { Enrolment } from '../../src/protocol/schema.ts'
import { AskAgain } from './ask-again.tsx'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import type { Texts } from './texts.ts'

/** Giving up an enrolment: the answer that keeps everything comes first. */
export const Discard = ({ enrolment, texts, send }: { enrolment: Enrolment; texts: Texts; send: Send }) => (
  <AskAgain
    button={(ask) => (
      <Button kind="text" press={ask}>
        {texts('discard')}
      </Button>
    )}
    question={texts(enrolment.rescued ? 'discard_question_rescued' : 'discard_question')}
    answers={(keep) => (
      <>
        <Button kind="secondary" press={keep}>
          {texts('discard_no')}
        </Button>
        <Button kind="secondary" press={() => send({ type: 'discard', enrolment: enrolment.id })}>
          {texts('discard_yes')}
        </Button>
      </>
    )}
  />
)
