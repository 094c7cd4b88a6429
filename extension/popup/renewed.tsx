import type { CertificateEntry } from '../../src/protocol/schema.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Heading } from '../ui/heading.tsx'
import { bankAndService, certificateName, untilExpiry } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { QuitBrowser } from '../ui/quit-browser.tsx'
import type { Texts } from '../ui/texts.ts'

interface RenewedProps {
  readonly notice: Notice
  /** The new one, which the user did not pick at the log-on. */
  readonly certificate: CertificateEntry
  readonly texts: Texts
  readonly send: Send
}

/** The bank asks for a renewal that has been made: the user has logged on with the old certificate. */
export const Renewed = ({ notice, certificate, texts, send }: RenewedProps) => (
  <>
    <p class="eyebrow">{bankAndService(notice.bank, texts)}</p>
    <NotificationBanner kind="success" heading={<Heading>{texts('renewed_heading')}</Heading>}>
      <p>{texts('renewed_sentence')}</p>
    </NotificationBanner>
    <DescriptionList
      texts={texts}
      rows={[
        ['field_new_certificate', certificateName(certificate)],
        ['field_expiry', untilExpiry(certificate, texts)],
      ]}
    />
    <p>{texts('renewed_next')}</p>
    <div class="buttons">
      <QuitBrowser texts={texts} send={send} />
    </div>
    <Disclosure summary={texts('renewed_again_summary')}>
      <p>{texts('renewed_again_sentence')}</p>
      <Button kind="secondary" press={() => send({ type: 'start' })}>
        {texts('renewed_again')}
      </Button>
    </Disclosure>
  </>
)
