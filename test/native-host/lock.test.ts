import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockToken } from '../../native-host/pkcs11/lock.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { codeOf } from './host.ts'

const token = { label: '専用USB', manufacturer: 'M', model: 'v2', serialNumber: '00004F21' }
const never = new AbortController().signal

let folder: string
let waits: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-lock-'))
  waits = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const lock = (of = token, wait = 500, signal = never) => lockToken(folder, of, signal, () => waits++, wait)

describe('the lock of a token', () => {
  test('is had by one at a time; the second waits, says so once, and gives up', async () => {
    const first = await lock()
    expect(await codeOf(lock())).toBe('token-busy')
    expect(waits).toBe(1)
    await first.release()
    await (await lock()).release()
    expect(waits).toBe(1)
  })

  test('is the same under another label, and another for another token', async () => {
    const first = await lock()
    expect(await codeOf(lock({ ...token, label: 'renamed' }))).toBe('token-busy')
    await (await lock({ ...token, serialNumber: '2' })).release()
    await first.release()
  })

  test('of a host that was killed is taken over', async () => {
    const first = await lock()
    await first.release()
    const [name] = readdirSync(join(folder, 'locks'))
    expect(name).toBeUndefined()
    await lock()
    const [dead = ''] = readdirSync(join(folder, 'locks'))
    rmSync(join(folder, 'locks', dead), { recursive: true })
    mkdirSync(join(folder, 'locks', dead))
    utimesSync(join(folder, 'locks', dead), new Date(0), new Date(0))
    expect((await lock()).held).toBe(true)
  })

  test('waits for a process that still works for a dead host', async () => {
    const worker: ChildProcess = spawn('sleep', ['60'])
    const first = await lock()
    first.mark(worker.pid ?? 0)
    const [name = ''] = readdirSync(join(folder, 'locks')).filter((file) => file.endsWith('.lock'))
    rmSync(join(folder, 'locks', name), { recursive: true })
    expect(await codeOf(lock())).toBe('token-busy')
    worker.kill()
    await new Promise((resolve) => worker.on('exit', resolve))
    expect((await lock()).held).toBe(true)
  })

  test('is not waited for when the browser has gone', async () => {
    const ending = new AbortController()
    const first = await lock()
    const second = lock(token, 60_000, ending.signal)
    ending.abort(new KoshinError('page-closed'))
    expect(await codeOf(second)).toBe('page-closed')
    await first.release()
  })
})
