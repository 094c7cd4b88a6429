import { useState } from 'preact/hooks'
import type { Rules } from '../../src/policy/rules.ts'
import type { KnownSite } from '../../src/renewal/snapshot.ts'
import type { Send } from '../ui/connection.ts'
import { Icon } from '../ui/icon.tsx'
import { bankAndService } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import { useFocusWhenGone } from './focus-when-gone.ts'
import { hostOfPattern } from './host-of-pattern.ts'
import { TakeAway } from './take-away.tsx'

type RequestHost = (pattern: string) => Promise<boolean>

const SiteState = ({ allowed, texts }: { allowed: boolean; texts: Texts }) => (
  <p class="site-state">
    <Icon name={allowed ? 'success' : 'warning'} />
    <span>{texts(allowed ? 'options_site_allowed' : 'options_site_not_allowed')}</span>
  </p>
)

const Allow = ({ pattern, texts, requestHost }: { pattern: string; texts: Texts; requestHost: RequestHost }) => {
  const [refused, setRefused] = useState(false)
  return (
    <>
      <button
        type="button"
        class="button button-secondary"
        aria-label={texts('options_allow_named', { host: hostOfPattern(pattern) })}
        // Without any await before it: browsers ask for a permission only while the click is being handled.
        onClick={() => void requestHost(pattern).then((granted) => setRefused(!granted))}
      >
        {texts('options_allow')}
      </button>
      <div role="status">{refused && <p>{texts('options_refused')}</p>}</div>
    </>
  )
}

interface SiteProps {
  readonly site: KnownSite
  readonly texts: Texts
  readonly send: Send
  readonly requestHost: RequestHost
}

/** What an administrator or an edition has laid down is not the user's to take away here. */
const isOwn = ({ source, allowed }: KnownSite): boolean => source === 'user' || (source === 'added' && allowed)

const Site = ({ site, texts, send, requestHost }: SiteProps) => {
  const { pattern, bank, source, allowed } = site
  const host = hostOfPattern(pattern)
  return (
    <li class="card">
      <div>
        <h3 class="host">
          <bdi>{host}</bdi>
        </h3>
        <p class="quiet">{bankAndService(bank, texts)}</p>
        {source === 'policy' && <p class="quiet">{texts('options_by_policy')}</p>}
        {source === 'edition' && <p class="quiet">{texts('options_site_edition')}</p>}
      </div>
      <SiteState allowed={allowed} texts={texts} />
      {!allowed && <Allow pattern={pattern} texts={texts} requestHost={requestHost} />}
      {isOwn(site) && (
        <TakeAway
          label={texts('options_site_remove')}
          name={texts('options_site_remove_named', { host })}
          question={texts('options_site_remove_question', { host })}
          no={texts('options_keep')}
          sure={() => send({ type: 'site-removed', pattern })}
        />
      )}
    </li>
  )
}

interface SiteListProps extends Omit<SiteProps, 'site'> {
  readonly rules: Rules
  readonly sites: readonly KnownSite[]
}

export const SiteList = ({ sites, rules, texts, ...rest }: SiteListProps) => {
  const heading = useFocusWhenGone(sites.filter(({ allowed }) => allowed).length)
  return (
    <section aria-labelledby="sites">
      <h2 id="sites" class="heading-medium heading-focus" tabIndex={-1} ref={heading}>
        {texts('options_sites')}
      </h2>
      {sites.length === 0 ? (
        <p>{texts(rules.mayAddBanks ? 'options_sites_none' : 'options_sites_none_administrator')}</p>
      ) : (
        <ul class="cards">
          {sites.map((site) => (
            <Site key={`${site.pattern} ${site.allowed}`} site={site} texts={texts} {...rest} />
          ))}
        </ul>
      )}
    </section>
  )
}
