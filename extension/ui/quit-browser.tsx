import { AskAgain } from './ask-again.tsx'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import type { Texts } from './texts.ts'

interface QuitBrowserProps {
  /** How pressing it is beside what else there is to do. */
  readonly kind?: 'primary' | 'secondary'
  readonly texts: Texts
  readonly send: Send
}

/** Closing every window: something may be half typed in one of them. */
export const QuitBrowser = ({ kind = 'primary', texts, send }: QuitBrowserProps) => (
  <AskAgain
    button={(ask) => (
      <Button kind={kind} press={ask}>
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
