import type { Notice } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { positionOf, StepNavigation } from '../ui/step-navigation.tsx'
import type { Texts } from '../ui/texts.ts'

/** The user is being led through the bank's screens: the heading is what to do now, in the words of the bank's button. */
export const OnTheWay = ({ notice, texts, send }: { notice: Notice; texts: Texts; send: Send }) => (
  <>
    <div>
      {/* The step navigation says the same to a screen reader. */}
      <p class="eyebrow" aria-hidden="true">
        {texts('steps_eyebrow', positionOf(notice.step))}
      </p>
      <Heading>{notice.next ? texts('way_press_heading', { button: notice.next }) : texts('way_wait_heading')}</Heading>
    </div>
    <StepNavigation
      current={notice.step}
      button={notice.next}
      note={texts(notice.next ? 'way_press_sentence' : 'way_wait_sentence')}
      texts={texts}
    />
    <p class="quiet">{texts('way_old_stays')}</p>
    <div class="buttons">
      <Button kind="secondary" press={() => send({ type: 'show-bank' })}>
        {texts('show_bank')}
      </Button>
    </div>
  </>
)
