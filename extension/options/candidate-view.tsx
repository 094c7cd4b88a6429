import { useLayoutEffect, useRef } from 'preact/hooks'
import { SHOWN_PROBLEMS } from '../../src/bank/accept-profile.ts'
import type { KnownProfile } from '../../src/renewal/snapshot.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import { underscored } from '../ui/errors.ts'
import { bankAndService } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'
import type { Candidate } from './candidate.ts'
import { ProblemList } from './problem-list.tsx'
import { ProfileFacts } from './profile-facts.tsx'

type In<State extends Candidate['state']> = Extract<Candidate, { state: State }>

/** The answer to a file that was picked: a screen reader goes on from here. */
const AnswerHeading = ({ children }: { children: string }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <h3 class="heading-small heading-focus" tabIndex={-1} ref={heading}>
      {children}
    </h3>
  )
}

const Bad = ({ candidate, texts }: { candidate: In<'bad' | 'no-text' | 'several'>; texts: Texts }) => (
  <NotificationBanner kind="error" heading={<AnswerHeading>{texts('options_bad_file_heading')}</AnswerHeading>}>
    {candidate.state !== 'several' && <p class="quiet">{visibleText(candidate.name)}</p>}
    {candidate.state === 'several' && <p>{texts('options_file_several')}</p>}
    {candidate.state === 'no-text' && <p>{texts(`options_file_${underscored(candidate.fault)}`)}</p>}
    {candidate.state === 'bad' && (
      <>
        <p>{texts('options_bad_file_next')}</p>
        <ProblemList
          problems={candidate.problems.slice(0, SHOWN_PROBLEMS)}
          whole="options_whole_file"
          more={Math.max(0, candidate.problems.length - SHOWN_PROBLEMS)}
          texts={texts}
        />
      </>
    )}
  </NotificationBanner>
)

interface GoodProps {
  readonly candidate: In<'good'>
  /** What was added before under the same id. */
  readonly replaced: KnownProfile | null
  readonly add: () => void
  readonly cancel: () => void
  readonly texts: Texts
}

const Good = ({ candidate: { profile }, replaced, add, cancel, texts }: GoodProps) => (
  <div class="card">
    <AnswerHeading>{texts(replaced ? 'options_replace_heading' : 'options_found_heading')}</AnswerHeading>
    <p>
      <strong>{bankAndService(profile, texts)}</strong>
    </p>
    <ProfileFacts id={profile.id} origins={profile.origins} screens={profile.screens.length} texts={texts} />
    {replaced && <p>{texts('options_replace_sentence', { name: bankAndService(replaced.bank, texts) })}</p>}
    <p class="quiet">{texts('options_trust')}</p>
    <div class="buttons">
      <Button kind="primary" press={add}>
        {texts(replaced ? 'options_replace_yes' : 'options_add_yes')}
      </Button>
      <Button kind="secondary" press={cancel}>
        {texts('options_add_no')}
      </Button>
    </div>
  </div>
)

/** A file that was picked: what is in it, or why it cannot be added. */
export const CandidateView = ({ candidate, ...rest }: Omit<GoodProps, 'candidate'> & { candidate: Candidate }) =>
  candidate.state === 'good' ? (
    <Good candidate={candidate} {...rest} />
  ) : (
    <Bad candidate={candidate} texts={rest.texts} />
  )
