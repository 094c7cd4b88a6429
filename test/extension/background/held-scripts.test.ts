import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ANSWER_DEADLINE_MS } from '../../../src/enrolment/channel.ts'
import { ORIGIN, place } from '../../src/renewal/examples.ts'

const { answerScript, cancelHeld, holdRequest, waitForAnswer } = await import(
  '../../../extension/background/held-scripts.ts'
)

const ID = '0123456789abcdef'
const ANSWER = { ok: true, request: 'MIIC' } as const
const { tabId, frameId } = place

/** The request is let go in a turn of its own. */
const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds + 1)

/** What has become of a promise by now. */
const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false
  void promise.then(() => {
    done = true
  })
  await vi.advanceTimersByTimeAsync(0)
  return done
}

beforeEach(() => vi.useFakeTimers())
afterEach(async () => {
  await vi.advanceTimersByTimeAsync(ANSWER_DEADLINE_MS)
  vi.useRealTimers()
})

describe('a script that waits in a request', () => {
  it('is held until its call is answered, and its request goes nowhere', async () => {
    const answered = waitForAnswer(place, ID)
    const held = holdRequest({ tabId, frameId })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await settled(held)).toBe(false)
    answerScript(ORIGIN, ID, ANSWER)
    await pass()
    expect(await held).toEqual({ cancel: true })
    expect(await answered).toEqual(ANSWER)
  })

  it('has its answer before it is let go', async () => {
    const order: string[] = []
    const answered = waitForAnswer(place, ID).then(() => order.push('answer'))
    const held = holdRequest({ tabId, frameId }).then(() => order.push('let go'))
    answerScript(ORIGIN, ID, ANSWER)
    await pass()
    await Promise.all([answered, held])
    expect(order).toEqual(['answer', 'let go'])
  })

  it('asks again where its message is not here yet, and its request goes nowhere', async () => {
    const early = holdRequest({ tabId, frameId })
    expect(await settled(early)).toBe(false)
    await pass(50)
    expect(await early).toEqual({ cancel: true })
  })

  it('reads as unanswered after its deadline', async () => {
    const answered = waitForAnswer(place, ID)
    const held = holdRequest({ tabId, frameId })
    await pass(ANSWER_DEADLINE_MS)
    expect(await answered).toBeNull()
    expect(await held).toEqual({ cancel: true })
  })

  it.each([
    ['another frame', { tabId, frameId: frameId + 1 }],
    ['another tab', { tabId: tabId + 1, frameId }],
  ])('is not waited for by %s', async (_, other) => {
    void waitForAnswer(place, ID)
    const held = holdRequest(other)
    await pass(50)
    expect(await settled(held)).toBe(true)
  })

  it.each([
    ['of another site', 'https://another.example', ID],
    ['to another call', ORIGIN, 'f'.repeat(16)],
  ])('is not answered by an answer %s', async (_, origin, id) => {
    const answered = waitForAnswer(place, ID)
    answerScript(origin, id, ANSWER)
    expect(await settled(answered)).toBe(false)
  })

  // The last: there is no way back from the end of the background.
  it('is let go, and its request goes nowhere, when the background ends', async () => {
    void waitForAnswer(place, ID)
    const held = holdRequest({ tabId, frameId })
    expect(await settled(held)).toBe(false)
    cancelHeld()
    expect(await held).toEqual({ cancel: true })
  })
})
