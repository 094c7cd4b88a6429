import { useState } from 'preact/hooks'
import type { Enrolment } from '../../src/protocol/schema.ts'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import { useFocusOnChange } from './focus-on-change.ts'
import type { Texts } from './texts.ts'

/** Giving up an enrolment, asked once more in place: the answer that keeps everything comes first. */
export const Discard = ({ enrolment, texts, send }: { enrolment: Enrolment; texts: Texts; send: Send }) => {
  const [asked, setAsked] = useState(false)
  const place = useFocusOnChange(asked)
  return (
    <div ref={place}>
      {asked ? (
        <div class="question">
          <p role="alert">{texts('discard_question')}</p>
          <Button kind="secondary" press={() => setAsked(false)}>
            {texts('discard_no')}
          </Button>
          <Button kind="secondary" press={() => send({ type: 'discard', enrolment: enrolment.id })}>
            {texts('discard_yes')}
          </Button>
        </div>
      ) : (
        <Button kind="text" press={() => setAsked(true)}>
          {texts('discard')}
        </Button>
      )}
    </div>
  )
}
