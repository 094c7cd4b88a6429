import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { runStoppable } from '../../native-host/answer/stoppable.ts'
import { KoshinError } from '../../src/protocol/errors.ts'

/** Threads that do on purpose what an answer of a bank must not be able to do by chance. */

const BOUNDS = { milliseconds: 1000, megabytes: 32, code: 'answer-too-complex' } as const
const thread = (name: string): string => join(import.meta.dirname, 'threads', `${name}.mjs`)

const refusal = async (name: string) => {
  const begin = performance.now()
  const error = await runStoppable(thread(name), null, BOUNDS).catch((thrown: unknown) => thrown)
  if (!(error instanceof KoshinError)) throw error
  return { code: error.code, detail: error.data.detail, ms: performance.now() - begin }
}

describe('a thread', () => {
  it('that loops for ever is ended when its time is over, while the host goes on', async () => {
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 50)
    const { code, detail, ms } = await refusal('loop')
    clearInterval(timer)
    expect({ code, detail }).toEqual({ code: 'answer-too-complex', detail: 'more than 1 s' })
    expect(ms).toBeLessThan(3000)
    expect(ticks).toBeGreaterThan(10)
  })

  it('that takes all the memory is ended, and the host lives', async () => {
    const { code, detail } = await refusal('hoard')
    expect({ code, detail }).toEqual({ code: 'answer-too-complex', detail: 'more than 32 MB' })
  })

  it('that goes too deep is ended', async () => {
    const { code, detail } = await refusal('recurse')
    expect({ code, detail }).toEqual({ code: 'answer-too-complex', detail: 'Maximum call stack size exceeded' })
  })

  it('that leaves without a word is our own fault', async () => {
    const { code, detail } = await refusal('leave')
    expect({ code, detail }).toEqual({ code: 'internal', detail: 'thread ended with 3' })
  })

  it('gives its result, sees no environment, and what it prints does not get to the protocol', async () => {
    const written = vi.spyOn(process.stdout, 'write')
    const result = await runStoppable(thread('chatter'), { raw: Uint8Array.of(1) }, BOUNDS)
    const printed = written.mock.calls.map(([text]) => String(text)).join('')
    written.mockRestore()
    expect(result).toEqual({ question: { raw: Uint8Array.of(1) }, surroundings: [] })
    expect(printed).not.toContain('printed by a library')
  })
})
