import type { ProgressStep } from '../../src/protocol/host.ts'
import type { Renewal, StoreKind } from '../../src/renewal/state.ts'
import { underscored } from './errors.ts'
import { Heading } from './heading.tsx'
import { Spinner } from './spinner.tsx'
import type { MessageKey, Texts } from './texts.ts'

type Work = Extract<Renewal, { at: 'making' | 'installing' }>

/** What the host is doing in a renewal, for `Progress`. */
export const progressOf = (renewal: Work) => ({
  work: renewal.at,
  step: renewal.progress,
  storeKind: renewal.at === 'making' ? renewal.consent.storeKind : renewal.enrolment.storeKind,
  bankWaits: renewal.notice !== null,
})

/** The step in one sentence. */
export const sentenceOf = (step: ProgressStep | null): MessageKey =>
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
  readonly storeKind: StoreKind
  /** The bank's page waits for the end; otherwise an enrolment from before is continued without it. */
  readonly bankWaits: boolean
  readonly texts: Texts
}

/** What to leave alone; null: nothing. */
const keepSentence = ({ storeKind, bankWaits }: Pick<ProgressProps, 'storeKind' | 'bankWaits'>): MessageKey | null => {
  if (storeKind === 'computer') return bankWaits ? 'progress_keep_page' : null
  return bankWaits ? 'progress_keep_token' : 'progress_keep_token_only'
}

/** The same, in words. */
export const Keep = ({ texts, ...at }: Pick<ProgressProps, 'storeKind' | 'bankWaits' | 'texts'>) => {
  const sentence = keepSentence(at)
  return sentence && <p>{texts(sentence)}</p>
}

/** The host is at work: what is happening, what to leave alone, and that the window may be closed. */
export const Progress = ({ work, step, storeKind, bankWaits, texts }: ProgressProps) => (
  <>
    <Heading>{texts(`${work}_heading`)}</Heading>
    <Busy>{texts(sentenceOf(step))}</Busy>
    {step === 'waiting-for-pin' && <p>{texts('progress_pin_only_there')}</p>}
    <Keep storeKind={storeKind} bankWaits={bankWaits} texts={texts} />
    <p class="quiet">{texts('progress_may_close')}</p>
  </>
)
