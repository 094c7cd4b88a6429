import { ANSWER_DEADLINE_MS, PAGE_ANSWER_EVENT, WAIT_PATH } from '../../src/enrolment/channel.ts'
import type { PageAnswer } from '../../src/protocol/extension.ts'

/** Firefox: the page's script is held in the content script's listener until the background has answered (src/enrolment/channel.ts). */

/**
 * One lasts as long as the call. More are made while the background has not heard of the call yet, a moment each: after ten seconds of
 * them it never will. Where the page's policy lets nothing be fetched they take no time at all.
 */
const MOST_WAITS = 200

/** @returns false: nobody has held the request, and it has come to the bank's server */
const waitOnce = (): boolean => {
  const request = new XMLHttpRequest()
  try {
    request.open('HEAD', window.origin + WAIT_PATH, false)
    request.send()
    return false
  } catch {
    return true
  }
}

/** Returns when it has been answered. The message's own answer comes in while a request is waited for. */
export const answerHeld = (answering: Promise<unknown>): void => {
  let over = false
  let answer: PageAnswer | null = null
  const heard = (said: unknown): void => {
    over = true
    answer = said as PageAnswer | null
  }
  answering.then(heard, () => heard(null))
  const deadline = performance.now() + ANSWER_DEADLINE_MS
  let waits = 0
  while (!over && performance.now() < deadline && waits++ < MOST_WAITS && waitOnce());
  document.dispatchEvent(new CustomEvent(PAGE_ANSWER_EVENT, { detail: JSON.stringify(answer) }))
}
