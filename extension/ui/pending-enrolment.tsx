import type { ComponentChildren } from 'preact'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import { longDate } from './dates.ts'
import { DescriptionList } from './description-list.tsx'
import { Discard } from './discard.tsx'
import { canDiscard, hasAnswer } from './errors.ts'
import { enrolmentStoreName, placeOf } from './names.ts'
import type { MessageKey, Texts } from './texts.ts'

/** Where an unfinished enrolment stands, and what brings it on. */
const SENTENCES: Record<Exclude<Enrolment['state'], 'done' | 'discarded'>, MessageKey> = {
  planned: 'pending_planned',
  'key-made': 'pending_key_made',
  requested: 'pending_requested',
  issued: 'pending_issued',
  written: 'pending_written',
  proven: 'pending_written',
}

const sentenceOf = ({ state, origin }: Enrolment, answered: boolean): MessageKey | null => {
  if (state === 'done' || state === 'discarded') return null
  if (!answered) return origin === null ? 'pending_unknown_bank' : SENTENCES[state]
  return state === 'written' || state === 'proven' ? SENTENCES[state] : 'pending_issued'
}

interface PendingEnrolmentProps {
  readonly enrolment: Enrolment
  /** The bank's name; null: it is not worth a line. */
  readonly bank: string | null
  /** This browser keeps the bank's answer, to be installed. */
  readonly answerHere: boolean
  /** A notice's page is known: `continue` leads there where the bank's answer is still missing. */
  readonly bankIsOpen: boolean
  /** Id of the sentence that says why nothing can be begun. */
  readonly blocked?: string | undefined
  /** What else can be said of it, before everything. */
  readonly children?: ComponentChildren
  /** The button that leads on where the bank's answer is still missing and its page is not open. */
  readonly otherwise?: ComponentChildren
  readonly texts: Texts
  readonly send: Send
}

/** One enrolment from before: where it stands, what brings it on, and how it is given up. */
export const PendingEnrolment = (props: PendingEnrolmentProps) => {
  const { enrolment, bank, answerHere, bankIsOpen, blocked, children, otherwise, texts, send } = props
  const answered = hasAnswer(enrolment) || answerHere
  const sentence = sentenceOf(enrolment, answered)
  return (
    <li class="card">
      {children}
      {sentence && <p>{texts(sentence, { store: texts(placeOf(enrolment.storeKind)) })}</p>}
      {answered && enrolment.storeKind === 'token' && <p>{texts('rescue_no_token')}</p>}
      <DescriptionList
        texts={texts}
        rows={[
          ['field_bank', enrolment.origin === null ? texts('bank_unknown') : bank],
          ['field_certificate', <span id={enrolment.id}>{visibleText(enrolment.subject)}</span>],
          ['field_store', enrolmentStoreName(enrolment, texts)],
          ['field_started', longDate(dayInJapan(enrolment.createdAt), texts)],
        ]}
      />
      <div class="buttons">
        {bankIsOpen || answered ? (
          <Button
            kind="secondary"
            about={enrolment.id}
            blockedBy={blocked}
            press={() => send({ type: 'continue', enrolment: enrolment.id })}
          >
            {texts('pending_continue')}
          </Button>
        ) : (
          otherwise
        )}
        {canDiscard(enrolment) && (
          <Discard enrolment={enrolment} about={enrolment.id} blocked={blocked} texts={texts} send={send} />
        )}
      </div>
    </li>
  )
}
