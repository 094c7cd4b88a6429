import type { KeyAlgorithm } from '../certificate/certificate.ts'
import type { ErrorCode, ErrorReport } from '../protocol/errors.ts'
import type { StoreKind } from '../renewal/state.ts'
import { isStrongEnough } from './key-strength.ts'
import type { Rules } from './rules.ts'

/** What the administrator's rules have against a key. */

/** There are two kinds of stores: where one is forbidden, the other is what is allowed. */
const ONLY_OTHER: Readonly<Record<StoreKind, ErrorCode>> = {
  computer: 'only-token-allowed',
  token: 'only-computer-allowed',
}

export const isStoreAllowed = ({ stores }: Pick<Rules, 'stores'>, kind: StoreKind): boolean =>
  stores === null || stores.includes(kind)

/** Why no key may go there; null: it may. */
export const storeRefusal = (rules: Pick<Rules, 'stores'>, kind: StoreKind): ErrorReport | null =>
  isStoreAllowed(rules, kind) ? null : { code: ONLY_OTHER[kind], data: {} }

/** @param store where it is to go; null: nobody has said yet */
export const refusalOf = (
  rules: Rules,
  { store, algorithm }: { readonly store: StoreKind | null; readonly algorithm: KeyAlgorithm },
): ErrorReport | null => {
  const refused = store === null ? null : storeRefusal(rules, store)
  if (refused || isStrongEnough(algorithm, rules.minimumRsaBits)) return refused
  return { code: 'key-not-allowed', data: { detail: `${algorithm}, RSA ${rules.minimumRsaBits}` } }
}

/** Where it goes, as far as that is clear before anybody is asked. @param wish the bank's; null: it does not say */
export const wishWithin = ({ stores }: Rules, wish: StoreKind | null): StoreKind | null => {
  const [only = null, another] = stores ?? []
  return wish ?? (another === undefined ? only : null)
}
