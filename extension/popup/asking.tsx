import type { Notice } from '../../src/renewal/state.ts'
import { Heading } from '../ui/heading.tsx'
import { StepNavigation, stepOfWork } from '../ui/step-navigation.tsx'
import type { Texts } from '../ui/texts.ts'

/** The consent window has the word. */
export const Asking = ({ notice, texts }: { notice: Notice; texts: Texts }) => (
  <>
    <Heading>{texts('asking_heading')}</Heading>
    <p>{texts('asking_sentence')}</p>
    <StepNavigation at={{ steps: notice.steps, step: stepOfWork(notice) }} texts={texts} />
  </>
)
