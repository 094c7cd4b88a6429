import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KoshinError } from '../../src/protocol/errors.ts'
import { type RunCommand, type SystemCommand, type SystemOutput, storeFailed } from './system-command.ts'

/** Carries out the calls of the system's tools: without a shell, in time, and with nothing left behind. */

/** A store with a thousand certificates says less. */
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024

/** A PowerShell 7 that started the browser leaves its own module path here, with which Windows PowerShell finds no cmdlet. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.toLowerCase() !== 'psmodulepath'))

interface ExecError extends Error {
  readonly code?: number | string | null
  readonly killed?: boolean
  readonly signal?: NodeJS.Signals | null
}

/** An exit code is for whoever knows the tool; everything else is a failure whatever the tool is. */
const failureOf = (error: ExecError): KoshinError | null => {
  if (typeof error.code === 'number') return null
  if (typeof error.code === 'string')
    return storeFailed(error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' ? 'too much output' : error.code)
  return storeFailed(error.killed === true ? 'no answer in time' : `ended by ${error.signal}`)
}

const execute = ({ program, args, stdin }: SystemCommand, limitMs: number): Promise<SystemOutput> =>
  new Promise((resolve, reject) => {
    const options = {
      encoding: 'buffer',
      timeout: Math.max(1, Math.ceil(limitMs)),
      killSignal: 'SIGKILL',
      maxBuffer: MOST_OUTPUT_BYTES,
      windowsHide: true,
      env: environment(),
    } as const
    const child = execFile(program, [...args], options, (error: ExecError | null, stdout) => {
      const failure = error === null ? null : failureOf(error)
      if (failure === null) resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout })
      else reject(failure)
    })
    // A tool that ends before it has read everything says so by how it ends.
    child.stdin?.on('error', () => {})
    child.stdin?.end(stdin)
  })

const withFile = async (command: SystemCommand, file: Uint8Array, limitMs: number): Promise<SystemOutput> => {
  const folder = await mkdtemp(join(tmpdir(), 'koshin-'))
  try {
    const path = join(folder, 'certificate.cer')
    await writeFile(path, file, { mode: 0o600 })
    return await execute({ ...command, args: [...command.args, path] }, limitMs)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const runCommand: RunCommand = async (command, limitMs) => {
  try {
    return await (command.file === undefined ? execute(command, limitMs) : withFile(command, command.file, limitMs))
  } finally {
    command.stdin.fill(0)
  }
}
