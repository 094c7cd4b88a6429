import type { Holdings, Unfinished } from '../../src/renewal/holdings.ts'
import { bankName } from '../ui/names.ts'
import { PendingEnrolment } from '../ui/pending-enrolment.tsx'
import { type LeftOver, Rescue } from '../ui/rescue.tsx'
import { BankPage } from './detail-state.tsx'
import type { SectionProps } from './stores.tsx'

/** What was begun and has not come to an end, and what is left of it where its record is lost. */

const UnderWay = ({ one, blocked, texts, send }: Omit<SectionProps, 'holdings'> & { readonly one: Unfinished }) => {
  const { row, enrolment, bank, answerHere, page } = one
  return (
    <PendingEnrolment
      enrolment={enrolment}
      bank={bank && bankName(bank, texts)}
      answerHere={answerHere}
      bankIsOpen={false}
      blocked={blocked}
      otherwise={page && <BankPage kind="secondary" origin={page} about={enrolment.id} texts={texts} send={send} />}
      texts={texts}
      send={send}
    >
      {row.stuck && <span class="chip chip-soon pending-stuck">{texts('certificates_pending_stuck')}</span>}
    </PendingEnrolment>
  )
}

const leftOver = ({ state, error, ...known }: Holdings): LeftOver | null => {
  // That the host cannot be asked is said at the head of the page.
  if (error) return null
  return state === 'known' ? { ...known, state } : { state: 'checking' }
}

export const Pending = (props: SectionProps) => {
  const { holdings, blocked, texts, send } = props
  const { pending } = holdings
  const readiness = leftOver(holdings)
  return (
    <>
      {readiness && (
        <Rescue
          readiness={readiness}
          checkAgain={() => send({ type: 'certificates-opened' })}
          blocked={blocked}
          texts={texts}
          send={send}
        />
      )}
      {pending.length > 0 && (
        <section aria-labelledby="pending">
          <h2 class="heading-medium" id="pending">
            {texts('pending_heading')}
          </h2>
          <ul class="cards">
            {pending.map((one) => (
              <UnderWay key={one.row.id} one={one} {...props} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
