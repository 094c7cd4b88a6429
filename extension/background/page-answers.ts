import browser from 'webextension-polyfill'
import { toCookies } from '../../src/enrolment/cookie-answer.ts'
import { hresultOf } from '../../src/enrolment/hresult.ts'
import type { PageAnswer } from '../../src/protocol/extension.ts'
import type { Outcome } from '../../src/renewal/event.ts'
import type { PagePlace, Renewal, Waiting } from '../../src/renewal/state.ts'
import { answerScript, waitForAnswer } from './held-scripts.ts'
import { callEnds, callsWaiting, type WaitingCall } from './waiting-calls.ts'

/** Gets answers to the page that waits for them: a held click by its message, a waiting script by cookie or (Firefox) by its message. */

const isFirefox = (): boolean => import.meta.env.MODE === 'firefox'

const clicks = new Map<string, (allowed: boolean) => void>()
const key = (place: PagePlace): string => `${place.tabId}/${place.frameId}/${place.documentId}`

/** Resolves when it is decided whether the click may go through. A second click of the same page replaces the first. */
export const holdClick = (place: PagePlace): Promise<boolean> => {
  clicks.get(key(place))?.(false)
  return new Promise((resolve) => clicks.set(key(place), resolve))
}

/** The answer to the content script that passes a call on: in Chromium it goes another way, and nobody waits for it here. */
export const holdScript = async (place: PagePlace, callId: string | null): Promise<PageAnswer | null> =>
  isFirefox() && callId !== null ? waitForAnswer(place, callId) : null

/** Seconds after which the browser drops a cookie that no script has fetched: the page has gone. */
const COOKIE_SECONDS = 60

/**
 * The one way an answer reaches a script that waits in a busy loop (measured, see docs/decisions). It is put on the
 * page's own origin and deleted by the script that reads it, before any request could carry it.
 */
const answerByCookie = async (origin: string, callId: string, answer: PageAnswer): Promise<void> => {
  const expirationDate = Date.now() / 1000 + COOKIE_SECONDS
  const common = { url: `${origin}/`, path: '/', secure: true, sameSite: 'strict' as const, expirationDate }
  // The first part tells how many there are, so it comes last: a reader that sees it finds the others there.
  for (const cookie of toCookies(callId, answer).toReversed()) await browser.cookies.set({ ...common, ...cookie })
}

export const answerCall = async (origin: string, callId: string, answer: PageAnswer): Promise<void> => {
  if (isFirefox()) answerScript(origin, callId, answer)
  else await answerByCookie(origin, callId, answer)
  await callEnds(callId)
}

const isOpen = ({ tabId }: WaitingCall): Promise<boolean> =>
  browser.tabs.get(tabId).then(
    () => true,
    () => false,
  )

/** Calls that this worker does not know, because it was stopped or loaded anew: their pages are told that it was in vain. */
export const failLostCalls = async (state: Renewal): Promise<void> => {
  const known = 'waiting' in state && state.waiting?.kind === 'call' ? state.waiting.callId : null
  for (const call of await callsWaiting()) {
    if (call.callId === known) continue
    if (!(await isOpen(call))) await callEnds(call.callId)
    else await answerCall(call.origin, call.callId, { ok: false, hresult: hresultOf('host-lost') }).catch(() => {})
  }
}

const toAnswer = (outcome: Outcome): PageAnswer =>
  outcome.ok
    ? { ok: true, ...(outcome.request === undefined ? {} : { request: outcome.request }) }
    : { ok: false, hresult: hresultOf(outcome.error.code) }

export const release = async (waiting: Waiting, outcome: Outcome): Promise<void> => {
  if (waiting.kind === 'call') {
    const { place, callId } = waiting
    // The browser lets nobody answer a page whose permission was taken back.
    return answerCall(place.origin, callId, toAnswer(outcome)).catch(() => callEnds(callId))
  }
  clicks.get(key(waiting.place))?.(outcome.ok)
  clicks.delete(key(waiting.place))
}
