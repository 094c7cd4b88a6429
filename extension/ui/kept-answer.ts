import { useEffect, useState } from 'preact/hooks'
import { ask } from './connection.ts'

/** Base64 of the bank's answer to an enrolment, where this browser keeps it because the host could not; else null. */
export type AskAnswer = (enrolment: string) => Promise<string | null>

export const askAnswer: AskAnswer = async (enrolment) => {
  // The background has decoded it: it is base64, or it is not there.
  const answer = await ask({ type: 'kept-answer', enrolment })
  return typeof answer === 'string' ? answer : null
}

/** Asks again when the enrolment or the error is another. @param enrolment null: there is none to ask about */
export const useKeptAnswer = (enrolment: string | null, error: string, askFor: AskAnswer): string | null => {
  const [answer, setAnswer] = useState<string | null>(null)
  useEffect(() => {
    let isCurrent = true
    const found = (one: string | null) => isCurrent && setAnswer(one)
    // A background that does not answer has nothing to give: the screen says what it can without it.
    if (enrolment === null) found(null)
    else askFor(enrolment).then(found, () => found(null))
    return () => {
      isCurrent = false
    }
  }, [enrolment, error])
  return answer
}
