import type { ErrorReport } from '../../src/protocol/errors.ts'
import type { Renewal } from '../../src/renewal/state.ts'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import { Discard } from './discard.tsx'
import { canDiscard, canRetryHere, isOwnChoice, keptMessage, whatHappened, whatNext } from './errors.ts'
import { FailureDetails } from './failure-details.tsx'
import { Heading } from './heading.tsx'
import { NotificationBanner } from './notification-banner.tsx'
import type { Texts } from './texts.ts'
import { visibleText } from './visible-text.ts'

type Failed = Extract<Renewal, { at: 'failed' }>

const retryText = ({ enrolment, during }: Failed, texts: Texts): string =>
  texts(enrolment && during !== 'discarding' ? 'failed_continue' : 'failed_retry')

const WhatHappened = ({ error: { code, data }, texts }: { error: ErrorReport; texts: Texts }) => (
  <NotificationBanner
    kind={isOwnChoice(code) ? 'info' : 'error'}
    heading={<Heading>{texts(whatHappened(code))}</Heading>}
  >
    {/* `pin-locked` says by itself that it is locked. */}
    {data.pinTries && data.pinTries !== 'ok' && code !== 'pin-locked' && <p>{texts(`tries_${data.pinTries}`)}</p>}
    {data.token && <p class="quiet">{visibleText(data.token)}</p>}
  </NotificationBanner>
)

interface FailureProps {
  readonly failed: Failed
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

/** An error in its three parts, then what the help desk asks for. */
export const Failure = ({ failed, now, texts, send }: FailureProps) => {
  const { error, enrolment } = failed
  const retriable = canRetryHere(error.code)
  const button = retryText(failed, texts)
  return (
    <>
      <WhatHappened error={error} texts={texts} />
      <section>
        <h2 class="heading-small">{texts('failed_lost')}</h2>
        <p>{texts(keptMessage(error, enrolment))}</p>
      </section>
      <section>
        <h2 class="heading-small">{texts('failed_next')}</h2>
        <p>{texts(whatNext(error.code))}</p>
        {retriable && <p>{texts('failed_press', { button })}</p>}
      </section>
      <div class="buttons">
        {retriable && (
          <Button kind="primary" press={() => send({ type: 'retry' })}>
            {button}
          </Button>
        )}
        <Button kind={retriable ? 'secondary' : 'primary'} press={() => send({ type: 'dismiss' })}>
          {texts('failed_dismiss')}
        </Button>
        {enrolment && canDiscard(enrolment) && <Discard enrolment={enrolment} texts={texts} send={send} />}
      </div>
      <FailureDetails error={error} now={now} texts={texts} />
    </>
  )
}
