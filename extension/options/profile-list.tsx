import type { Rules } from '../../src/policy/rules.ts'
import type { KnownProfile } from '../../src/renewal/snapshot.ts'
import type { Send } from '../ui/connection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { bankAndService } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import { useFocusWhenGone } from './focus-when-gone.ts'
import { ProfileFacts } from './profile-facts.tsx'
import { TakeAway } from './take-away.tsx'

const Profile = ({ profile, texts, send }: { profile: KnownProfile; texts: Texts; send: Send }) => {
  const { bank, source, overruled } = profile
  const name = bankAndService(bank, texts)
  return (
    <li class="card">
      <h3 class="heading-small">{name}</h3>
      {source === 'policy' && <p class="quiet">{texts('options_by_policy')}</p>}
      {overruled && <p>{texts('options_profile_overruled')}</p>}
      <ProfileFacts {...profile} id={bank.id} texts={texts} />
      {source === 'added' && (
        <TakeAway
          label={texts('options_profile_remove')}
          name={texts('options_profile_remove_named', { name })}
          question={texts('options_profile_remove_question', { name })}
          no={texts('options_profile_stay')}
          sure={() => send({ type: 'profile-removed', bank: bank.id })}
        />
      )}
    </li>
  )
}

interface ProfileListProps {
  readonly rules: Rules
  readonly profiles: readonly KnownProfile[]
  readonly texts: Texts
  readonly send: Send
}

/** What somebody has added stands open; what comes with Koshin is there for those who look for it. */
export const ProfileList = ({ rules, profiles, texts, send }: ProfileListProps) => {
  const bundled = profiles.filter(({ source }) => source === 'bundled')
  const given = profiles.filter(({ source }) => source !== 'bundled')
  const heading = useFocusWhenGone(given.length)
  return (
    <section aria-labelledby="profiles">
      <h2 id="profiles" class="heading-medium heading-focus" tabIndex={-1} ref={heading}>
        {texts('options_profiles')}
      </h2>
      <p>{texts(rules.mayAddBanks ? 'options_profiles_explain' : 'options_profiles_explain_administrator')}</p>
      {given.length > 0 && (
        <ul class="cards">
          {given.map((profile) => (
            <Profile key={`${profile.source} ${profile.bank.id}`} profile={profile} texts={texts} send={send} />
          ))}
        </ul>
      )}
      <Disclosure summary={texts('options_bundled', { count: String(bundled.length) })}>
        <ul class="plain-list">
          {bundled.map(({ bank }) => (
            <li key={bank.id}>{bankAndService(bank, texts)}</li>
          ))}
        </ul>
      </Disclosure>
    </section>
  )
}
