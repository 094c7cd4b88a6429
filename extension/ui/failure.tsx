import type { ErrorCode, ErrorReport } from '../../src/protocol/errors.ts'
import type { Renewal } from '../../src/renewal/state.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { AllTheSame } from './all-the-same.tsx'
import { AnswerDownload } from './answer-download.tsx'
import { Button } from './button.tsx'
import type { Send } from './connection.ts'
import { Discard } from './discard.tsx'
import { canDiscard, canRetryHere, isOwnChoice, keptMessage, toldAs, whatHappened, whatNext } from './errors.ts'
import { FailureDetails } from './failure-details.tsx'
import { Heading } from './heading.tsx'
import { type AskAnswer, useKeptAnswer } from './kept-answer.ts'
import { NotificationBanner } from './notification-banner.tsx'
import { SubjectDifferences } from './subject-differences.tsx'
import type { Texts } from './texts.ts'

type Failed = Extract<Renewal, { at: 'failed' }>

const retryText = ({ enrolment, during }: Failed, texts: Texts): string =>
  texts(enrolment && during !== 'discarding' ? 'failed_continue' : 'failed_retry')

interface WhatHappenedProps {
  readonly error: ErrorReport
  readonly told: ErrorCode
  readonly texts: Texts
}

const WhatHappened = ({ error: { code, data }, told, texts }: WhatHappenedProps) => (
  <NotificationBanner
    kind={isOwnChoice(code) ? 'info' : 'error'}
    heading={<Heading>{texts(whatHappened(told))}</Heading>}
  >
    {/* `pin-locked` says by itself that it is locked. */}
    {data.pinTries && data.pinTries !== 'ok' && code !== 'pin-locked' && <p>{texts(`tries_${data.pinTries}`)}</p>}
    {data.token && <p class="quiet">{visibleText(data.token)}</p>}
  </NotificationBanner>
)

const Buttons = ({ failed, texts, send }: Pick<FailureProps, 'failed' | 'texts' | 'send'>) => {
  const { error, enrolment } = failed
  const retriable = canRetryHere(error.code)
  return (
    <div class="buttons">
      {retriable && (
        <Button kind="primary" press={() => send({ type: 'retry' })}>
          {retryText(failed, texts)}
        </Button>
      )}
      <Button kind={retriable ? 'secondary' : 'primary'} press={() => send({ type: 'dismiss' })}>
        {texts('failed_dismiss')}
      </Button>
      <AllTheSame failed={failed} texts={texts} send={send} />
      {enrolment && canDiscard(enrolment) && <Discard enrolment={enrolment} texts={texts} send={send} />}
    </div>
  )
}

interface FailureProps {
  readonly failed: Failed
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
  readonly askAnswer: AskAnswer
}

/** An error in its three parts, then what the help desk asks for. */
export const Failure = ({ failed, now, texts, send, askAnswer }: FailureProps) => {
  const { error, enrolment } = failed
  const told = toldAs(error.code, enrolment?.storeKind ?? failed.consent?.storeKind ?? null)
  const answer = useKeptAnswer(enrolment?.id ?? null, error.code, askAnswer)
  return (
    <>
      <WhatHappened error={error} told={told} texts={texts} />
      <section>
        <h2 class="heading-small">{texts('failed_lost')}</h2>
        <p>{texts(keptMessage(error, enrolment, answer !== null))}</p>
      </section>
      <section>
        <h2 class="heading-small">{texts('failed_next')}</h2>
        <p>{texts(whatNext(told))}</p>
        {canRetryHere(error.code) && <p>{texts('failed_press', { button: retryText(failed, texts) })}</p>}
      </section>
      {error.data.differences && <SubjectDifferences differences={error.data.differences} texts={texts} />}
      <Buttons failed={failed} texts={texts} send={send} />
      {answer !== null && <AnswerDownload answer={answer} now={now} texts={texts} />}
      <FailureDetails error={error} now={now} texts={texts} />
    </>
  )
}
