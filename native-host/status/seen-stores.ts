import { KoshinError } from '../../src/protocol/errors.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import type { StatusReport } from '../../src/status/report.ts'
import { type ReportStore, reportStore } from '../../src/status/report-store.ts'
import { type CertificateReader, clientCertificates } from '../commands/certificate-entry.ts'
import { strayKeysOn } from '../commands/stray-keys.ts'
import type { Journal } from '../journal/journal.ts'
import { log } from '../log.ts'
import type { Drivers, TokenInDriver } from '../pkcs11/drivers.ts'
import { type TokenQuery, tokenText, tokenUri } from '../pkcs11/names.ts'
import { kindOf } from '../pkcs11/token-facts.ts'
import type { TokenFacts } from '../pkcs11/verbs.ts'

/** What lies in the stores, seen without a PIN and without touching anything: no enrolment is taken further by a look. */

interface Looking {
  readonly journal: Journal
  readonly read: CertificateReader
}

interface SeenStore {
  readonly uri: string
  readonly store: ReportStore
  readonly certificates: readonly CertificateEntry[]
  readonly strayKeys: number
}

export interface SeenStores {
  readonly stores: readonly SeenStore[]
  readonly failed: StatusReport['failedStores']
}

const storeOf = (token: TokenFacts): ReportStore => reportStore({ ...token, kind: kindOf(token.keeper) })

const seenIn = async (found: TokenInDriver, looking: Looking): Promise<SeenStore> => {
  const { driver, token } = found
  const stored = await driver.process.call('list-certificates', { token })
  // The driver looks at the keys while what it has found is read.
  const strays = strayKeysOn(found, looking)
  const certificates = clientCertificates(token, stored, looking.read)
  return { uri: tokenUri(token), store: storeOf(token), certificates, strayKeys: (await strays).length }
}

/** One that fails does not hide the others, but is told of. */
const seenOrFailed = async (found: TokenInDriver, looking: Looking): Promise<SeenStores> => {
  try {
    return { stores: [await seenIn(found, looking)], failed: [] }
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('store cannot be read', { code: error.code, ckr: error.data.ckr, module: found.driver.name })
    return { stores: [], failed: [{ name: tokenText(found.token), reason: error.code }] }
  }
}

const failedDrivers = ({ reports, storeReports }: Drivers): StatusReport['failedStores'] =>
  [...reports, ...storeReports]
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state }) => ({ name, reason: state }))

/** @param query null: all stores. @throws KoshinError where the one that is asked for is not there */
export const seenStores = async (drivers: Drivers, query: TokenQuery | null, looking: Looking): Promise<SeenStores> => {
  const found = query === null ? drivers.tokens : [drivers.find(query)]
  const seen = []
  // One after the other: a driver does one thing at a time, and most computers have one.
  for (const one of found) seen.push(await seenOrFailed(one, looking))
  return {
    stores: seen.flatMap(({ stores }) => stores),
    failed: [...(query === null ? failedDrivers(drivers) : []), ...seen.flatMap(({ failed }) => failed)],
  }
}
