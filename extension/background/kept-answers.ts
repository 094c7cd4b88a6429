import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { MAX_ANSWER_BASE64 } from '../../src/protocol/host.ts'
import { base64 } from '../../src/protocol/schema.ts'

/**
 * What a bank has sent, kept here until the host has it on its disk: a host that dies, or a full disk, must not lose what the
 * bank may never send again. An enrolment has one answer here, the last one. It is no secret: certificates, and nothing else.
 */

const keyOf = (enrolment: string): string => `answer-${enrolment}`

const answerSchema = base64(MAX_ANSWER_BASE64)

/** @returns base64 of the raw bytes; null: there is none, or the host has it */
export const readKeptAnswer = async (enrolment: string): Promise<string | null> => {
  const key = keyOf(enrolment)
  const [onDisk, inMemory] = [await browser.storage.local.get(key), await browser.storage.session.get(key)]
  const read = v.safeParse(answerSchema, inMemory[key] ?? onDisk[key])
  return read.success ? read.output : null
}

/**
 * A disk that is full for the host may be full for the browser: then it is kept in memory, until the browser is closed.
 * @param answer base64, not longer than a page may send
 */
export const keepAnswer = async (enrolment: string, answer: string): Promise<void> => {
  const { local, session } = browser.storage
  const key = keyOf(enrolment)
  await local.set({ [key]: answer }).then(
    () => session.remove(key),
    () => session.set({ [key]: answer }),
  )
}

/** The host has it, or the enrolment is over. */
export const dropAnswer = async (enrolment: string): Promise<void> => {
  await browser.storage.session.remove(keyOf(enrolment))
  await browser.storage.local.remove(keyOf(enrolment))
}
