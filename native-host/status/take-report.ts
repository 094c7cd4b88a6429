import { hostname } from 'node:os'
import { join } from 'node:path'
import { certificateRows, instantText } from '../../src/status/certificate-rows.ts'
import { pendingRows } from '../../src/status/pending-rows.ts'
import { REPORT_FORMAT, REPORT_VERSION, type StatusReport } from '../../src/status/report.ts'
import type { ReportStore } from '../../src/status/report-store.ts'
import { enrolmentView } from '../commands/enrolment-view.ts'
import { Journal } from '../journal/journal.ts'
import type { Drivers } from '../pkcs11/drivers.ts'
import type { TokenQuery } from '../pkcs11/names.ts'
import { HOST_VERSION } from '../version.ts'
import { knowledgeHere } from './known-banks.ts'
import { ReadBefore } from './read-before.ts'
import { seenStores } from './seen-stores.ts'

interface Looking {
  readonly drivers: Drivers
  /** null: all stores. */
  readonly query: TokenQuery | null
  /** Koshin's own folder: the journal, and what was read from certificates before. */
  readonly state: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** All certificates of this computer, as they stand now. @throws KoshinError */
export const takeReport = async ({ drivers, query, state, now }: Looking): Promise<StatusReport> => {
  const journal = new Journal(join(state, 'enrolments'), () => now)
  const readBefore = new ReadBefore(join(state, 'certificates-read.json'))
  const { stores, failed } = await seenStores(drivers, query, { journal, read: readBefore.read })
  readBefore.keep()
  const { records, unreadable } = journal.list()
  const enrolments = records.map(enrolmentView)
  const certificates = stores.flatMap((seen) => seen.certificates)
  const byUri = new Map<string, ReportStore>(stores.map(({ uri, store }) => [uri, store]))
  const storeOf = (uri: string): ReportStore => {
    const store = byUri.get(uri)
    if (store === undefined) throw new Error('a certificate of no store')
    return store
  }
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    generatedAt: instantText(now),
    computer: hostname(),
    hostVersion: HOST_VERSION,
    idsShortened: false,
    certificates: certificateRows(knowledgeHere(certificates, enrolments), storeOf, now),
    strayKeys: stores.flatMap(({ store, strayKeys }) => (strayKeys > 0 ? [{ store, count: strayKeys }] : [])),
    enrolments: pendingRows(enrolments, now),
    unreadableRecords: unreadable.length,
    failedStores: failed,
  }
}
