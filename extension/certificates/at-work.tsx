import type { Deed, Holdings, Work } from '../../src/renewal/holdings.ts'
import type { Renewal } from '../../src/renewal/state.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Busy, sentenceOf } from '../ui/progress.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'

/** One thing at a time: what is being done now, and why nothing else can be begun. */

const RENEWING: ReadonlySet<Renewal['at']> = new Set(['asking', 'making', 'requested', 'installing'])

const WORDS: Record<Deed, MessageKey> = {
  import: 'certificates_importing',
  move: 'certificates_moving',
  prove: 'certificates_proving',
  remove: 'certificates_removing',
  connect: 'certificates_connecting',
}

/** Id of the sentence that says why no button does anything. */
export const WORK_ID = 'at-work'

/** Id of the sentence that says why nothing can be begun; undefined: something can. */
export type Blocked = typeof WORK_ID | undefined

export const isInHand = ({ work }: Holdings, { at }: Renewal): Blocked =>
  work !== null || RENEWING.has(at) ? WORK_ID : undefined

interface WorkNoticeProps {
  readonly work: Work | null
  readonly renewal: Renewal
  readonly texts: Texts
}

const AtWork = ({ work: { deed, about, progress }, texts }: { work: Work; texts: Texts }) => (
  <section id={WORK_ID}>
    <h2 class="heading-small">{texts(WORDS[deed], { name: about })}</h2>
    <Busy>{texts(progress === 'waiting-for-pin' ? 'certificates_waiting' : sentenceOf(progress))}</Busy>
    <p class="quiet">{texts('progress_may_close')}</p>
  </section>
)

export const WorkNotice = ({ work, renewal, texts }: WorkNoticeProps) => {
  if (work) return <AtWork work={work} texts={texts} />
  if (!RENEWING.has(renewal.at)) return null
  return (
    <div id={WORK_ID}>
      <NotificationBanner kind="info" heading={<p>{texts('certificates_renewing')}</p>} />
    </div>
  )
}
