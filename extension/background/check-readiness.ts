import { toReport } from '../../src/protocol/errors.ts'
import { candidates, pendingEnrolments, usualStore, type Wanted } from '../../src/renewal/readiness.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { HostConnection } from './host-connection.ts'

/** Asks the host what is there: drivers, tokens, certificates, enrolments from before. No PIN is needed. */
export const checkReadiness = async (host: HostConnection, wanted: Wanted | null): Promise<Readiness> => {
  try {
    const { stores, modules } = await host.call('store.list', {})
    const { certificates } = await host.call('certificate.list', { store: null })
    const { enrolments } = await host.call('enrolment.list', {})
    const found = wanted ? candidates(wanted, certificates) : []
    const follows = found.length === 1 ? (found[0] ?? null) : null
    return {
      state: 'known',
      modules,
      stores,
      follows,
      candidates: found,
      store: usualStore(stores, follows),
      pending: pendingEnrolments(enrolments),
    }
  } catch (error) {
    return { state: 'no-host', error: toReport(error) }
  }
}
