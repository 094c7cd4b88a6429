import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** A screen of its own with a window manager: without one, no dialog gets the keyboard. */
export interface Display {
  /** Value for DISPLAY, as `:99`. */
  readonly name: string
  close(): Promise<void>
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => (child.exitCode === null ? child.once('exit', () => done()) : done()))

/** Starts Xvfb on a free display number, and openbox on it. */
export const openDisplay = async (size = '1280x1000x24'): Promise<Display> => {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb exited with ${code}`)))
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  const name = `:${number}`
  const manager = spawn('openbox', ['--sm-disable'], { env: { ...process.env, DISPLAY: name }, stdio: 'ignore' })
  manager.once('error', () => server.kill())
  await sleep(300)
  return {
    name,
    close: async () => {
      manager.kill()
      server.kill()
      await Promise.all([ended(manager), ended(server)])
    },
  }
}
