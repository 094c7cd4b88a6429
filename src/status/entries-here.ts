import type { Holding, Holdings } from '../renewal/holdings.ts'
import { instantText } from './certificate-rows.ts'
import type { Entry, Place } from './entry.ts'

/** The lines of the status page that this computer's own stores give. */

const placeOf = ({ certificate, row }: Holding, now: number): Place => ({
  computer: null,
  store: row.store,
  key: row.key,
  uri: certificate.uri,
  seenAt: instantText(now),
  stale: false,
})

/** One a certificate, in the order of the holdings. @param now milliseconds since the epoch */
export const entriesHere = ({ certificates }: Holdings, now: number): Entry[] => {
  const entries = new Map<string, Entry>()
  for (const holding of certificates) {
    const { row } = holding
    const known = entries.get(row.sha256)
    entries.set(row.sha256, { row: known?.row ?? row, places: [...(known?.places ?? []), placeOf(holding, now)] })
  }
  return [...entries.values()]
}
