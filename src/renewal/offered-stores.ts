import { isStoreAllowed } from '../policy/refusal.ts'
import type { Rules } from '../policy/rules.ts'
import type { Store } from '../protocol/schema.ts'

/** Tokens, and of the computer's own stores the one that this browser looks into: what lies in another's is of no use here. */
export const isOfUse = ({ kind, ownBrowser }: Store): boolean => kind === 'token' || ownBrowser

/** Those of use that the administrator allows. */
export const offeredStores = (stores: readonly Store[], rules: Pick<Rules, 'stores'>): Store[] =>
  stores.filter((store) => isOfUse(store) && isStoreAllowed(rules, store.kind))
