import { basename } from 'node:path'
import { KoshinError, toReport } from '../../src/protocol/errors.ts'
import type { ModuleReport } from '../../src/protocol/schema.ts'
import { readConfig } from '../config.ts'
import { logError } from '../log.ts'
import { asOfComputer, NssStore } from '../os-store/nss/nss-store.ts'
import { storeFailed } from '../os-store/system-command.ts'
import { placesHere } from '../places.ts'
import { unstable } from './crashes.ts'
import { driverFile } from './module-paths.ts'
import { ModuleProcess } from './module-process.ts'
import { isNamed, namesDatabase, type TokenQuery, tokenUri } from './names.ts'
import type { StoreProcess } from './store-process.ts'
import type { StoreSource } from './store-source.ts'
import type { SecondsFor } from './time-limits.ts'
import type { TokenFacts } from './verbs.ts'

/** All sources of stores, each in a process of its own, and the tokens (or stores of the computer) that they show. */

export interface OpenDriver {
  /** File name. */
  readonly name: string
  readonly process: StoreProcess
  readonly tokens: readonly TokenFacts[]
  /** Absolute path of a token's driver; null: one of the computer's own stores. */
  readonly path: string | null
  /** The browser that started the host looks for its certificates here. */
  readonly ownBrowser: boolean
}

export interface TokenInDriver {
  readonly driver: OpenDriver
  readonly token: TokenFacts
}

interface Opened {
  readonly kind: StoreSource['kind']
  readonly driver: OpenDriver | null
  readonly report: ModuleReport
  readonly error: KoshinError | null
}

const STATES: Partial<Record<string, ModuleReport['state']>> = {
  'module-missing': 'missing',
  'module-crashed': 'crashed',
  'module-hung': 'hung',
  'module-unstable': 'unstable',
}
/** What is told before all else where a token cannot be found: it may well be there. */
const BROKEN: readonly string[] = ['module-crashed', 'module-hung', 'module-unstable']

/** A configuration that cannot be read has been told of where the drivers' paths were asked for. */
const secondsFor = (): SecondsFor => {
  try {
    return readConfig(placesHere().config).secondsFor
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    return {}
  }
}

const failed = (kind: StoreSource['kind'], name: string, error: KoshinError): Opened => ({
  kind,
  driver: null,
  report: { name, state: STATES[error.code] ?? 'invalid' },
  error,
})

/**
 * The three ways to a store behind one interface. Those of the systems are loaded only there: what they bring along takes longer
 * than a driver's process to start. @throws KoshinError where a module's file cannot be loaded
 */
const processOf = async (source: StoreSource): Promise<StoreProcess> => {
  if (source.kind === 'windows') {
    const { WindowsStore } = await import('../os-store/windows/windows-store.ts')
    return new WindowsStore({ secondsFor: secondsFor() })
  }
  if (source.kind === 'macos') {
    const { MacosStore } = await import('../os-store/macos/macos-store.ts')
    return new MacosStore({ secondsFor: secondsFor() })
  }
  const { path } = source
  const module = basename(path)
  const file = driverFile(path)
  if (file !== 'ok') throw new KoshinError(file === 'missing' ? 'module-missing' : 'module-invalid', { module })
  const options = { secondsFor: secondsFor() }
  // Another program's lock can make it seem to hang, which is no fault of NSS.
  if (source.kind === 'nss') return new NssStore(path, source.database, options)
  const left = unstable(placesHere().state, path, Date.now())
  if (left !== null) throw left
  return new ModuleProcess(path, options)
}

/** Of a driver its file, of a database its folder. */
const nameOf = (source: StoreSource): string => {
  if (source.kind === 'nss') return source.database.folder
  return source.kind === 'module' ? basename(source.path) : source.kind
}

/** Told to people who look for what has failed: a path is too much for that. */
const driverName = (source: StoreSource): string => ('path' in source ? basename(source.path) : source.kind)

const typed = (source: StoreSource, error: unknown): KoshinError => {
  const told = source.kind === 'nss' ? asOfComputer(error) : error
  return told instanceof KoshinError ? told : new KoshinError(toReport(told).code, { module: driverName(source) })
}

