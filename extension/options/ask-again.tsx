import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { useFocusOnChange } from '../ui/focus-on-change.ts'

interface AskAgainProps {
  /** On the button that asks. */
  readonly label: string
  /** The same with what it is about, for those who hear one button after the other. */
  readonly name: string
  readonly question: string
  readonly no: string
  readonly sure: () => void
}

/** Something is taken away: asked once more in place, and the answer that keeps it comes first. */
export const AskAgain = ({ label, name, question, no, sure }: AskAgainProps) => {
  const [asked, setAsked] = useState(false)
  const place = useFocusOnChange(asked)
  return (
    <div ref={place}>
      {asked ? (
        <div class="question">
          <p role="alert">{question}</p>
          <Button kind="secondary" press={() => setAsked(false)}>
            {no}
          </Button>
          <Button kind="secondary" press={sure}>
            {label}
          </Button>
        </div>
      ) : (
        <button type="button" class="link" aria-label={name} onClick={() => setAsked(true)}>
          {label}
        </button>
      )}
    </div>
  )
}
