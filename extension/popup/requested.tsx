import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { Busy, Keep } from '../ui/progress.tsx'
import { StepNavigation, stepOfWork } from '../ui/step-navigation.tsx'
import type { Texts } from '../ui/texts.ts'
import type { Screen } from './screen-of.ts'

interface RequestedProps {
  readonly renewal: Extract<Screen, { name: 'requested' }>['renewal']
  readonly texts: Texts
  readonly send: Send
}

/** The bank's CA is at work; its page goes on by itself. */
export const Requested = ({ renewal: { notice, enrolment }, texts, send }: RequestedProps) => (
  <>
    <Heading>{texts('requested_heading')}</Heading>
    <Busy>{texts('requested_sentence')}</Busy>
    <Keep storeKind={enrolment.storeKind} bankWaits={true} texts={texts} />
    <StepNavigation at={{ steps: notice.steps, step: stepOfWork(notice) }} texts={texts} />
    <p class="quiet">{texts('progress_may_close')}</p>
    <div class="buttons">
      <Button kind="secondary" press={() => send({ type: 'show-bank' })}>
        {texts('show_bank')}
      </Button>
    </div>
  </>
)
