import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { useFocusOnChange } from '../ui/focus-on-change.ts'
import type { Texts } from '../ui/texts.ts'

/** Closing every window is asked about in place: something may be half typed in one of them. */
export const QuitBrowser = ({ texts, send }: { texts: Texts; send: Send }) => {
  const [asked, setAsked] = useState(false)
  const place = useFocusOnChange(asked)
  return (
    <div ref={place}>
      {asked ? (
        <div class="question">
          <p role="alert">{texts('quit_question')}</p>
          <Button kind="primary" press={() => send({ type: 'close-browser' })}>
            {texts('quit_yes')}
          </Button>
          <Button kind="secondary" press={() => setAsked(false)}>
            {texts('quit_no')}
          </Button>
        </div>
      ) : (
        <Button kind="primary" press={() => setAsked(true)}>
          {texts('quit_all')}
        </Button>
      )}
    </div>
  )
}
