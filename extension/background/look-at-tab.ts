import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { profilesById } from '../../src/bank/bank-of-origin.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import { type GeneralReading, generalReadingSchema, weightOf } from '../../src/notice/reading.ts'
import type { Looked } from '../../src/renewal/snapshot.ts'
import askScript from '../ask/main.iife.ts?script&iife'
import { readBanks } from './known-banks.ts'

/** Reads a page once, with the browser's leave for the click on the toolbar button (activeTab). */

type Injected = readonly { readonly result?: unknown }[]

/** Runs in the page's isolated world, where the ask script has left its one function: it names nothing of this file. */
const askPage = (profiles: readonly BankProfile[]): unknown => globalThis.koshinAsk?.(profiles)

const readFrames = async (tabId: number, profiles: readonly BankProfile[]): Promise<unknown[]> => {
  // Frames of other sites are not the user's to give with this click: the browser leaves them out.
  const target = { tabId, allFrames: true }
  await browser.scripting.executeScript({ target, files: [askScript] })
  const frames = (await browser.scripting.executeScript({ target, func: askPage, args: [profiles] })) as Injected
  return frames.map(({ result }) => result)
}

/** What tells most, of all frames; the page's own frame comes first. Null: nothing could be read. */
export const tellingMost = (results: readonly unknown[]): GeneralReading | null => {
  const readings = results.flatMap((result) => {
    const decoded = v.safeParse(generalReadingSchema, result)
    return decoded.success ? [decoded.output] : []
  })
  return readings.toSorted((a, b) => weightOf(b) - weightOf(a))[0] ?? null
}

export const lookAtTab = async (tabId: number): Promise<Looked> => {
  try {
    const profiles = [...profilesById(await readBanks()).values()]
    const reading = tellingMost(await readFrames(tabId, profiles))
    return reading ? { state: 'seen', reading } : { state: 'unreadable' }
  } catch {
    // The browser keeps some pages to itself (its own, its store's), and a page may be on its way out.
    return { state: 'unreadable' }
  }
}
