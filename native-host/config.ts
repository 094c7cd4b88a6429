import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import * as v from 'valibot'
import { KoshinError } from '../src/protocol/errors.ts'
import type { NssSettings } from './os-store/nss/nss-sources.ts'
import { LIMITED_VERBS, type SecondsFor } from './pkcs11/time-limits.ts'

/** What an administrator can say in `config.json`. Everything may be left out; nothing else may be in it. */

const absolutePath = v.pipe(v.string(), v.check(isAbsolute, 'not an absolute path'))
/** From what a test can wait for to an hour. */
const seconds = v.optional(v.pipe(v.number(), v.minValue(0.2), v.maxValue(3600)))
const configSchema = v.strictObject({
  /** PKCS#11 modules to use, instead of those that are known. */
  modules: v.optional(v.array(absolutePath)),
  /** Program that asks for the PIN, speaking the Assuan protocol as GnuPG's pinentry does. */
  pinentry: v.optional(absolutePath),
  /** Seconds that a slow token gets for what it does, instead of Koshin's own: `{ "make-key": 600 }`. */
  secondsFor: v.optional(v.strictObject(Object.fromEntries(LIMITED_VERBS.map((verb) => [verb, seconds])))),
  /**
   * The computer's own store on Linux. `library`: NSS's libsoftokn3.so; `databases`: folders to use instead of those that
   * browsers are found to have. An empty list switches it off.
   */
  nss: v.optional(v.strictObject({ library: v.optional(absolutePath), databases: v.optional(v.array(absolutePath)) })),
})

export interface Config {
  readonly modules: readonly string[] | null
  readonly pinentry: string | null
  readonly secondsFor: SecondsFor
  readonly nss: NssSettings
}

/** As where there is no file. */
export const NO_CONFIG: Config = {
  modules: null,
  pinentry: null,
  secondsFor: {},
  nss: { library: null, databases: null },
}

const refuse = (detail: string): never => {
  throw new KoshinError('module-invalid', { detail: `config.json: ${detail}` })
}

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    return refuse('cannot be read')
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return refuse('is not JSON')
  }
}

/** @throws KoshinError module-invalid: a configuration that is half understood would use other drivers than were meant */
export const readConfig = (file: string): Config => {
  const text = read(file)
  if (text === null) return NO_CONFIG
  const result = v.safeParse(configSchema, parse(text))
  if (!result.success) return refuse(v.getDotPath(result.issues[0]) ?? 'is not an object')
  const {
    modules = NO_CONFIG.modules,
    pinentry = NO_CONFIG.pinentry,
    secondsFor = NO_CONFIG.secondsFor,
    nss: { library = null, databases = null } = {},
  } = result.output
  return { modules, pinentry, secondsFor, nss: { library, databases } }
}
