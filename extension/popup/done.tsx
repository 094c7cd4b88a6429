import { serialNumberText } from '../../src/certificate/certificate.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Sight } from '../../src/protocol/host.ts'
import { dueOf } from '../../src/reminder/due.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Heading } from '../ui/heading.tsx'
import { enrolmentStoreName, placeOf, untilExpiry } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { QuitBrowser } from '../ui/quit-browser.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { CalendarButton } from './due-calendar.tsx'
import type { Screen } from './screen-of.ts'

type Finished = Extract<Screen, { name: 'done' }>['renewal']

interface DoneProps {
  readonly renewal: Finished
  /** Whether this browser finds the new certificate; undefined: being looked for; null: it cannot be found out. */
  readonly sight: Sight | null | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

const SEEN: Record<Sight['seen'], MessageKey | null> = {
  yes: 'done_sight_yes',
  no: 'done_sight_no',
  'after-restart': 'done_sight_after_restart',
  unknown: null,
}

/** A token that works in one program is not seen by every other. */
const SightSentence = ({ sight, texts }: Pick<DoneProps, 'sight' | 'texts'>) => {
  const sentence = sight === undefined ? 'done_sight_looking' : sight && SEEN[sight.seen]
  return <p role="status">{sentence && texts(sentence)}</p>
}

/** Saved, read back and proven; and the last things: the browser has to let go of the old certificate, and next year comes. */
export const Done = ({ renewal, sight, now, texts, send }: DoneProps) => {
  const { certificate, enrolment, notice } = renewal
  const bank = notice?.bank ?? null
  const expiry = longDate(dayInJapan(certificate.notAfter), texts)
  return (
    <>
      <NotificationBanner kind="success" heading={<Heading>{texts('done_heading')}</Heading>}>
        <p>{texts('done_sentence', { store: texts(placeOf(enrolment.storeKind)) })}</p>
      </NotificationBanner>
      <DescriptionList
        texts={texts}
        rows={[
          ['field_expiry', untilExpiry(certificate, texts)],
          ['field_serial_number', serialNumberText(certificate.serialNumber)],
          ['field_store', enrolmentStoreName(enrolment, texts)],
          ['field_proof', texts('done_proof')],
        ]}
      />
      <SightSentence sight={sight} texts={texts} />
      {sight?.seen === 'no' && (
        <Button kind="primary" press={() => send({ type: 'open-certificates' })}>
          {texts('browser_connect')}
        </Button>
      )}
      <section>
        <h2 class="heading-small">{texts('done_next_heading')}</h2>
        <p>{texts('done_next')}</p>
        <p>{texts('done_old', { date: expiry })}</p>
      </section>
      <div class="buttons">
        <QuitBrowser kind={sight?.seen === 'no' ? 'secondary' : 'primary'} texts={texts} send={send} />
        <CalendarButton
          due={dueOf(certificate, { bank, like: bank, role: null }, now)}
          label="calendar_add_next"
          texts={texts}
        />
        <Button kind="text" press={() => send({ type: 'open-certificates' })}>
          {texts('done_clean')}
        </Button>
        <Button kind="text" press={() => send({ type: 'dismiss' })}>
          {texts('done_dismiss')}
        </Button>
      </div>
    </>
  )
}
