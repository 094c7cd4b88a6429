import { refusalOf } from '../../src/policy/refusal.ts'
import type { Rules } from '../../src/policy/rules.ts'
import { toReport } from '../../src/protocol/errors.ts'
import type { CertificateEntry, Enrolment, Store } from '../../src/protocol/schema.ts'
import { renewedOf } from '../../src/renewal/at-hand.ts'
import { offeredStores } from '../../src/renewal/offered-stores.ts'
import { candidates, pendingEnrolments, usualStore } from '../../src/renewal/readiness.ts'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { Notice, StoreKind } from '../../src/renewal/state.ts'
import { type Inventory, takeInventory } from './certificates-in-stores.ts'
import type { HostConnection } from './host-connection.ts'
import { readKeptAnswer } from './kept-answers.ts'

const withAnswerHere = async (enrolments: readonly Enrolment[]): Promise<string[]> => {
  const kept = await Promise.all(enrolments.map(({ id }) => readKeptAnswer(id)))
  return enrolments.flatMap(({ id }, index) => (kept[index] === null ? [] : [id]))
}

/** The key on a token is the one that stays, where a certificate lies in two stores. */
const tokensFirst = (certificates: readonly CertificateEntry[], stores: readonly Store[]): CertificateEntry[] => {
  const tokens = new Set(stores.flatMap(({ kind, uri }) => (kind === 'token' ? [uri] : [])))
  return certificates.toSorted((a, b) => Number(tokens.has(b.store)) - Number(tokens.has(a.store)))
}

interface Question {
  readonly host: HostConnection
  readonly rules: Rules
  readonly wanted: Notice | null
  /** Where the bank's button puts the certificate; null: it does not say. */
  readonly wish: StoreKind | null
  /** Is told what was found. */
  readonly heard: (found: Inventory) => void
  /** First has the host look for keys whose records are lost. */
  readonly rescue: boolean
}

/** Asks the host what is there, and what of it serves the renewal that is wanted. */
export const checkReadiness = async ({ host, rules, wanted, wish, heard, rescue }: Question): Promise<Readiness> => {
  try {
    if (rescue) await host.call('enrolment.rescue', {})
    const inventory = await takeInventory(host)
    heard(inventory)
    const { modules, certificates, enrolments, unreadable, strayKeys } = inventory
    const stores = offeredStores(inventory.stores, rules)
    const pending = pendingEnrolments(enrolments)
    const found = wanted ? candidates(wanted, tokensFirst(certificates, inventory.stores)) : []
    const follows = found.length === 1 ? (found[0] ?? null) : null
    return {
      state: 'known',
      modules,
      stores,
      refusal: wanted?.maker === 'koshin' ? refusalOf(rules, { store: wish, algorithm: wanted.algorithm }) : null,
      follows,
      candidates: found,
      renewed: wanted && renewedOf(wanted, { certificates, enrolments }),
      store: usualStore(stores, found, wish),
      pending,
      answersHere: await withAnswerHere(pending),
      unreadable,
      strayKeys,
    }
  } catch (error) {
    return { state: 'no-host', error: toReport(error) }
  }
}
