import browser from 'webextension-polyfill'
import { type Assignment, bankOfOrigin } from '../../src/bank/bank-of-origin.ts'
import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import type { Site } from '../../src/renewal/snapshot.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import contentScript from '../content/main.iife.ts?script&iife'
import pageScript from '../page/certenroll.iife.ts?script&iife'
import { readAssignments, readWish, writeAssignments, writeWish } from './stored.ts'

/** Which hosts Koshin may see, and which bank each belongs to. */

export const faceOf = ({ id, name, service }: BankProfile): BankFace => ({ id, name, service })

export const bankOf = async (origin: string): Promise<BankProfile | null> =>
  bankOfOrigin(origin, __BUILT_IN_BANKS__, BUNDLED_PROFILES, await readAssignments())

/** Hosts with a bank and with the user's permission. */
const allowedPatterns = async (): Promise<string[]> => {
  const assigned = (await readAssignments()).map(({ pattern }) => pattern)
  const builtIn = __BUILT_IN_BANKS__.flatMap(({ origins }) => origins)
  const granted = await Promise.all(
    [...builtIn, ...assigned].map(async (pattern) => [
      pattern,
      await browser.permissions.contains({ origins: [pattern] }),
    ]),
  )
  return [...new Set(granted.filter(([, allowed]) => allowed).map(([pattern]) => String(pattern)))]
}

/** Puts the scripts on the allowed hosts, and nowhere else. Called at start and whenever permissions change. */
export const registerScripts = async (): Promise<void> => {
  const matches = await allowedPatterns()
  await browser.scripting.unregisterContentScripts()
  if (matches.length === 0) return
  const common = { matches, runAt: 'document_start' as const, allFrames: true, persistAcrossSessions: true }
  await browser.scripting.registerContentScripts([
    { ...common, id: 'content', js: [contentScript] },
    { ...common, id: 'page', js: [pageScript], world: 'MAIN' } as never,
  ])
}

/** Pages that were open before Koshin came, or before the user allowed their host: reloading one could end its session. */
export const joinOpenPages = async (): Promise<void> => {
  const url = await allowedPatterns()
  const tabs = url.length > 0 ? await browser.tabs.query({ url }) : []
  const inject = (tabId: number, file: string, world: 'ISOLATED' | 'MAIN') =>
    browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, files: [file], world } as never)
      // The page may be on its way out; the next one gets the registered scripts.
      .catch(() => [])
  for (const { id } of tabs) {
    if (id === undefined) continue
    await inject(id, contentScript, 'ISOLATED')
    await inject(id, pageScript, 'MAIN')
  }
}

/** Whose a host is, as the user said; it counts once the browser has been told yes. */
export const wishForSite = async ({ pattern, bank }: Assignment): Promise<void> => {
  if (!BUNDLED_PROFILES.some(({ id }) => id === bank)) return
  await writeWish({ pattern, bank })
  // Allowed before: then the browser asks nothing, and tells nothing.
  if (await browser.permissions.contains({ origins: [pattern] })) await permissionsChanged()
}

/** Permissions have changed: takes up the host that the user has just allowed, and lets go of what was taken back. */
export const permissionsChanged = async (): Promise<void> => {
  const wish = await readWish()
  if (wish && (await browser.permissions.contains({ origins: [wish.pattern] }))) {
    const others = (await readAssignments()).filter(({ pattern }) => pattern !== wish.pattern)
    await writeAssignments([...others, wish])
    await writeWish(null)
  }
  await registerScripts()
  await joinOpenPages()
}

/** The page in front of the user. Its address is known only while the user has asked (activeTab) or allowed the host. */
export const currentSite = async (): Promise<Site> => {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true, windowType: 'normal' })
  const url = tab?.url ? URL.parse(tab.url) : null
  if (url?.protocol !== 'https:') return { state: 'unknown' }
  const bank = await bankOf(url.origin)
  const allowed = bank && (await browser.permissions.contains({ origins: [`https://${url.hostname}/*`] }))
  return allowed
    ? { state: 'allowed', origin: url.origin, bank: faceOf(bank) }
    : { state: 'not-allowed', origin: url.origin, banks: BUNDLED_PROFILES.map(faceOf) }
}
