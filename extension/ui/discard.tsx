import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Enrolment } from '../../src/protocol/schema.ts'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import type { Texts } from './texts.ts'

/** Keeps the focus in the place whose buttons change, on its first button; when it is first drawn, nothing moves. */
const useFocusOnChange = (asked: boolean) => {
  const place = useRef<HTMLDivElement>(null)
  const before = useRef(asked)
  useLayoutEffect(() => {
    if (before.current !== asked) place.current?.querySelector('button')?.focus()
    before.current = asked
  }, [asked])
  return place
}

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
