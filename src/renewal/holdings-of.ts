import { removable } from '../certificate/removable.ts'
import type { CertificateEntry, Store } from '../protocol/schema.ts'
import { type Knowledge, tieOf } from '../reminder/tie.ts'
import { rowsOf } from '../status/certificate-rows.ts'
import { type ReportStore, reportStore } from '../status/report-store.ts'
import type { Holding } from './holdings.ts'

/** What a store is called, by its URI. */
const storeIn =
  (stores: readonly Store[]) =>
  (uri: string): ReportStore => {
    const store = stores.find((one) => one.uri === uri)
    if (store === undefined) throw new Error('a certificate of no store')
    return reportStore(store)
  }

/** What is known of others counts too: a later one may lie on a token that is away. */
const knowing = (certificates: readonly CertificateEntry[], knowledge: Knowledge): Knowledge => {
  const here = new Set(certificates.map(({ uri }) => uri))
  return {
    ...knowledge,
    certificates: [...certificates, ...knowledge.certificates.filter(({ uri }) => !here.has(uri))],
  }
}

/**
 * Those that the stores hold now, the one that ends first before the others.
 * @param stores that hold them
 * @param proven SHA-256 of certificates that have signed while this was open
 * @param now milliseconds since the epoch
 */
export const holdingsOf = (
  { stores, certificates }: { readonly stores: readonly Store[]; readonly certificates: readonly CertificateEntry[] },
  knowledge: Knowledge,
  proven: ReadonlySet<string>,
  now: number,
): Holding[] =>
  rowsOf(certificates, knowing(certificates, knowledge), storeIn(stores), now)
    .map(({ certificate, row }) => ({
      certificate,
      row,
      bank: tieOf(certificate, knowledge)?.bank ?? null,
      removal: removable(certificate, certificates, now, ({ sha256 }) => proven.has(sha256)).reason,
    }))
    .toSorted((a, b) => a.row.end.localeCompare(b.row.end))
