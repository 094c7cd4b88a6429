import { afterEach, beforeEach, expect, test } from 'vitest'
import { Desk, installing, LABEL } from './desk.ts'
import { PIN } from './token.ts'

/** A computer that sleeps between request and answer: nothing of it runs meanwhile, and its clock has moved on. */

/** Longer than a lock is believed without being touched. */
const ASLEEP_MS = 7_000

let desk: Desk
beforeEach(() => {
  desk = Desk.ready()
  desk.typesNext(PIN, PIN)
})
afterEach(() => desk.clear())

test('N7: where nobody took the token meanwhile, it goes on as if nothing had been, with the one PIN', async () => {
  const host = await desk.host()
  const preparation = await desk.prepare(host, { algorithm: 'ec-p256' })
  const answer = desk.bankAnswers(preparation)
  host.child.kill('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, ASLEEP_MS))
  host.child.kill('SIGCONT')
  const { enrolment } = await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
  expect(enrolment.state).toBe('done')
  expect(desk.shown()).toHaveLength(1)
  expect(desk.tools.objects(LABEL).match(/Private Key Object/g)).toHaveLength(2)
})
