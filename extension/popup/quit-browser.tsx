import { AskAgain } from '../ui/ask-again.tsx'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import type { Texts } from '../ui/texts.ts'

/** Closing every window: something may be half typed in one of them. */
export const QuitBrowser = ({ texts, send }: { texts: Texts; send: Send }) => (
  <AskAgain
    button={(ask) => (
      <Button kind="primary" press={ask}>
        {texts('quit_all')}
      </Button>
    )}
    question={texts('quit_question')}
    answers={(keep) => (
      <>
        <Button kind="primary" press={() => send({ type: 'close-browser' })}>
          {texts('quit_yes')}
        </Button>
        <Button kind="secondary" press={keep}>
          {texts('quit_no')}
        </Button>
      </>
    )}
  />
)
