import { DescriptionList } from '../ui/description-list.tsx'
import type { Texts } from '../ui/texts.ts'
import { hostOfPattern } from './host-of-pattern.ts'

interface ProfileFactsProps {
  readonly id: string
  /** Match patterns. */
  readonly origins: readonly string[]
  readonly screens: number
  readonly texts: Texts
}

/** What a profile is called by, which sites it is for, and how much it knows. */
export const ProfileFacts = ({ id, origins, screens, texts }: ProfileFactsProps) => (
  <DescriptionList
    texts={texts}
    rows={[
      ['options_profile_hosts', origins.map(hostOfPattern).join(', ') || texts('options_profile_no_hosts')],
      ['options_profile_screens', texts('options_profile_screens_count', { count: String(screens) })],
      ['options_profile_id', id],
    ]}
  />
)
