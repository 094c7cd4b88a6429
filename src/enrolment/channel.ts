import type { PageAnswer, PageCall } from '../protocol/extension.ts'

/**
 * How the page's main world and the content script meet: a cancelable CustomEvent on `document`, its `detail` one JSON
 * text of a PageCall. DOM events are synchronous, so the content script has the call before `dispatchEvent` returns:
 * it posts it to the background at once, and calls `preventDefault()` once that has worked. An event that nobody
 * prevents fails at once, so that an extension that was updated meanwhile does not freeze the page. The answer comes
 * back as cookies (cookie-answer.ts). Whatever comes this way may as well have been made by the page itself.
 */
export const PAGE_CALL_EVENT = 'koshin-page-call'

/** Milliseconds that a page's call waits for its answer before it reads as cancelled. */
export const ANSWER_DEADLINE_MS = 120_000

type WithoutId<Call> = Call extends PageCall ? Omit<Call, 'id'> : never
/** A PageCall before it has been numbered. */
export type HostQuestion = WithoutId<PageCall>
/** Asks and waits. */
export type HostCall = (question: HostQuestion) => PageAnswer
