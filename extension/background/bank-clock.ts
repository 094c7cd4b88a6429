import browser, { type WebRequest } from 'webextension-polyfill'
import { parseHttpDate } from '../../src/bank/http-date.ts'
import { bankOf } from './sites.ts'

/** How far each bank's clock is ahead of this computer's: heard from the bank's own pages, forgotten with the browser's session. */

/** The browser tells of hosts that it lets Koshin read, and of no other. */
export const PAGE_RESPONSES: WebRequest.RequestFilter = {
  urls: ['https://*/*'],
  types: ['main_frame', 'sub_frame'],
}

/** Clocks drift, and people set them. */
const HOUR_MS = 60 * 60 * 1000

interface Clock {
  /** Milliseconds. */
  readonly ahead: number
  /** Milliseconds since the epoch, by this computer, when it was heard. */
  readonly at: number
}

const keyOf = (origin: string): string => `clock-${origin}`

/** A cache on the way tells with `Age` that the date is of an earlier day; two dates tell nothing. */
const dateOf = (headers: WebRequest.HttpHeaders): number | null => {
  const named = (wanted: string) => headers.filter(({ name }) => name.toLowerCase() === wanted)
  const [date, ...others] = named('date')
  return date?.value !== undefined && others.length === 0 && named('age').length === 0
    ? parseHttpDate(date.value)
    : null
}

type Response = Pick<WebRequest.OnResponseStartedDetailsType, 'url' | 'fromCache' | 'responseHeaders'>

export const clockHeard = async ({ url, fromCache, responseHeaders = [] }: Response): Promise<void> => {
  const at = Date.now()
  const date = fromCache ? null : dateOf(responseHeaders)
  const { origin } = new URL(url)
  // A page that the user merely has looked at (activeTab) is nobody's clock.
  if (date === null || !(await bankOf(origin))) return
  await browser.storage.session.set({ [keyOf(origin)]: { ahead: date - at, at } satisfies Clock })
}

/** Milliseconds; null: not heard within the last hour. Written by this worker alone: taken back as it is. */
export const bankAheadAt = async (origin: string | null): Promise<number | null> => {
  if (origin === null) return null
  const key = keyOf(origin)
  const clock = (await browser.storage.session.get(key))[key] as Clock | undefined
  const age = Date.now() - (clock?.at ?? Number.NaN)
  // Heard in the future: this computer's clock has been set back since.
  return clock && age >= 0 && age <= HOUR_MS ? clock.ahead : null
}
