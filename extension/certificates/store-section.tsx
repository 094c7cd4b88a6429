import { useId } from 'preact/hooks'
import type { Store } from '../../src/protocol/schema.ts'
import type { Holdings } from '../../src/renewal/holdings.ts'
import type { Send } from '../ui/connection.ts'
import { storeName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { BrowserSight } from './browser-sight.tsx'
import { CertificateCard } from './certificate-card.tsx'

interface StoreSectionProps {
  readonly store: Store
  readonly holdings: Holdings
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

/** A token or one of the computer's own stores, and what lies in it. */
export const StoreSection = ({ store, holdings, blocked, now, texts, send }: StoreSectionProps) => {
  const id = useId()
  const own = holdings.certificates.filter(({ certificate }) => certificate.store === store.uri)
  return (
    <section aria-labelledby={id}>
      <h2 class="heading-medium" id={id}>
        <bdi>{storeName(store, texts)}</bdi>
      </h2>
      {store.kind === 'token' && (
        <BrowserSight store={store} sight={holdings.sights[store.uri]} blocked={blocked} texts={texts} send={send} />
      )}
      {own.length === 0 ? (
        <p class="quiet">{texts('certificates_none_here')}</p>
      ) : (
        <ul class="cards">
          {own.map((holding) => (
            <CertificateCard
              key={holding.certificate.uri}
              holding={holding}
              holdings={holdings}
              blocked={blocked}
              now={now}
              texts={texts}
              send={send}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
