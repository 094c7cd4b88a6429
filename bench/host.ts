import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { endianness, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { EXTENSION_ID_CHROMIUM, HOST_NAME, PROTOCOL_VERSION } from '../src/protocol/identity.ts'
import { compare, median } from './compare.ts'

/** How long the native host takes to answer for the first time, beside a Node that does nothing. */

const RUNS = 40
const HOST_LIMIT = 1.25

const hello = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'host.hello',
  params: { protocol: PROTOCOL_VERSION, extension: '0.1.0', language: 'ja' },
})

const frame = (text: string): Buffer => {
  const body = Buffer.from(text)
  const head = Buffer.alloc(4)
  if (endianness() === 'LE') head.writeUInt32LE(body.length)
  else head.writeUInt32BE(body.length)
  return Buffer.concat([head, body])
}

const scratch = mkdtempSync(join(tmpdir(), 'koshin-bench-'))
const environment = { ...process.env, XDG_DATA_HOME: scratch, XDG_STATE_HOME: scratch }

/** The launcher that a browser starts: what `koshin register` wrote into the manifest. */
const registeredLauncher = (): string => {
  execFileSync(process.execPath, ['dist/host/koshin.cjs', 'register', '--user-data-dir', scratch], { env: environment })
  return JSON.parse(readFileSync(join(scratch, 'NativeMessagingHosts', `${HOST_NAME}.json`), 'utf8')).path
}

/** Milliseconds from spawn to the whole answer, with the launcher and the arguments of a browser. */
const helloAnswered = (launcher: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const host = spawn(launcher, [`chrome-extension://${EXTENSION_ID_CHROMIUM}/`], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: environment,
    })
    let heard = Buffer.alloc(0)
    let time: number | undefined
    host.stdout.on('data', (data: Buffer) => {
      heard = Buffer.concat([heard, data])
      if (time !== undefined || !heard.includes('"journalSchema"')) return
      time = performance.now() - start
      host.stdin.end()
    })
    host.once('exit', () => (time === undefined ? reject(new Error(`no answer: ${heard}`)) : resolve(time)))
    host.stdin.write(frame(hello))
  })

/** Milliseconds from spawn to exit of a Node that does nothing. */
const nodeAlone = (): Promise<number> =>
  new Promise((resolve) => {
    const start = performance.now()
    spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).once('exit', () => resolve(performance.now() - start))
  })

/** @returns the ratio of the medians is within its limit */
export const benchHost = async (): Promise<boolean> => {
  const launcher = registeredLauncher()
  const hosts: number[] = []
  const nodes: number[] = []
  for (let run = 0; run < RUNS; run++) {
    nodes.push(await nodeAlone())
    hosts.push(await helloAnswered(launcher))
  }
  rmSync(scratch, { recursive: true, force: true })
  return compare({
    what: ['host cold start to host.hello answered', median(hosts)],
    with: ['node -e 0', median(nodes)],
    limit: HOST_LIMIT,
    runs: RUNS,
  })
}
