import browser from 'webextension-polyfill'
import { claimsOf, matchesOrigin, profilesById } from '../../src/bank/bank-of-origin.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import { faceOf } from '../../src/renewal/face-of.ts'
import type { Looked, Site } from '../../src/renewal/snapshot.ts'
import { type Banks, readBanks } from './known-banks.ts'
import { lookAtTab } from './look-at-tab.ts'
import { isAllowed } from './sites.ts'

/** The page in front of the user, and what was seen on it when the user asked. */

interface Page {
  readonly tabId: number
  readonly url: string
  readonly origin: string
}

/** Its address is known only while the user has asked (activeTab) or allowed the host. */
const pageInFront = async (): Promise<Page | null> => {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true, windowType: 'normal' })
  const url = tab?.url ? URL.parse(tab.url) : null
  if (url?.protocol !== 'https:' || tab?.id === undefined) return null
  return { tabId: tab.id, url: url.href, origin: url.origin }
}

/** Kept for the page that was looked at, as long as it stays; a worker that was stopped has to be asked again. */
let kept: { readonly page: Page; readonly looked: Looked } | null = null

const lookedAt = ({ tabId, url }: Page): Looked | null =>
  kept?.page.tabId === tabId && kept.page.url === url ? kept.looked : null

/** Those that somebody has given to this Koshin are the likelier ones, and come first. */
const toChooseFrom = (banks: Banks): BankProfile[] => {
  const all = [...profilesById(banks).values()]
  const isBundled = (profile: BankProfile) => banks.bundled.includes(profile)
  return [...all.filter((profile) => !isBundled(profile)), ...all.filter(isBundled)]
}

export const currentSite = async (): Promise<Site> => {
  const page = await pageInFront()
  if (!page) return { state: 'unknown' }
  const banks = await readBanks()
  const bank = claimsOf(banks).find(({ pattern }) => matchesOrigin(pattern, page.origin))?.bank
  const { hostname } = new URL(page.origin)
  if (bank && (await isAllowed(`https://${hostname}/*`)))
    return { state: 'allowed', origin: page.origin, bank: faceOf(bank) }
  return {
    state: 'not-allowed',
    origin: page.origin,
    banks: toChooseFrom(banks).map(faceOf),
    claimedBy: bank?.id ?? null,
    looked: lookedAt(page),
  }
}

/** The tab loads something: what was seen there is no longer true. Listens only while something is kept. */
const forgetWhenLeft = (tabId: number, changed: () => Promise<void>): void => {
  const listener = (updated: number, { status, url }: { status?: string; url?: string }) => {
    if (updated !== tabId || (status !== 'loading' && url === undefined)) return
    browser.tabs.onUpdated.removeListener(listener)
    if (kept?.page.tabId === tabId) kept = null
    void changed()
  }
  browser.tabs.onUpdated.addListener(listener)
}

/**
 * Looks at the page in front, once, because the user has asked.
 * @param changed called when there is something new to show
 */
export const lookAtPage = async (changed: () => Promise<void>): Promise<void> => {
  const page = await pageInFront()
  if (!page || (await currentSite()).state !== 'not-allowed') return
  const asked = { page, looked: { state: 'looking' } } as const
  kept = asked
  forgetWhenLeft(page.tabId, changed)
  await changed()
  const looked = await lookAtTab(page.tabId)
  // The page may have gone meanwhile, or the user may have asked about another.
  if (kept === asked) kept = { page, looked }
  await changed()
}
