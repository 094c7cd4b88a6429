import { toReport } from '../../src/protocol/errors.ts'
import { renewedOf } from '../../src/renewal/at-hand.ts'
import { candidates, pendingEnrolments, usualStore } from '../../src/renewal/readiness.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { type Inventory, takeInventory } from './certificates-in-stores.ts'
import type { HostConnection } from './host-connection.ts'

/** Asks the host what is there, and what of it serves the renewal that is wanted. @param heard is told what was found */
export const checkReadiness = async (
  host: HostConnection,
  wanted: Notice | null,
  heard: (found: Inventory) => void,
): Promise<Readiness> => {
  try {
    const inventory = await takeInventory(host)
    heard(inventory)
    const { stores, modules, certificates, enrolments } = inventory
    const found = wanted ? candidates(wanted, certificates) : []
    const follows = found.length === 1 ? (found[0] ?? null) : null
    return {
      state: 'known',
      modules,
      stores,
      follows,
      candidates: found,
      renewed: wanted && renewedOf(wanted, { certificates, enrolments }),
      store: usualStore(stores, follows),
      pending: pendingEnrolments(enrolments),
    }
  } catch (error) {
    return { state: 'no-host', error: toReport(error) }
  }
}
