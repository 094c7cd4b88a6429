import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Desk, LABEL } from './desk.ts'
import { SOURCES } from './host.ts'

/**
 * A company's monitoring as Debian has it: `koshin status` writes, node exporter and Prometheus read, and the rules of docs/fleet
 * decide. The clock of the computer is moved, that of Prometheus is not.
 */

const FLEET = resolve('docs/fleet')

let desk: Desk
let prometheus = ''
let openMetrics: Server
const programs: ChildProcess[] = []

const file = () => desk.tools.path('metrics/koshin.prom')

/** A token with one certificate that ends in 40 days. */
const makeDesk = (): Desk => {
  const made = new Desk()
  const { tools } = made
  tools.makeAuthority()
  tools.initialise(LABEL)
  const subject = ['-subj', '/C=JP/O=Test Bank/CN=1234567890']
  const key = '-newkey rsa:2048 -nodes -keyout new.key -outform DER'.split(' ')
  writeFileSync(tools.path('new.der'), tools.issue(tools.openssl('req', '-new', ...key, ...subject), 40))
  tools.pkcs11(LABEL, '--write-object', tools.path('new.der'), '--type', 'cert', '--id', '01')
  mkdirSync(tools.path('metrics'))
  return made
}

/** @param days by which the computer's clock is ahead. @returns the exit code */
const report = (days: number): number | null => {
  const clock = `data:text/javascript,const now=Date.now;Date.now=()=>now()+${days}*86400000`
  const args = ['--import', clock, ...SOURCES, 'status', '--format', 'openmetrics', '--output', file()]
  return spawnSync(process.execPath, args, { env: desk.env }).status
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  return port
}

const start = (program: string, ...args: readonly string[]): void => {
  programs.push(spawn(program, args, { cwd: desk.folder, stdio: 'ignore' }))
}

/** The same file as OpenMetrics, which Prometheus reads by another parser. */
const serveOpenMetrics = async (): Promise<void> => {
  openMetrics = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/openmetrics-text; version=1.0.0; charset=utf-8')
    response.end(readFileSync(file()))
  }).listen(0, '127.0.0.1')
  await once(openMetrics, 'listening')
}

const startMonitoring = async (): Promise<void> => {
  const [exporter, server] = [await freePort(), await freePort()]
  await serveOpenMetrics()
  const job = (name: string, port: number) => ({ job_name: name, static_configs: [{ targets: [`127.0.0.1:${port}`] }] })
  // JSON is YAML.
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [join(FLEET, 'rules.yml')],
    scrape_configs: [job('node', exporter), job('openmetrics', portOf(openMetrics))],
  }
  writeFileSync(desk.tools.path('prometheus.yml'), JSON.stringify(config))
  const textfile = ['--collector.textfile', `--collector.textfile.directory=${desk.tools.path('metrics')}`]
  start(
    'prometheus-node-exporter',
    '--collector.disable-defaults',
    ...textfile,
    `--web.listen-address=127.0.0.1:${exporter}`,
  )
  const storage = `--storage.tsdb.path=${desk.tools.path('tsdb')}`
  start('prometheus', '--config.file=prometheus.yml', storage, `--web.listen-address=127.0.0.1:${server}`)
  prometheus = `http://127.0.0.1:${server}/api/v1`
}

interface Answer {
  readonly status: string
  readonly data: {
    readonly result: readonly { readonly metric: Record<string, string>; readonly value: [number, string] }[]
  }
}

const query = async (expression: string): Promise<Answer> =>
  (await fetch(`${prometheus}/query?query=${encodeURIComponent(expression)}`)).json() as Promise<Answer>

const resultOf = async (expression: string): Promise<Answer['data']['result']> => {
  try {
    return (await query(expression)).data.result
  } catch {
    return [] // not there yet
  }
}

const eventually = (expression: string) =>
  expect.poll(async () => (await resultOf(expression)).length, { timeout: 30_000, interval: 300 })

const firing = async (): Promise<(string | undefined)[]> =>
  (await resultOf('ALERTS{alertstate="firing",job="node"}')).map(({ metric }) => metric.alertname)

beforeAll(async () => {
  desk = makeDesk()
  report(0)
  await startMonitoring()
})
afterAll(async () => {
  for (const program of programs) program.kill()
  await Promise.all(programs.map((program) => program.exitCode ?? once(program, 'exit')))
  openMetrics.close()
  await desk.clear()
})

const promtool = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: FLEET, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

describe('what a company is given', () => {
  test('metrics that promtool finds nothing wrong with', () => {
    const input = readFileSync(file())
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  })

  test('rules that are right, and tell of what they are for', () => {
    expect(promtool('check', 'rules', 'rules.yml')).toMatchObject({ status: 0 })
    expect(promtool('test', 'rules', 'rules.test.yml')).toMatchObject({ status: 0 })
  })

  test('a dashboard that asks for nothing but metrics that are there', async () => {
    const { panels } = JSON.parse(readFileSync(join(FLEET, 'dashboard.json'), 'utf8')) as {
      panels: { targets: { expr: string }[] }[]
    }
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$instance', '.*')))
    const asked = new Set(expressions.flatMap((expression) => expression.match(/\bkoshin[_:][a-z_:]+/g) ?? []))
    const written = readFileSync(file(), 'utf8').match(/(?<=^# TYPE )\S+/gm) ?? []
    const recorded = readFileSync(join(FLEET, 'rules.yml'), 'utf8').match(/(?<=record: )\S+/g) ?? []
    expect([...asked].filter((name) => ![...written, ...recorded].includes(name))).toEqual([])
    await eventually('up').toBeGreaterThan(0)
    for (const expression of expressions) expect(await query(expression)).toMatchObject({ status: 'success' })
  })
})

describe('Prometheus', () => {
  test('reads the file through node exporter, and as OpenMetrics', async () => {
    await eventually('koshin:certificate_left:seconds{job="node"}').toBe(1)
    await eventually('up{job="openmetrics"} == 1').toBe(1)
    await eventually('koshin_certificate_state{job="openmetrics",state="valid",id="…7890"}').toBe(1)
    expect(await resultOf('node_textfile_scrape_error')).toMatchObject([{ value: [expect.anything(), '0'] }])
    expect(await firing()).toEqual([])
  })

  test('tells of a certificate that comes due, and of one that is over', async () => {
    expect(report(15)).toBe(1)
    await eventually('ALERTS{job="node",alertname="KoshinCertificateDueIn30Days",alertstate="firing",id="…7890"}').toBe(
      1,
    )
    expect(await firing()).toEqual(['KoshinCertificateDueIn30Days'])
    expect(report(41)).toBe(2)
    await eventually('ALERTS{job="node",alertname="KoshinCertificateExpired",alertstate="firing",id="…7890"}').toBe(1)
    expect(await firing()).toEqual(['KoshinCertificateExpired'])
  })
})
