import type { Store } from '../protocol/schema.ts'

/** Tokens, and of the computer's own stores the one that this browser looks into: what lies in another's is of no use here. */
export const offeredStores = (stores: readonly Store[]): Store[] =>
  stores.filter(({ kind, ownBrowser }) => kind === 'token' || ownBrowser)
