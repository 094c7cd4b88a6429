import type { StoreSource } from '../../pkcs11/store-source.ts'
import type { BrowserFamily } from '../../stdio/caller.ts'

/** The NSS databases of this user's browsers. */
export const nssSources = (_caller: BrowserFamily | null): StoreSource[] => []
