import { useId } from 'preact/hooks'
import type { Store } from '../../src/protocol/schema.ts'
import type { Holdings } from '../../src/renewal/holdings.ts'
import type { Send } from '../ui/connection.ts'
import { storeName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { BrowserSight } from './browser-sight.tsx'

/** What a section of the page draws from. */
export interface SectionProps {
  readonly holdings: Holdings
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

const countIn = (store: Store, { certificates }: Holdings): number =>
  certificates.filter(({ certificate }) => certificate.store === store.uri).length

const StoreCard = ({ store, holdings, blocked, texts, send }: SectionProps & { readonly store: Store }) => {
  const id = useId()
  const count = countIn(store, holdings)
  return (
    <li class="card" aria-labelledby={id}>
      <h3 class="heading-small" id={id}>
        <bdi>{storeName(store, texts)}</bdi>
      </h3>
      <p>
        {count === 0 ? texts('certificates_none_here') : texts('certificates_detail_count', { count: String(count) })}
      </p>
      {store.kind === 'token' && (
        <BrowserSight store={store} sight={holdings.sights[store.uri]} blocked={blocked} texts={texts} send={send} />
      )}
    </li>
  )
}

/** The tokens and the computer's own stores: how much lies in each, and whether this browser finds it. */
export const Stores = (props: SectionProps) => {
  const { holdings, texts } = props
  if (holdings.stores.length === 0) return null
  return (
    <section class="not-printed" aria-labelledby="stores">
      <h2 class="heading-medium" id="stores">
        {texts('certificates_detail_stores')}
      </h2>
      <ul class="cards">
        {holdings.stores.map((store) => (
          <StoreCard key={store.uri} store={store} {...props} />
        ))}
      </ul>
    </section>
  )
}
