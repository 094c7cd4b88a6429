import type { Enrolment } from '../../src/protocol/schema.ts'
import type { Send } from '../ui/connection.ts'
import { PendingEnrolment } from '../ui/pending-enrolment.tsx'
import type { Texts } from '../ui/texts.ts'

interface PendingProps {
  readonly enrolments: readonly Enrolment[]
  /** Ids of those whose answer this browser keeps, to be installed. */
  readonly answersHere: readonly string[]
  /** A notice's page is known: `continue` leads there where the bank's answer is still missing. */
  readonly bankIsOpen: boolean
  readonly texts: Texts
  readonly send: Send
}

/** Enrolments from before that are neither done nor discarded: nothing that was begun is out of sight. */
export const Pending = ({ enrolments, answersHere, bankIsOpen, texts, send }: PendingProps) =>
  enrolments.length === 0 ? null : (
    <section>
      <h2 class="heading-medium">{texts('pending_heading')}</h2>
      <ul class="cards">
        {enrolments.map((enrolment) => (
          <PendingEnrolment
            key={enrolment.id}
            enrolment={enrolment}
            bank={null}
            answerHere={answersHere.includes(enrolment.id)}
            bankIsOpen={bankIsOpen}
            texts={texts}
            send={send}
          />
        ))}
      </ul>
    </section>
  )
