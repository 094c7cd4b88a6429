import type { Snapshot } from '../../src/renewal/snapshot.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { Opening } from '../ui/progress.tsx'
import type { Texts } from '../ui/texts.ts'
import { AddProfile } from './add-profile.tsx'
import { AdministratorRules } from './administrator-rules.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { ProfileList } from './profile-list.tsx'
import { RefusedSettings } from './refused-settings.tsx'
import { SiteList } from './site-list.tsx'

interface OptionsProps {
  /** null: the background has not written one yet. */
  readonly snapshot: Snapshot | null
  readonly texts: Texts
  readonly send: Send
  /** Asks the browser for a host; called in the click itself. */
  readonly requestHost: (pattern: string) => Promise<boolean>
}

/** Which sites Koshin may read, and which banks it knows. It draws the snapshot and owns no truth, like the popup. */
export const Options = ({ snapshot, texts, send, requestHost }: OptionsProps) => (
  <>
    <header class="header tab-header">
      <p class="header-title">{texts('extName')}</p>
    </header>
    <main class="tab-page">
      {snapshot ? (
        <>
          <Heading>{texts('title_options')}</Heading>
          <RefusedSettings refused={snapshot.settings.refused} texts={texts} send={send} />
          <AdministratorRules {...snapshot.settings} texts={texts} />
          <SiteList {...snapshot.settings} texts={texts} send={send} requestHost={requestHost} />
          <ProfileList {...snapshot.settings} texts={texts} send={send} />
          {snapshot.settings.rules.mayAddBanks && (
            <AddProfile profiles={snapshot.settings.profiles} texts={texts} send={send} />
          )}
          <LanguageChoice texts={texts} send={send} />
          <Button kind="secondary" press={() => send({ type: 'open-certificates' })}>
            {texts('foot_certificates')}
          </Button>
        </>
      ) : (
        <Opening texts={texts} />
      )}
    </main>
  </>
)
