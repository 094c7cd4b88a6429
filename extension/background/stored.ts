import * as v from 'valibot'
import browser from 'webextension-polyfill'
import type { Assignment } from '../../src/bank/bank-of-origin.ts'
import { bankIdSchema, originPatternSchema } from '../../src/bank/profile.ts'
import {
  certificateSchema,
  enrolmentSchema,
  errorReportSchema,
  type Language,
  languageSchema,
  originSchema,
} from '../../src/protocol/schema.ts'
import type { Held } from '../../src/reminder/held.ts'
import type { SeenNotice } from '../../src/reminder/tie.ts'
import type { Memory } from '../../src/reminder/told.ts'
import { type Holdings, NOTHING_LISTED } from '../../src/renewal/holdings.ts'
import type { Exported, Snapshot } from '../../src/renewal/snapshot.ts'
import type { Renewal } from '../../src/renewal/state.ts'

/** What outlives the service worker. `local`: the user's settings, and what reminders go by. `session`: the renewal in hand. */

const assignmentsSchema = v.array(v.strictObject({ pattern: originPatternSchema, bank: v.string() }))

const readLocal = async <S extends v.GenericSchema>(key: string, schema: S, otherwise: v.InferOutput<S>) => {
  const read = v.safeParse(schema, (await browser.storage.local.get(key))[key])
  return read.success ? read.output : otherwise
}

export const readAssignments = (): Promise<readonly Assignment[]> => readLocal('assignments', assignmentsSchema, [])
export const writeAssignments = (assignments: readonly Assignment[]): Promise<void> =>
  browser.storage.local.set({ assignments })

/** Profiles that the user has added, as they stood in their files. One without an id can be neither used nor named: it is no profile. */
const addedProfileSchema = v.looseObject({ id: bankIdSchema })
export type AddedProfile = v.InferOutput<typeof addedProfileSchema>

export const readAddedProfiles = async (): Promise<readonly AddedProfile[]> =>
  (await readLocal('profiles', v.array(v.unknown()), [])).filter((json) => v.is(addedProfileSchema, json))
export const writeAddedProfiles = (profiles: readonly AddedProfile[]): Promise<void> =>
  browser.storage.local.set({ profiles })

/** The host that the user is about to allow; forgotten with the session. Written by this worker alone. */
export const readWish = async (): Promise<Assignment | null> =>
  ((await browser.storage.session.get('wish')).wish as Assignment | undefined) ?? null
export const writeWish = (wish: Assignment | null): Promise<void> => browser.storage.session.set({ wish })

/** What the host found when it was asked last: badge and reminders need no token. */
const heldSchema = v.strictObject({ certificates: v.array(certificateSchema), enrolments: v.array(enrolmentSchema) })
export const readHeld = (): Promise<Held> => readLocal('held', heldSchema, { certificates: [], enrolments: [] })
export const writeHeld = ({ certificates, enrolments }: Held): Promise<void> =>
  browser.storage.local.set({ held: { certificates, enrolments } })

/** Milliseconds since the epoch when the host was asked last. */
export const readAskedAt = (): Promise<number> => readLocal('askedAt', v.number(), 0)
export const writeAskedAt = (askedAt: number): Promise<void> => browser.storage.local.set({ askedAt })

/** The report that was written last for the administrator, or was to be. */
const exportedSchema = v.strictObject({ at: v.number(), error: v.nullable(errorReportSchema) })
export const readExported = async (): Promise<Exported | null> =>
  (await readLocal('exported', v.nullable(exportedSchema), null)) as Exported | null
export const writeExported = (exported: Exported): Promise<void> => browser.storage.local.set({ exported })

/** There is something new to be reported. */
export const readExportOwed = (): Promise<boolean> => readLocal('exportOwed', v.boolean(), false)
export const writeExportOwed = (exportOwed: boolean): Promise<void> => browser.storage.local.set({ exportOwed })

const seenNoticeSchema = v.strictObject({
  origin: originSchema,
  corporateId: v.nullable(v.string()),
  userId: v.nullable(v.string()),
  expiry: v.nullable(v.pipe(v.string(), v.isoDate())),
})
export const readNotices = (): Promise<readonly SeenNotice[]> => readLocal('notices', v.array(seenNoticeSchema), [])
export const writeNotices = (notices: readonly SeenNotice[]): Promise<void> => browser.storage.local.set({ notices })

/** What was told of each certificate. */
const memorySchema = v.record(
  v.string(),
  v.strictObject({ stages: v.array(v.number()), silentUntil: v.nullable(v.number()) }),
)
export const readMemory = (): Promise<Memory> => readLocal('told', memorySchema, {})
export const writeMemory = (told: Memory): Promise<void> => browser.storage.local.set({ told })

/** The user's choice, else the browser's language: Japanese, or English for every other. */
export const readLanguage = (): Promise<Language> =>
  readLocal('language', languageSchema, browser.i18n.getUILanguage().startsWith('ja') ? 'ja' : 'en')
export const writeLanguage = (language: Language): Promise<void> => browser.storage.local.set({ language })

/** Written by this worker alone and gone with the browser's session: taken back as it is. */
export const readRenewal = async (): Promise<Renewal> =>
  ((await browser.storage.session.get('renewal')).renewal as Renewal | undefined) ?? { at: 'none' }
export const writeRenewal = (renewal: Renewal): Promise<void> => browser.storage.session.set({ renewal })

/** The last that pages were shown of the certificates; as above. */
export const readHoldings = async (): Promise<Holdings> =>
  ((await browser.storage.session.get('snapshot')).snapshot as Snapshot | undefined)?.holdings ?? NOTHING_LISTED
