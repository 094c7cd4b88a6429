import { ANSWER_DEADLINE_MS, type HostCall, type HostQuestion } from '../../src/enrolment/channel.ts'
import {
  ANSWER_COOKIE_PATH,
  answerCookieNames,
  answerFromText,
  fromCookies,
} from '../../src/enrolment/cookie-answer.ts'
import { HRESULT, signed } from '../../src/enrolment/hresult.ts'
import type { PageAnswer } from '../../src/protocol/extension.ts'
import type { SavedWorld } from './saved-world.ts'

/** A cookie is read across processes: not more often than this, and more seldom the longer nothing comes. */
const FIRST_PAUSE_MS = 1
const LONGEST_PAUSE_MS = 5
const PAUSE_GROWTH = 1.2

/**
 * Asks the host on a page's behalf and holds the page until the answer is there (src/enrolment/channel.ts). Nothing
 * here decides anything, and nothing here is secret: the page can see and forge all of it.
 */
export const hostCallIn =
  (world: SavedWorld): HostCall =>
  (question) => {
    if (!world.cookiesWork()) return failure(HRESULT.E_ACCESSDENIED)
    const id = newId(world)
    const posted = world.post(messageText(world, id, question))
    if (posted.answer !== null) return answerFromText(posted.answer) ?? failure(HRESULT.ERROR_CANCELLED)
    if (!posted.taken) return failure(HRESULT.SCARD_E_NO_SERVICE)
    const answer = awaitAnswer(world, id)
    // At once: the page's next request would carry them to the bank.
    for (const name of answerCookieNames(id, world.readCookie()))
      world.writeCookie(`${name}=; path=${ANSWER_COOKIE_PATH}; max-age=0; secure; samesite=strict`)
    return answer ?? failure(HRESULT.ERROR_CANCELLED)
  }

const failure = (hresult: number): PageAnswer => ({ ok: false, hresult: signed(hresult) })

const newId = (world: SavedWorld): string => {
  const bytes = world.randomBytes(8)
  let id = ''
  for (let at = 0; at < bytes.length; at++) id += (bytes[at] ?? 0).toString(16).padStart(2, '0')
  return id
}

/** Objects without a prototype: libraries of the time put a `toJSON` into `Object.prototype` that writes text twice. */
const messageText = (world: SavedWorld, id: string, question: HostQuestion): string => {
  const bare = (fields: object): object => Object.assign(Object.create(null), fields)
  const message =
    question.method === 'create-request' && question.subject !== null
      ? { ...question, id, subject: bare(question.subject) }
      : { ...question, id }
  return world.stringify(bare(message))
}

/** Holds the page: nothing else of it runs until this returns. null: the deadline has passed. */
const awaitAnswer = (world: SavedWorld, id: string): PageAnswer | null => {
  const deadline = world.now() + ANSWER_DEADLINE_MS
  let pause = FIRST_PAUSE_MS
  while (world.now() < deadline) {
    const answer = fromCookies(id, world.readCookie())
    if (answer !== null) return answer
    spin(world, pause)
    pause = Math.min(pause * PAUSE_GROWTH, LONGEST_PAUSE_MS)
  }
  return null
}

const spin = (world: SavedWorld, milliseconds: number): void => {
  const end = world.now() + milliseconds
  while (world.now() < end);
}
