import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { originSchema } from '../../src/protocol/schema.ts'
import type { PagePlace } from '../../src/renewal/state.ts'

/**
 * Pages whose scripts wait for an answer, written down where an extension that has been loaded anew finds them: such a page is
 * frozen until it is answered, and nobody else knows of it.
 */

const PREFIX = 'call-'
const placeSchema = v.strictObject({ tabId: v.number(), origin: originSchema })

export interface WaitingCall {
  readonly callId: string
  readonly tabId: number
  readonly origin: string
}

export const callBegins = (callId: string, { tabId, origin }: PagePlace): Promise<void> =>
  browser.storage.local.set({ [PREFIX + callId]: { tabId, origin } })

export const callEnds = (callId: string): Promise<void> => browser.storage.local.remove(PREFIX + callId)

/** Those that nobody has answered yet. */
export const callsWaiting = async (): Promise<WaitingCall[]> =>
  Object.entries(await browser.storage.local.get(null)).flatMap(([key, value]) => {
    const place = v.safeParse(placeSchema, value)
    return key.startsWith(PREFIX) && place.success ? [{ callId: key.slice(PREFIX.length), ...place.output }] : []
  })
