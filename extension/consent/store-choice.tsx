import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import type { Store } from '../../src/protocol/schema.ts'
import { whatHappened } from '../ui/errors.ts'
import { storeName } from '../ui/names.ts'
import { RadioCard } from '../ui/radio-card.tsx'
import { storeObstacle } from '../ui/readiness.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

interface StoreChoiceProps {
  readonly stores: readonly Store[]
  readonly algorithm: KeyAlgorithm
  readonly chosen: Store | null
  readonly choose: (store: Store) => void
  readonly texts: Texts
}

/** Why not this one, or what to know about it. */
const noteOf = (store: Store, algorithm: KeyAlgorithm): MessageKey => {
  const obstacle = storeObstacle(store, algorithm)
  if (obstacle) return whatHappened(obstacle)
  if (store.pin.tries === 'final') return 'tries_final'
  if (store.pin.tries === 'low') return 'tries_low'
  return store.kind === 'token' ? 'consent_store_note' : 'consent_store_computer'
}

/** All tokens that are connected and this browser's own store; those that cannot be used stay in sight with the reason. */
export const StoreChoice = ({ stores, algorithm, chosen, choose, texts }: StoreChoiceProps) => (
  <fieldset>
    <legend class="heading-small">{texts('consent_store')}</legend>
    {stores.map((store) => (
      <RadioCard
        key={store.uri}
        name="store"
        label={storeName(store, texts)}
        chosen={chosen?.uri === store.uri}
        choose={() => choose(store)}
        disabled={storeObstacle(store, algorithm) !== null}
      >
        {texts(noteOf(store, algorithm))}
      </RadioCard>
    ))}
  </fieldset>
)
