import type { Entry } from '../entry.ts'
import { folded } from './folded.ts'
import { type StateGroup, stateGroupOf } from './state-group.ts'
import { type Expiry, expiryOf, monthsFrom } from './timeline.ts'

/** An entry with what a list asks of it at each key press: found out once. */
export interface Listed {
  readonly entry: Entry
  /** Folded words of it, each on a line of its own, so that none is found across two. */
  readonly words: string
  readonly group: StateGroup
  /** null: nobody has to renew it. */
  readonly expiry: Expiry | null
}

const wordsOf = ({ row, places }: Entry): string => {
  const { bank, role, corporateId, userId, name, serialNumber, issuer } = row
  const own = [bank?.name.ja, bank?.name.en, role?.name.ja, role?.name.en, corporateId, userId, name]
  const stores = places.flatMap(({ computer, store }) => [computer, store.label, store.serialTail])
  const words = [...own, serialNumber, issuer, ...stores].flatMap((text) => text || [])
  return [...new Set(words)].map(folded).join('\n')
}

/** In the order of the entries. @param now milliseconds since the epoch */
export const listedOf = (entries: readonly Entry[], now: number): Listed[] => {
  const months = monthsFrom(now)
  return entries.map((entry) => ({
    entry,
    words: wordsOf(entry),
    group: stateGroupOf(entry.row),
    expiry: expiryOf(entry.row, months),
  }))
}
