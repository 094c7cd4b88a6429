import { toReport } from '../../src/protocol/errors.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import { renewedOf } from '../../src/renewal/at-hand.ts'
import { candidates, pendingEnrolments, usualStore } from '../../src/renewal/readiness.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { type Inventory, takeInventory } from './certificates-in-stores.ts'
import type { HostConnection } from './host-connection.ts'
import { readKeptAnswer } from './kept-answers.ts'

const withAnswerHere = async (enrolments: readonly Enrolment[]): Promise<string[]> => {
  const kept = await Promise.all(enrolments.map(({ id }) => readKeptAnswer(id)))
  return enrolments.flatMap(({ id }, index) => (kept[index] === null ? [] : [id]))
}

/**
 * Asks the host what is there, and what of it serves the renewal that is wanted.
 * @param heard is told what was found
 * @param rescue first has the host look for keys whose records are lost
 */
export const checkReadiness = async (
  host: HostConnection,
  wanted: Notice | null,
  heard: (found: Inventory) => void,
  rescue: boolean,
): Promise<Readiness> => {
  try {
    if (rescue) await host.call('enrolment.rescue', {})
    const inventory = await takeInventory(host)
    heard(inventory)
    const { stores, modules, certificates, enrolments, unreadable, strayKeys } = inventory
    const pending = pendingEnrolments(enrolments)
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
      pending,
      answersHere: await withAnswerHere(pending),
      unreadable,
      strayKeys,
    }
  } catch (error) {
    return { state: 'no-host', error: toReport(error) }
  }
}
