import { useEffect, useRef, useState } from 'preact/hooks'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'
import { fitsLength } from './pin-length.ts'

interface PinFormProps {
  readonly question: PinQuestion
  readonly texts: Texts
  /** null: the user does not want to. */
  readonly answer: (pin: string | null) => void
}

/** Why the PIN was not taken, beside the field. */
const FieldError = ({ question, tooShort, texts }: { question: PinQuestion; tooShort: boolean; texts: Texts }) => {
  const { minLength, maxLength, again } = question
  const isPin = question.secret === 'pin'
  const length = { min: String(Math.max(minLength, 1)), max: String(maxLength) }
  return (
    <p id="pin-error" class="field-error" role="alert">
      {tooShort ? texts('pin_length', length) : again && texts(isPin ? 'pin_again' : 'pin_again_password')}
    </p>
  )
}

const Tries = ({ tries, texts }: { tries: PinQuestion['tries']; texts: Texts }) => {
  if (tries === 'ok') return null
  return tries === 'low' ? (
    <NotificationBanner kind="warning" heading={<p>{texts('tries_low')}</p>} />
  ) : (
    <NotificationBanner kind="warning" heading={<h2 class="heading-small">{texts('consent_final_heading')}</h2>}>
      <p>{texts('consent_final_sentence')}</p>
    </NotificationBanner>
  )
}

/** The PIN stands in the field alone, never in a component's state, and the field is emptied the moment it is read. */
export const PinForm = ({ question, texts, answer }: PinFormProps) => {
  const field = useRef<HTMLInputElement>(null)
  const [tooShort, setTooShort] = useState(false)
  const [sure, setSure] = useState(false)
  const final = question.tries === 'final'
  // The window opens for this one thing: typing can begin at once.
  useEffect(() => field.current?.focus(), [])
  const taken = (): string => {
    const pin = field.current?.value ?? ''
    if (field.current) field.current.value = ''
    return pin
  }
  const enter = () => {
    if (final && !sure) return
    const pin = taken()
    if (fitsLength(pin, question)) return answer(pin)
    setTooShort(true)
    field.current?.focus()
  }
  const stop = () => {
    taken()
    answer(null)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        enter()
      }}
    >
      <Tries tries={question.tries} texts={texts} />
      {final && <Checkbox label={texts('consent_final_sure')} checked={sure} change={setSure} />}
      <div class="field">
        <label for="pin">{texts(question.secret === 'pin' ? 'pin_label' : 'pin_label_password')}</label>
        <input
          id="pin"
          ref={field}
          type="password"
          inputMode="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={255}
          aria-describedby="pin-error"
          aria-invalid={tooShort || question.again}
        />
        <FieldError question={question} tooShort={tooShort} texts={texts} />
      </div>
      <div class="buttons">
        <Button kind="primary" press={enter} blockedBy={final && !sure ? 'pin-sure' : undefined}>
          {texts('pin_ok')}
        </Button>
        {final && !sure && (
          <p id="pin-sure" class="quiet">
            {texts('consent_say_sure')}
          </p>
        )}
        <Button kind="secondary" press={stop}>
          {texts('pin_no')}
        </Button>
      </div>
    </form>
  )
}
