import { AskAgain } from '../ui/ask-again.tsx'
import { Button } from '../ui/button.tsx'

interface TakeAwayProps {
  /** On the button that asks. */
  readonly label: string
  /** The same with what it is about, for those who hear one button after the other. */
  readonly name: string
  readonly question: string
  readonly no: string
  readonly sure: () => void
}

/** Something is taken away: the answer that keeps it comes first. */
export const TakeAway = ({ label, name, question, no, sure }: TakeAwayProps) => (
  <AskAgain
    button={(ask) => (
      <button type="button" class="link" aria-label={name} onClick={ask}>
        {label}
      </button>
    )}
    question={question}
    answers={(keep) => (
      <>
        <Button kind="secondary" press={keep}>
          {no}
        </Button>
        <Button kind="secondary" press={sure}>
          {label}
        </Button>
      </>
    )}
  />
)
