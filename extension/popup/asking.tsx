import { Heading } from '../ui/heading.tsx'
import { StepNavigation } from '../ui/step-navigation.tsx'
import type { Texts } from '../ui/texts.ts'

/** The consent window has the word. */
export const Asking = ({ texts }: { texts: Texts }) => (
  <>
    <Heading>{texts('asking_heading')}</Heading>
    <p>{texts('asking_sentence')}</p>
    <StepNavigation current="confirm" button={null} note={null} texts={texts} />
  </>
)
