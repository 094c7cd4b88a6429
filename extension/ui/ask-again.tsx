import type { ComponentChild } from 'preact'
import { useState } from 'preact/hooks'
import { useFocusOnChange } from './focus-on-change.ts'

interface AskAgainProps {
  /** The button that asks; pressing it calls `ask`. */
  readonly button: (ask: () => void) => ComponentChild
  readonly question: string
  /** The answers, the first one first in order; `keep` takes the question back. */
  readonly answers: (keep: () => void) => ComponentChild
}

/** What cannot be taken back is asked once more in place; the focus follows. */
export const AskAgain = ({ button, question, answers }: AskAgainProps) => {
  const [asked, setAsked] = useState(false)
  const place = useFocusOnChange(asked)
  return (
    <div ref={place}>
      {asked ? (
        <div class="question">
          <p role="alert">{question}</p>
          {answers(() => setAsked(false))}
        </div>
      ) : (
        button(() => setAsked(true))
      )}
    </div>
  )
}
