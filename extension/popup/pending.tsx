import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Discard } from '../ui/discard.tsx'
import { canDiscard, hasAnswer } from '../ui/errors.ts'
import { enrolmentStoreName, placeOf } from '../ui/names.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

/** Where an unfinished enrolment stands, and what brings it on. */
const SENTENCES: Record<Exclude<Enrolment['state'], 'done' | 'discarded'>, MessageKey> = {
  planned: 'pending_planned',
  'key-made': 'pending_key_made',
  requested: 'pending_requested',
  issued: 'pending_issued',
  written: 'pending_written',
  proven: 'pending_written',
}

interface PendingProps {
  readonly enrolments: readonly Enrolment[]
  /** Ids of those whose answer this browser keeps, to be installed. */
  readonly answersHere: readonly string[]
  /** A notice's page is known: `continue` leads there where the bank's answer is still missing. */
  readonly bankIsOpen: boolean
  readonly texts: Texts
  readonly send: Send
}

const sentenceOf = ({ state, origin }: Enrolment, answered: boolean): MessageKey | null => {
  if (state === 'done' || state === 'discarded') return null
  if (!answered) return origin === null ? 'pending_unknown_bank' : SENTENCES[state]
  return state === 'written' || state === 'proven' ? SENTENCES[state] : 'pending_issued'
}

interface PendingEnrolmentProps extends Pick<PendingProps, 'bankIsOpen' | 'texts' | 'send'> {
  readonly enrolment: Enrolment
  /** The bank's answer is saved, by the host or here. */
  readonly answered: boolean
}

const PendingEnrolment = ({ enrolment, answered, bankIsOpen, texts, send }: PendingEnrolmentProps) => {
  const sentence = sentenceOf(enrolment, answered)
  return (
    <li class="card">
      {sentence && <p>{texts(sentence, { store: texts(placeOf(enrolment.storeKind)) })}</p>}
      {answered && enrolment.storeKind === 'token' && <p>{texts('rescue_no_token')}</p>}
      <DescriptionList
        texts={texts}
        rows={[
          ['field_bank', enrolment.origin === null ? texts('bank_unknown') : null],
          ['field_certificate', visibleText(enrolment.subject)],
          ['field_store', enrolmentStoreName(enrolment, texts)],
          ['field_started', longDate(dayInJapan(enrolment.createdAt), texts)],
        ]}
      />
      <div class="buttons">
        {(bankIsOpen || answered) && (
          <Button kind="secondary" press={() => send({ type: 'continue', enrolment: enrolment.id })}>
            {texts('pending_continue')}
          </Button>
        )}
        {canDiscard(enrolment) && <Discard enrolment={enrolment} texts={texts} send={send} />}
      </div>
    </li>
  )
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
            answered={hasAnswer(enrolment) || answersHere.includes(enrolment.id)}
            bankIsOpen={bankIsOpen}
            texts={texts}
            send={send}
          />
        ))}
      </ul>
    </section>
  )
