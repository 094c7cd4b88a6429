import type { PageAnswer, PageCall } from '../protocol/extension.ts'

/**
 * How the page's main world and the content script meet: a cancelable CustomEvent on `document`, its `detail` one JSON
 * text of a PageCall. DOM events are synchronous, so the content script has the call before `dispatchEvent` returns:
 * it posts it to the background at once, and calls `preventDefault()` once that has worked. An event that nobody
 * prevents fails at once, so that an extension that was updated meanwhile does not freeze the page. The answer comes
 * back as cookies (cookie-answer.ts). Whatever comes this way may as well have been made by the page itself.
 *
 * A page's script in Firefox sees no new cookie without giving up its turn. There the content script does not let go of the
 * event: it waits in a synchronous request to WAIT_PATH, which the background holds and never lets out of the browser, while
 * the answer comes as that to its message; then it dispatches the answer, before the call's own `dispatchEvent` returns.
 */
export const PAGE_CALL_EVENT = 'koshin-page-call'

/** An event on `document`; its `detail` is the JSON text of a PageAnswer. */
export const PAGE_ANSWER_EVENT = 'koshin-page-answer'

/** Of the page's own origin, because a page's Content-Security-Policy that lets it fetch anything lets it fetch that. */
export const WAIT_PATH = '/koshin-wait'

/** Milliseconds that a page's call waits for its answer before it reads as cancelled. */
export const ANSWER_DEADLINE_MS = 120_000

type WithoutId<Call> = Call extends PageCall ? Omit<Call, 'id'> : never
/** A PageCall before it has been numbered. */
export type HostQuestion = WithoutId<PageCall>
/** Asks and waits. */
export type HostCall = (question: HostQuestion) => PageAnswer
