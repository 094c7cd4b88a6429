import type { Notice } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { Busy } from '../ui/progress.tsx'
import { StepNavigation, stepOfWork } from '../ui/step-navigation.tsx'
import type { Texts } from '../ui/texts.ts'

/** The bank's CA is at work; its page goes on by itself. */
export const Requested = ({ notice, texts, send }: { notice: Notice; texts: Texts; send: Send }) => (
  <>
    <Heading>{texts('requested_heading')}</Heading>
    <Busy>{texts('requested_sentence')}</Busy>
    <StepNavigation at={{ steps: notice.steps, step: stepOfWork(notice) }} texts={texts} />
    <p class="quiet">{texts('progress_may_close')}</p>
    <div class="buttons">
      <Button kind="secondary" press={() => send({ type: 'show-bank' })}>
        {texts('show_bank')}
      </Button>
    </div>
  </>
)
