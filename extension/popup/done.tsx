import { serialNumberText } from '../../src/certificate/certificate.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import { dueOf } from '../../src/reminder/due.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Heading } from '../ui/heading.tsx'
import { untilExpiry } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'
import { CalendarButton } from './due-calendar.tsx'
import { QuitBrowser } from './quit-browser.tsx'
import type { Screen } from './screen-of.ts'

type Finished = Extract<Screen, { name: 'done' }>['renewal']

interface DoneProps {
  readonly renewal: Finished
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

/** Saved, read back and proven; and the last things: the browser has to let go of the old certificate, and next year comes. */
export const Done = ({ renewal, now, texts, send }: DoneProps) => {
  const { certificate, enrolment, notice } = renewal
  const bank = notice?.bank ?? null
  const expiry = longDate(dayInJapan(certificate.notAfter), texts)
  return (
    <>
      <NotificationBanner kind="success" heading={<Heading>{texts('done_heading')}</Heading>}>
        <p>{texts('done_sentence')}</p>
      </NotificationBanner>
      <DescriptionList
        texts={texts}
        rows={[
          ['field_expiry', untilExpiry(certificate, texts)],
          ['field_serial_number', serialNumberText(certificate.serialNumber)],
          ['field_store', visibleText(enrolment.storeName)],
          ['field_proof', texts('done_proof')],
        ]}
      />
      <section>
        <h2 class="heading-small">{texts('done_next_heading')}</h2>
        <p>{texts('done_next')}</p>
        <p>{texts('done_old', { date: expiry })}</p>
      </section>
      <div class="buttons">
        <QuitBrowser texts={texts} send={send} />
        <CalendarButton
          due={dueOf(certificate, { bank, like: bank, role: null }, now)}
          label="calendar_add_next"
          texts={texts}
        />
        <Button kind="text" press={() => send({ type: 'dismiss' })}>
          {texts('done_dismiss')}
        </Button>
      </div>
    </>
  )
}
