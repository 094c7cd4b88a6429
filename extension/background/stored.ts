import * as v from 'valibot'
import browser from 'webextension-polyfill'
import type { Assignment } from '../../src/bank/bank-of-origin.ts'
import { originPatternSchema } from '../../src/bank/profile.ts'
import { type Language, languageSchema } from '../../src/protocol/schema.ts'
import type { Renewal } from '../../src/renewal/state.ts'

/** What outlives the service worker. `local`: the user's settings and notices. `session`: the renewal in hand. */

const assignmentsSchema = v.array(v.strictObject({ pattern: originPatternSchema, bank: v.string() }))

/** Last days that notices named, by origin: for the badge, when no bank page is open. */
const expiriesSchema = v.record(v.string(), v.pipe(v.string(), v.isoDate()))
export type Expiries = v.InferOutput<typeof expiriesSchema>

const readLocal = async <S extends v.GenericSchema>(key: string, schema: S, otherwise: v.InferOutput<S>) => {
  const read = v.safeParse(schema, (await browser.storage.local.get(key))[key])
  return read.success ? read.output : otherwise
}

export const readAssignments = (): Promise<readonly Assignment[]> => readLocal('assignments', assignmentsSchema, [])
export const writeAssignments = (assignments: readonly Assignment[]): Promise<void> =>
  browser.storage.local.set({ assignments })

/** The host that the user is about to allow; forgotten with the session. Written by this worker alone. */
export const readWish = async (): Promise<Assignment | null> =>
  ((await browser.storage.session.get('wish')).wish as Assignment | undefined) ?? null
export const writeWish = (wish: Assignment | null): Promise<void> => browser.storage.session.set({ wish })

export const readExpiries = (): Promise<Expiries> => readLocal('expiries', expiriesSchema, {})
export const writeExpiries = (expiries: Expiries): Promise<void> => browser.storage.local.set({ expiries })

/** The user's choice, else the browser's language: Japanese, or English for every other. */
export const readLanguage = (): Promise<Language> =>
  readLocal('language', languageSchema, browser.i18n.getUILanguage().startsWith('ja') ? 'ja' : 'en')
export const writeLanguage = (language: Language): Promise<void> => browser.storage.local.set({ language })

/** Written by this worker alone and gone with the browser's session: taken back as it is. */
export const readRenewal = async (): Promise<Renewal> =>
  ((await browser.storage.session.get('renewal')).renewal as Renewal | undefined) ?? { at: 'none' }
export const writeRenewal = (renewal: Renewal): Promise<void> => browser.storage.session.set({ renewal })
