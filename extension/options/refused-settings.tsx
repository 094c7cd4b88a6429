import type { RefusedSetting } from '../../src/renewal/snapshot.ts'
import type { Send } from '../ui/connection.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'
import { ProblemList } from './problem-list.tsx'
import { TakeAway } from './take-away.tsx'

interface RefusedSettingsProps {
  readonly refused: readonly RefusedSetting[]
  readonly texts: Texts
  readonly send: Send
}

/** What an administrator gave, or an earlier version took, and what cannot be used: it comes first, for nobody would look for it. */
export const RefusedSettings = ({ refused, texts, send }: RefusedSettingsProps) =>
  refused.length === 0 ? null : (
    <NotificationBanner kind="warning" heading={<h2 class="heading-medium">{texts('options_bad_heading')}</h2>}>
      {refused.map(({ source, name, problems, more }) => (
        <section key={`${source} ${name}`}>
          <p>{texts(source === 'policy' ? 'options_bad_policy' : 'options_bad_added', { name })}</p>
          <ProblemList
            problems={problems}
            more={more}
            whole={source === 'policy' ? 'options_whole_value' : 'options_whole_file'}
            texts={texts}
          />
          {source === 'added' && (
            <TakeAway
              label={texts('options_profile_remove')}
              name={texts('options_profile_remove_named', { name })}
              question={texts('options_profile_remove_question', { name })}
              no={texts('options_profile_stay')}
              sure={() => send({ type: 'profile-removed', bank: name })}
            />
          )}
        </section>
      ))}
    </NotificationBanner>
  )
