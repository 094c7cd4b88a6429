import { useLayoutEffect, useRef } from 'preact/hooks'
import { commonName, serialNumberText } from '../../src/certificate/certificate.ts'
import type { ErrorCode, ErrorReport } from '../../src/protocol/errors.ts'
import type { Deed, Outcome } from '../../src/renewal/holdings.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { isOwnChoice, whatHappened, whatNext } from '../ui/errors.ts'
import { FailureDetails } from '../ui/failure-details.tsx'
import { certificateName, untilExpiry } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { QuitBrowser } from '../ui/quit-browser.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'

type Came<C extends Outcome['came']> = Extract<Outcome, { came: C }>

/** What came of it is read first: the focus goes there. */
const OutcomeHeading = ({ children }: { children: string }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <h2 class="heading-small heading-focus" tabIndex={-1} ref={heading}>
      {children}
    </h2>
  )
}

const Imported = ({ outcome: { imported, fileName }, texts }: { outcome: Came<'imported'>; texts: Texts }) => (
  <NotificationBanner kind="success" heading={<OutcomeHeading>{texts('certificates_imported')}</OutcomeHeading>}>
    <ul class="plain-list">
      {imported.map(({ certificate, wasThere }) => (
        <li key={certificate.sha256}>
          <bdi>{certificateName(certificate)}</bdi> {untilExpiry(certificate, texts)}
          <span class="block quiet">{texts(wasThere ? 'certificates_was_there' : 'certificates_saved')}</span>
        </li>
      ))}
    </ul>
    <p>
      <strong>{texts('certificates_delete_file', { name: fileName })}</strong>
    </p>
    <p>{texts('certificates_delete_file_why')}</p>
  </NotificationBanner>
)

const DONE: Record<
  Came<'moved' | 'proven' | 'removed'>['came'],
  Readonly<Record<'heading' | 'sentence', MessageKey>>
> = {
  moved: { heading: 'certificates_moved', sentence: 'certificates_moved_sentence' },
  proven: { heading: 'certificates_proven', sentence: 'certificates_proven_sentence' },
  removed: { heading: 'certificates_removed', sentence: 'certificates_removed_sentence' },
}

const Done = ({ outcome, texts }: { outcome: Came<'moved' | 'proven' | 'removed'>; texts: Texts }) => {
  const { certificate, came } = outcome
  const { heading, sentence } = DONE[came]
  const name = commonName(certificate.subject)
  return (
    <NotificationBanner kind="success" heading={<OutcomeHeading>{texts(heading)}</OutcomeHeading>}>
      <p>{texts(sentence, { name, serial: serialNumberText(certificate.serialNumber) })}</p>
      <p>{untilExpiry(certificate, texts)}</p>
    </NotificationBanner>
  )
}

const Connected = ({ outcome: { sight }, texts, send }: { outcome: Came<'connected'>; texts: Texts; send: Send }) => {
  const isWaiting = sight.seen === 'after-restart'
  return (
    <NotificationBanner
      kind={isWaiting ? 'info' : 'success'}
      heading={<OutcomeHeading>{texts('certificates_connected')}</OutcomeHeading>}
    >
      <p>{texts(isWaiting ? 'certificates_sight_after_restart' : 'certificates_connected_sentence')}</p>
      {isWaiting && <QuitBrowser texts={texts} send={send} />}
    </NotificationBanner>
  )
}

/** Words of its own for what a person would take for something else. */
const headingOf = (code: ErrorCode, deed: Deed): MessageKey =>
  deed === 'import' && code === 'pin-incorrect' ? 'certificates_wrong_secret' : whatHappened(code)
const nextOf = (code: ErrorCode, deed: Deed): MessageKey =>
  deed === 'import' && code === 'pin-incorrect' ? 'certificates_wrong_secret_next' : whatNext(code)

const LOST: Record<Deed, MessageKey> = {
  import: 'certificates_kept_import',
  move: 'certificates_kept_move',
  prove: 'certificates_kept_prove',
  remove: 'certificates_kept_remove',
  connect: 'certificates_kept_connect',
}

interface FailedProps {
  readonly outcome: Came<'failed'>
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

const Failed = ({ outcome: { error, deed, about }, now, texts }: FailedProps) => (
  <>
    <NotificationBanner
      kind={isOwnChoice(error.code) ? 'info' : 'error'}
      heading={<OutcomeHeading>{texts(headingOf(error.code, deed))}</OutcomeHeading>}
    >
      <p class="quiet">
        <bdi>{visibleText(about)}</bdi>
      </p>
      {error.data.pinTries && error.data.pinTries !== 'ok' && error.code !== 'pin-locked' && (
        <p>{texts(`tries_${error.data.pinTries}`)}</p>
      )}
      <p>{texts(LOST[deed])}</p>
      <p>{texts(nextOf(error.code, deed))}</p>
    </NotificationBanner>
    {!isOwnChoice(error.code) && <FailureDetails error={error} now={now} texts={texts} />}
  </>
)

const Words = ({ outcome, now, texts, send }: OutcomeBannerProps) => {
  switch (outcome.came) {
    case 'imported':
      return <Imported outcome={outcome} texts={texts} />
    case 'connected':
      return <Connected outcome={outcome} texts={texts} send={send} />
    case 'failed':
      return <Failed outcome={outcome} now={now} texts={texts} />
    default:
      return <Done outcome={outcome} texts={texts} />
  }
}

interface OutcomeBannerProps {
  readonly outcome: Outcome
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

/** What came of the last thing that was done. It stays until it has been read. */
export const OutcomeBanner = (props: OutcomeBannerProps) => (
  <section>
    <Words key={JSON.stringify(props.outcome)} {...props} />
    <Button kind="secondary" press={() => props.send({ type: 'outcome-read' })}>
      {props.texts('certificates_read')}
    </Button>
  </section>
)

/** The stores could not be looked at. */
export const Trouble = ({ error, now, texts }: { error: ErrorReport; now: number; texts: Texts }) => (
  <section>
    <NotificationBanner kind="error" heading={<h2 class="heading-small">{texts(whatHappened(error.code))}</h2>}>
      <p>{texts(whatNext(error.code))}</p>
    </NotificationBanner>
    <FailureDetails error={error} now={now} texts={texts} />
  </section>
)
