import type { StoreKind } from '../renewal/state.ts'

/**
 * What an administrator has laid down beside banks and sites (managed-schema.json, docs/policy.md). Every world that carries
 * something out asks here; what is null, or allowed, is left to the user.
 */
export interface Rules {
  /** Kinds of stores that a key may go to. */
  readonly stores: readonly StoreKind[] | null
  /** Drivers of tokens that may be loaded: file names or absolute paths. */
  readonly modules: readonly string[] | null
  /** The least bits of a new RSA key; a curve counts by its strength. */
  readonly minimumRsaBits: number | null
  readonly reminders: {
    /** Days before the last one on which people are reminded, for all banks, the most first. */
    readonly days: readonly number[] | null
    readonly maySnooze: boolean
  }
  /** Absolute path of the folder that gets this computer's report. */
  readonly exportFolder: string | null
  /** IDs in that report keep their last characters only. */
  readonly exportShortIds: boolean
  /** `1.2.3`: an older program on this computer is not used. */
  readonly minimumHostVersion: string | null
  /** Whether people may add profiles and say whose a site is. */
  readonly mayAddBanks: boolean
}

export const NO_RULES: Rules = {
  stores: null,
  modules: null,
  minimumRsaBits: null,
  reminders: { days: null, maySnooze: true },
  exportFolder: null,
  exportShortIds: false,
  minimumHostVersion: null,
  mayAddBanks: true,
}
