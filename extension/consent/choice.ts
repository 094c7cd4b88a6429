import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import type { CertificateEntry, Store } from '../../src/protocol/schema.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { StoreKind } from '../../src/renewal/state.ts'
import { storeObstacle, targetStore } from '../ui/readiness.ts'
import type { MessageKey } from '../ui/texts.ts'

type Known = Extract<Readiness, { state: 'known' }>

/** What the user has picked so far, by URI; null: nothing. */
export interface Picked {
  readonly store: string | null
  readonly follows: string | null
  /** On the last try of the PIN: the user is sure to know it. */
  readonly sure: boolean
}

export interface Choice {
  readonly store: Store | null
  readonly follows: CertificateEntry | null
  /** Why it cannot be confirmed yet; null: it can. */
  readonly missing: MessageKey | null
}

/** What a new key is made like, and where the bank's button puts it (see PageWish). */
export interface Wanted {
  readonly algorithm: KeyAlgorithm
  readonly store: StoreKind | null
}

const chosenStore = (readiness: Known, picked: string | null, { algorithm, store: wish }: Wanted): Store | null => {
  const store = picked ? readiness.stores.find(({ uri }) => uri === picked) : targetStore(readiness, wish)
  return store && storeObstacle(store, algorithm) === null ? store : null
}

const missingOf = (store: Store | null, follows: CertificateEntry | null, sure: boolean): MessageKey | null => {
  if (!follows) return 'consent_choose_certificate'
  if (!store) return 'consent_choose_store'
  return store.pin.tries === 'final' && !sure ? 'consent_say_sure' : null
}

/** What is picked, or where nothing is, what is clear by itself: a choice that is not clear is never made for the user. */
export const choiceOf = (readiness: Known, picked: Picked, wanted: Wanted): Choice => {
  const store = chosenStore(readiness, picked.store, wanted)
  const follows = readiness.candidates.find(({ uri }) => uri === picked.follows) ?? readiness.follows
  return { store, follows, missing: missingOf(store, follows, picked.sure) }
}
