import browser from 'webextension-polyfill'
import { type Assignment, bankOfOrigin, type Claim, claimsOf, profilesById } from '../../src/bank/bank-of-origin.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import contentScript from '../content/main.iife.ts?script&iife'
import pageScript from '../page/certenroll.iife.ts?script&iife'
import { type Banks, dropProfile, keepProfile, readBanks } from './known-banks.ts'
import { readRulesNow } from './managed.ts'
import { readAssignments, readWish, writeAssignments, writeWish } from './stored.ts'

/** Which hosts Koshin may see, and which bank each belongs to. */

export const isAllowed = (pattern: string): Promise<boolean> => browser.permissions.contains({ origins: [pattern] })

/** The bank of an origin that the browser lets Koshin read. */
export const bankOf = async (origin: string): Promise<BankProfile | null> => {
  const bank = bankOfOrigin(origin, await readBanks())
  return bank && (await isAllowed(`https://${new URL(origin).hostname}/*`)) ? bank : null
}

/** Hosts with a bank and with the user's permission. */
const allowedClaims = async (): Promise<Claim[]> => {
  const claims = claimsOf(await readBanks())
  const allowed = await Promise.all(claims.map(({ pattern }) => isAllowed(pattern)))
  return claims.filter((_, index) => allowed[index])
}

/** Where something else makes the key, no page needs the objects that ask for one. */
const makesKeys = ({ bank }: Claim): boolean => bank.enrolment.technology === 'certenroll'
const patternsOf = (claims: readonly Claim[]): string[] => claims.map(({ pattern }) => pattern)

const register = async (): Promise<void> => {
  const claims = await allowedClaims()
  const common = { runAt: 'document_start' as const, allFrames: true, persistAcrossSessions: true }
  const scripts = [
    { ...common, id: 'content', js: [contentScript], matches: patternsOf(claims) },
    { ...common, id: 'page', js: [pageScript], matches: patternsOf(claims.filter(makesKeys)), world: 'MAIN' },
  ].filter(({ matches }) => matches.length > 0)
  await browser.scripting.unregisterContentScripts()
  if (scripts.length > 0) await browser.scripting.registerContentScripts(scripts as never)
}

let lastTurn: Promise<void> = Promise.resolve()

/**
 * Puts the scripts on the allowed hosts, and nowhere else. Called at start and whenever permissions or banks change; one turn
 * after the other, for the browser refuses an id that is still registered.
 */
export const registerScripts = (): Promise<void> => {
  lastTurn = lastTurn.then(register, register)
  return lastTurn
}

const inject = async (patterns: string[], file: string, world: 'ISOLATED' | 'MAIN'): Promise<void> => {
  const tabs = patterns.length > 0 ? await browser.tabs.query({ url: patterns }) : []
  for (const { id: tabId } of tabs) {
    if (tabId === undefined) continue
    await browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, files: [file], world } as never)
      // The page may be on its way out; the next one gets the registered scripts.
      .catch(() => [])
  }
}

/** Pages that were open before Koshin came, or before the user allowed their host: reloading one could end its session. */
export const joinOpenPages = async (): Promise<void> => {
  const claims = await allowedClaims()
  await inject(patternsOf(claims), contentScript, 'ISOLATED')
  await inject(patternsOf(claims.filter(makesKeys)), pageScript, 'MAIN')
}

/** What is known or allowed has changed: scripts follow it, on pages that are open too. */
export const sitesChanged = async (): Promise<void> => {
  await registerScripts()
  await joinOpenPages()
}

/** Whose a host is, as the user said; it counts once the browser has been told yes. */
export const wishForSite = async ({ pattern, bank }: Assignment): Promise<void> => {
  const banks = await readBanks()
  if (!banks.rules.mayAddBanks || !profilesById(banks).has(bank)) return
  await writeWish({ pattern, bank })
  // Allowed before: then the browser asks nothing, and tells nothing.
  if (await isAllowed(pattern)) await permissionsChanged()
}

/** Permissions have changed: takes up the host that the user has just allowed, and lets go of what was taken back. */
export const permissionsChanged = async (): Promise<void> => {
  const wish = await readWish()
  if (wish && (await isAllowed(wish.pattern))) {
    const others = (await readAssignments()).filter(({ pattern }) => pattern !== wish.pattern)
    await writeAssignments([...others, wish])
    await writeWish(null)
  }
  await sitesChanged()
}

/** Gives permissions back. Those that an edition was built with stay: the browser keeps them. */
const letGo = async (patterns: readonly string[]): Promise<void> => {
  for (const pattern of patterns) await browser.permissions.remove({ origins: [pattern] }).catch(() => false)
}

/** The user is done with a host. */
export const removeSite = async (removed: string): Promise<void> => {
  await writeAssignments((await readAssignments()).filter(({ pattern }) => pattern !== removed))
  await letGo([removed])
  await sitesChanged()
}

export const addProfile = async (text: string): Promise<void> => {
  if (!(await readRulesNow()).mayAddBanks) return
  await keepProfile(text)
  await sitesChanged()
}

const patternsNow = (banks: Banks): string[] => patternsOf(claimsOf(banks))

/** Takes a profile away, and the hosts that were its alone: nothing would be left that reads them. */
export const removeProfile = async (bank: string): Promise<void> => {
  const known = await readBanks()
  if (!known.rules.mayAddBanks) return
  const before = patternsNow(known)
  await dropProfile(bank)
  const banks = await readBanks()
  const left = new Set(patternsNow(banks))
  await writeAssignments(banks.assigned.filter(({ pattern }) => left.has(pattern)))
  await letGo(before.filter((pattern) => !left.has(pattern)))
  await sitesChanged()
}
