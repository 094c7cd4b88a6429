import type { ProgressStep } from '../../src/protocol/host.ts'
import { underscored } from './errors.ts'
import { Heading } from './heading.tsx'
import { Spinner } from './spinner.tsx'
import type { MessageKey, Texts } from './texts.ts'

const sentenceOf = (step: ProgressStep | null): MessageKey =>
  step === null ? 'progress_starting' : `progress_${underscored(step)}`

/** Something is at work: what, in one sentence that is read out when it changes. */
export const Busy = ({ children }: { children: string }) => (
  <p class="busy" role="status">
    <Spinner />
    <span>{children}</span>
  </p>
)

/** Until the background has said where things stand. */
export const Opening = ({ texts }: { texts: Texts }) => (
  <>
    <Heading>{texts('opening_heading')}</Heading>
    <Busy>{texts('opening')}</Busy>
  </>
)

interface ProgressProps {
  readonly work: 'making' | 'installing'
  readonly step: ProgressStep | null
  /** The bank's page waits for the end; otherwise an enrolment from before is continued without it. */
  readonly bankWaits: boolean
  readonly texts: Texts
}

/** The host is at work: what is happening, what to leave alone, and that the window may be closed. */
export const Progress = ({ work, step, bankWaits, texts }: ProgressProps) => (
  <>
    <Heading>{texts(`${work}_heading`)}</Heading>
    <Busy>{texts(sentenceOf(step))}</Busy>
    {step === 'waiting-for-pin' && <p>{texts('pin_only_there')}</p>}
    <p>{texts(bankWaits ? 'progress_keep_token' : 'progress_keep_token_only')}</p>
    <p class="quiet">{texts('progress_may_close')}</p>
  </>
)
