import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { ModuleReport } from '../../src/protocol/schema.ts'
import { type Config, NO_CONFIG, readConfig } from '../config.ts'
import { Journal } from '../journal/journal.ts'
import { isOpen } from '../journal/record.ts'
import { findNssLibrary } from '../os-store/nss/nss-library.ts'
import { storeSources } from '../os-store/sources.ts'
import { findPinentry } from '../pin/find-pinentry.ts'
import { type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { tokenText } from '../pkcs11/names.ts'
import { kindOf } from '../pkcs11/token-facts.ts'
import { placesHere } from '../places.ts'
import type { Say } from '../sentences.ts'
import { moduleFindings } from '../setup/module-findings.ts'
import { registrationHere } from '../setup/plan.ts'
import { isCurrent, registered } from '../setup/registration.ts'
import { type Finding, journalFindings, nodeFinding, storeFindings, tokenFindings } from './findings.ts'

/** Looks at everything that a renewal needs, and says it in plain sentences. */

const manifests = (say: Say): Finding[] => {
  const { launcher, manifests: files } = registrationHere(null, null)
  const found = files.flatMap((manifest): Finding[] => {
    const { browser, file } = manifest
    const whose = registered(manifest, launcher.file)
    if (whose === 'none') return []
    const name = whose === 'ours' ? 'doctor.manifest' : 'doctor.manifestForeign'
    return [{ ok: whose === 'ours', sentence: say(name, { browser, file }) }]
  })
  if (found.length === 0) return [{ ok: false, sentence: say('doctor.manifestNone') }]
  return isCurrent(launcher) ? found : [...found, { ok: false, sentence: say('doctor.launcherStale') }]
}

const config = (file: string, say: Say): { config: Config; findings: Finding[] } => {
  try {
    const read = readConfig(file)
    const isUsed = read !== NO_CONFIG
    return { config: read, findings: isUsed ? [{ ok: true, sentence: say('doctor.config') }] : [] }
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    const sentence = say('doctor.configDamaged', { detail: error.data.detail ?? '' })
    return { config: NO_CONFIG, findings: [{ ok: false, sentence }] }
  }
}

const drivers = (reports: readonly ModuleReport[], say: Say): Finding[] =>
  reports.length === 0
    ? [{ ok: false, sentence: say('doctor.driverNone') }]
    : reports.map(({ name, state }) => ({ ok: state === 'ok', sentence: say(`doctor.driver.${state}`, { name }) }))

const tokens = (found: readonly TokenInDriver[], say: Say): Finding[] =>
  found.length === 0
    ? [{ ok: true, sentence: say('doctor.tokenNone') }]
    : found.flatMap(({ token }) => tokenFindings(token, tokenText(token), say))

/** Nothing of it is needed for a token, so nothing is amiss where the computer has no store of its own. */
const computerStores = (found: readonly TokenInDriver[], reports: readonly ModuleReport[], say: Say): Finding[] =>
  storeFindings(
    found.map(({ token }) => token),
    reports.filter(({ state }) => state !== 'ok').map(({ name }) => name),
    say,
  )

const nssLibrary = ({ nss }: Config, say: Say): Finding[] => {
  const isUsed = process.platform === 'linux' && nss.databases?.length !== 0
  const isThere = nss.library !== null || findNssLibrary() !== null
  return isUsed && !isThere ? [{ ok: true, sentence: say('doctor.nssNone') }] : []
}

const pinDialog = ({ pinentry }: Config, say: Say): Finding => {
  const program = findPinentry(pinentry, process.env)
  return {
    ok: true,
    sentence: program === null ? say('doctor.pinentryNone') : say('doctor.pinentry', { program }),
  }
}

const stateFolder = (folder: string, say: Say): Finding => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    return { ok: true, sentence: say('doctor.state', { folder }) }
  } catch {
    return { ok: false, sentence: say('doctor.stateUnwritable', { folder }) }
  }
}

const journal = (folder: string, say: Say): Finding[] => {
  const { records, unreadable } = new Journal(join(folder, 'enrolments'), () => Date.now()).list()
  return journalFindings(records.filter(isOpen), unreadable.length, say)
}

const examine = async (say: Say): Promise<Finding[]> => {
  const { state, config: configFile } = placesHere()
  const { config: read, findings } = config(configFile, say)
  const found = await withDrivers(storeSources(read, null), async (opened) => [
    ...drivers(opened.reports, say),
    ...tokens(
      opened.tokens.filter(({ token }) => kindOf(token.keeper) === 'token'),
      say,
    ),
    ...nssLibrary(read, say),
    ...computerStores(
      opened.tokens.filter(({ token }) => kindOf(token.keeper) === 'computer'),
      opened.storeReports,
      say,
    ),
  ])
  return [
    nodeFinding(process.versions.node, say),
    ...manifests(say),
    ...moduleFindings(read, say),
    ...findings,
    ...found,
    pinDialog(read, say),
    stateFolder(state, say),
    ...journal(state, say),
  ]
}

/** @returns the exit code: 1 where something keeps a renewal from working */
export const doctor = async (say: Say): Promise<number> => {
  const home = homedir()
  const findings = await examine(say)
  for (const { ok, sentence } of findings) console.log(`${ok ? '○' : '×'} ${sentence.replaceAll(home, '~')}`)
  const isWell = findings.every(({ ok }) => ok)
  console.log(say(isWell ? 'doctor.ok' : 'doctor.notOk'))
  return isWell ? 0 : 1
}
