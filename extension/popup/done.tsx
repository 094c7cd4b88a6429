import { serialNumberText } from '../../src/certificate/certificate.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Heading } from '../ui/heading.tsx'
import { untilExpiry } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'
import { visibleText } from '../ui/visible-text.ts'
import type { Screen } from './screen-of.ts'

type Finished = Extract<Screen, { name: 'done' }>['renewal']

/** Saved, read back and proven; and the last thing, which an extension cannot do for the user. */
export const Done = ({ renewal, texts, send }: { renewal: Finished; texts: Texts; send: Send }) => {
  const { certificate, enrolment } = renewal
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
        <Button kind="primary" press={() => send({ type: 'dismiss' })}>
          {texts('done_dismiss')}
        </Button>
      </div>
    </>
  )
}
