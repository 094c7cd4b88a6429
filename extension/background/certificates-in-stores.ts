import { bankOfOrigin, profilesById } from '../../src/bank/bank-of-origin.ts'
import { faceWithin } from '../../src/policy/face-within.ts'
import type { ModuleReport } from '../../src/protocol/schema.ts'
import type { Found } from '../../src/reminder/held.ts'
import type { Knowledge } from '../../src/reminder/tie.ts'
import type { HostConnection } from './host-connection.ts'
import { readBanks } from './known-banks.ts'
import { readHeld, readNotices } from './stored.ts'

/** Drivers, tokens, certificates, and enrolments from before. */
export interface Inventory extends Found {
  /** Network name of this computer. */
  readonly computer: string
  readonly modules: readonly ModuleReport[]
  /** Records of enrolments that cannot be read. */
  readonly unreadable: number
  /** Keys of Koshin on the tokens, of which nothing else is known. */
  readonly strayKeys: number
}

/** Asks the host what is there. No PIN is needed. @throws KoshinError */
export const takeInventory = async (host: HostConnection): Promise<Inventory> => {
  const { computer, stores, modules } = await host.call('store.list', {})
  const { certificates, strayKeys } = await host.call('certificate.list', { store: null })
  const { enrolments, unreadable } = await host.call('enrolment.list', {})
  return { computer, stores, modules, certificates, enrolments, unreadable, strayKeys }
}

/** What is known without asking: as the host said last, and as banks' pages said. */
export const readKnowledge = async (): Promise<Knowledge> => {
  const [held, notices, known] = [await readHeld(), await readNotices(), await readBanks()]
  const origins = new Set([...held.enrolments, ...notices].flatMap(({ origin }) => origin ?? []))
  const banks = [...origins].flatMap((origin) => {
    const bank = bankOfOrigin(origin, known)
    return bank ? [[origin, faceWithin(known.rules, bank)] as const] : []
  })
  const faces = [...known.builtIn, ...profilesById(known).values()].map((bank) => faceWithin(known.rules, bank))
  const { days } = known.rules.reminders
  return { ...held, notices, banks: Object.fromEntries(banks), known: faces, ...(days ? { usualDays: days } : {}) }
}
