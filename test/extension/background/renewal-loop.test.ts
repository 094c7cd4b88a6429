import { expect, it } from 'vitest'
import { RenewalLoop } from '../../../extension/background/renewal-loop.ts'
import type { Effect } from '../../../src/renewal/event.ts'
import type { Renewal } from '../../../src/renewal/state.ts'
import { call, notice } from '../../src/renewal/examples.ts'

it('an effect that cannot be carried out keeps no other from it', async () => {
  const asked: Effect['do'][] = []
  const asking: Renewal = { at: 'asking', notice, waiting: call, store: null }
  const unhandled: unknown[] = []
  const hear = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', hear)
  const loop = new RenewalLoop(
    async () => asking,
    async () => {},
    async (effect) => {
      asked.push(effect.do)
      if (effect.do === 'release') throw new Error('The page has gone.')
    },
  )
  await loop.dispatch({ type: 'consent-declined' })
  await new Promise((done) => setTimeout(done, 10))
  process.off('unhandledRejection', hear)
  expect(asked).toEqual(['release', 'close-consent'])
  // It is not hidden either: the browser writes it into the worker's log.
  expect(unhandled).toHaveLength(1)
})
