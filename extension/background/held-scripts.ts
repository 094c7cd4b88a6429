import type { WebRequest } from 'webextension-polyfill'
import { ANSWER_DEADLINE_MS, WAIT_PATH } from '../../src/enrolment/channel.ts'
import type { PageAnswer } from '../../src/protocol/extension.ts'
import type { PagePlace } from '../../src/renewal/state.ts'

/**
 * Firefox: scripts of pages that wait for their answer in a synchronous request, which is held here and never leaves the browser. The
 * request tells nothing but its frame; what is asked and answered goes by message, whose sender the browser names.
 */

export const WAIT_REQUESTS: WebRequest.RequestFilter = {
  urls: [`https://*${WAIT_PATH}`],
  types: ['xmlhttprequest'],
}

/** Milliseconds that a request waits whose message is not here yet, or whose answer is on its way. */
const MOMENT_MS = 50

interface Held {
  readonly place: PagePlace
  readonly callId: string
  readonly answered: Promise<PageAnswer | null>
  readonly answer: (answer: PageAnswer | null) => void
}

const held = new Set<Held>()

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** null: it was not answered in time. */
export const waitForAnswer = async (place: PagePlace, callId: string): Promise<PageAnswer | null> => {
  let answer: Held['answer'] = () => {}
  const answered = new Promise<PageAnswer | null>((resolve) => {
    answer = resolve
  })
  const one: Held = { place, callId, answered, answer }
  held.add(one)
  const deadline = setTimeout(() => answer(null), ANSWER_DEADLINE_MS)
  const said = await answered
  clearTimeout(deadline)
  held.delete(one)
  return said
}

export const answerScript = (origin: string, callId: string, answer: PageAnswer): void => {
  for (const one of held) if (one.place.origin === origin && one.callId === callId) one.answer(answer)
}

type Request = Pick<WebRequest.OnBeforeRequestDetailsType, 'tabId' | 'frameId'>

const answeredIn = async ({ tabId, frameId }: Request): Promise<void> => {
  const here = [...held].filter(({ place }) => place.tabId === tabId && place.frameId === frameId)
  if (here.length === 0) return after(MOMENT_MS)
  await Promise.all(here.map(({ answered }) => answered))
  // The answer to the message goes first.
  await after(0)
}

let letGo: () => void = () => {}
const ending = new Promise<void>((resolve) => {
  letGo = resolve
})

/** The background ends (the extension is loaded anew or switched off): a request that is still held then would go on to its server. */
export const cancelHeld = (): void => letGo()

/** Cancelled in any case: no server is to see it. One that comes too early is made again by the script that waits. */
export const holdRequest = async (request: Request): Promise<WebRequest.BlockingResponse> => {
  await Promise.race([answeredIn(request), ending])
  return { cancel: true }
}
