import { Progress, progressOf } from '../ui/progress.tsx'
import { StepNavigation, stepOfWork } from '../ui/step-navigation.tsx'
import type { Texts } from '../ui/texts.ts'
import type { Screen } from './screen-of.ts'

type Work = Extract<Screen, { name: 'working' }>['renewal']

/** The host is making the key, or saving the certificate. */
export const Working = ({ renewal, texts }: { renewal: Work; texts: Texts }) => (
  <>
    <Progress {...progressOf(renewal)} texts={texts} />
    {/* Continued later, away from the bank's page: the bank's steps are over. */}
    {renewal.notice && (
      <StepNavigation at={{ steps: renewal.notice.steps, step: stepOfWork(renewal.notice) }} texts={texts} />
    )}
  </>
)
