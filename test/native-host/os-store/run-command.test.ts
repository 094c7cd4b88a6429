import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand } from '../../../native-host/os-store/run-command.ts'
import type { KoshinError } from '../../../src/protocol/errors.ts'

/** Real processes: Node.js in the place of the system's tools. */

const tool = (script: string, stdin: Uint8Array = new Uint8Array()) => ({
  program: process.execPath,
  args: ['-e', script],
  stdin,
})

const detailOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const error = await work.then(
    () => undefined,
    (thrown: KoshinError) => thrown,
  )
  expect(error?.code).toBe('computer-store-failed')
  return error?.data.detail
}

describe('a tool', () => {
  test('gets its input, gives its output and its exit code; the input is zeroed', async () => {
    const stdin = Buffer.from('秘密\n')
    const { exitCode, stdout } = await runCommand(
      tool('process.stdin.pipe(process.stdout); process.exitCode = 3', stdin),
      10_000,
    )
    expect([exitCode, stdout.toString()]).toEqual([3, '秘密\n'])
    expect(stdin.every((byte) => byte === 0)).toBe(true)
  })

  test('that hangs is killed when its time is over', async () => {
    const start = performance.now()
    expect(await detailOf(runCommand(tool('setInterval(() => {}, 1000)'), 300))).toBe('no answer in time')
    expect(performance.now() - start).toBeLessThan(5000)
  })

  test('that says too much is stopped', async () => {
    const flood = tool("const line = 'x'.repeat(1 << 20); for (let i = 0; i < 40; i++) process.stdout.write(line)")
    expect(await detailOf(runCommand(flood, 20_000))).toBe('too much output')
  })

  test('that is killed, or is not there, is told', async () => {
    expect(await detailOf(runCommand(tool("process.kill(process.pid, 'SIGSEGV')"), 10_000))).toBe('ended by SIGSEGV')
    const missing = { program: '/nowhere/tool', args: [], stdin: new Uint8Array() }
    expect(await detailOf(runCommand(missing, 1000))).toBe('ENOENT')
  })

  test('that does not read its input harms nobody', async () => {
    const { exitCode } = await runCommand(tool('process.exit(0)', Buffer.alloc(4_000_000, 'x')), 10_000)
    expect(exitCode).toBe(0)
  })

  test('that wants a file gets one as its last argument, gone afterwards', async () => {
    const show = tool("console.log(process.argv[1]); console.log(require('fs').readFileSync(process.argv[1], 'utf8'))")
    const { stdout } = await runCommand({ ...show, file: Buffer.from('DER') }, 10_000)
    const [path = '', content] = stdout.toString().split('\n')
    expect(content).toBe('DER')
    expect([existsSync(path), existsSync(dirname(path))]).toEqual([false, false])
  })

  test('is not told where another PowerShell keeps its modules', async () => {
    process.env.PSModulePath = '/somewhere'
    const { stdout } = await runCommand(tool('console.log(String(process.env.PSModulePath))'), 10_000)
    delete process.env.PSModulePath
    expect(stdout.toString()).toBe('undefined\n')
  })
})