const open = async (source: StoreSource): Promise<Opened> => {
  const { kind } = source
  const name = nameOf(source)
  let process: StoreProcess | null = null
  try {
    process = await processOf(source)
    await process.load()
    const tokens = await process.call('list-tokens', null)
    const ownBrowser = source.kind === 'nss' ? source.ownBrowser : source.kind !== 'module'
    const path = source.kind === 'module' ? source.path : null
    const driver = { name: driverName(source), process, tokens, path, ownBrowser }
    return { kind, driver, report: { name, state: 'ok' }, error: null }
  } catch (error) {
    await process?.end()
    if (!(error instanceof KoshinError)) logError('driver', error)
    return failed(kind, name, typed(source, error))
  }
}

/** Every process that is not taken away with `keep` ends with `end`. */
export class Drivers {
  /** What became of every driver of tokens; and of each of the computer's own stores. */
  readonly reports: readonly ModuleReport[]
  readonly storeReports: readonly ModuleReport[]
  readonly #opened: readonly Opened[]
  readonly #kept = new Set<OpenDriver>()

  private constructor(opened: readonly Opened[]) {
    this.#opened = opened
    const isModule = ({ kind }: Opened) => kind === 'module'
    this.reports = opened.filter(isModule).map(({ report }) => report)
    this.storeReports = opened.filter((one) => !isModule(one)).map(({ report }) => report)
  }

  static async open(sources: readonly StoreSource[]): Promise<Drivers> {
    return new Drivers(await Promise.all(sources.map(open)))
  }

  /** Every initialised token once, though two drivers may show it; the driver that was named first counts. */
  get tokens(): TokenInDriver[] {
    const all = this.#allTokens().filter(({ token }) => token.initialised)
    return [...new Map(all.toReversed().map((found) => [tokenUri(found.token), found])).values()].toReversed()
  }

  #allTokens(): TokenInDriver[] {
    return this.#opened.flatMap(({ driver }) => (driver ? driver.tokens.map((token) => ({ driver, token })) : []))
  }

  /**
   * @throws KoshinError token-missing, token-wrong (only others are there), token-ambiguous, token-not-initialised, or
   * what kept a driver from showing it: module-missing, module-invalid, module-crashed, module-hung,
   * module-unstable; computer-store-failed where it is a database of NSS
   */
  find(query: TokenQuery): TokenInDriver {
    const [found, another] = this.tokens.filter(({ token }) => isNamed(token, query))
    if (found === undefined) throw this.#whyNot(query)
    if (another !== undefined) throw new KoshinError('token-ambiguous')
    return found
  }

  #whyNot(query: TokenQuery): KoshinError {
    const errors = this.#opened.flatMap(({ error }) => error ?? [])
    if (namesDatabase(query))
      return errors.find(({ code }) => code === 'computer-store-failed') ?? storeFailed('not there any more')
    const broken = errors.find(({ code }) => BROKEN.includes(code))
    if (broken !== undefined) return broken
    if (errors.length === this.#opened.length) return errors[0] ?? new KoshinError('module-missing')
    if (this.#allTokens().some(({ token }) => !token.initialised && isNamed(token, query)))
      return new KoshinError('token-not-initialised')
    return new KoshinError(this.tokens.some(({ token }) => token.keeper === 'token') ? 'token-wrong' : 'token-missing')
  }

  /** The process of this driver lives on, in the caller's hands. */
  keep(driver: OpenDriver): void {
    this.#kept.add(driver)
  }

  async end(): Promise<void> {
    await Promise.all(
      this.#opened.map(({ driver }) => (driver && !this.#kept.has(driver) ? driver.process.end() : null)),
    )
  }
}

/** Opens all drivers for the time that `work` takes. */
export const withDrivers = async <T>(
  sources: readonly StoreSource[],
  work: (drivers: Drivers) => Promise<T>,
): Promise<T> => {
  const drivers = await Drivers.open(sources)
  try {
    return await work(drivers)
  } finally {
    await drivers.end()
  }
}
