import type { Sight } from '../../src/protocol/host.ts'

/**
 * Whether a Chromium finds a driver that its NSS database names. It reads the list of modules once, when a site first asks for a
 * certificate, and loads them all then. Seen with Chromium 156.
 */

export interface Grounds {
  /** The database names the driver, or one that shows the same token. */
  readonly listed: boolean
  /** What the browser has loaded: the driver itself; NSS's own module, so that it has read its list. null: the system does not say. */
  readonly loaded: { readonly driver: boolean; readonly nss: boolean } | null
  /** Milliseconds since the epoch, or null: when the browser began, and when the list changed last. */
  readonly startedAt: number | null
  readonly changedAt: number | null
}

/** Both clocks are right to a second. */
const CLOSE_MS = 2_000

/** null: it cannot be told. */
const startedAfterChange = ({ startedAt, changedAt }: Grounds): boolean | null =>
  startedAt === null || changedAt === null ? null : startedAt > changedAt + CLOSE_MS

export const sightInDatabase = (grounds: Grounds): Sight['seen'] => {
  const { listed, loaded } = grounds
  if (loaded?.driver) return 'yes'
  if (!listed) return 'no'
  if (loaded?.nss === false) return 'yes'
  const isAfter = startedAfterChange(grounds)
  // It has read the list with the driver in it, and could not load it: another start will not help.
  if (loaded !== null) return isAfter ? 'no' : 'after-restart'
  if (isAfter === null) return 'unknown'
  return isAfter ? 'yes' : 'after-restart'
}
