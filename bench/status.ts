import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { PIN, SOFTHSM, Tools } from '../test/native-host/token.ts'
import { compare, median } from './compare.ts'

/** How long `koshin status` takes for a token with 300 certificates and their keys, beside other programs that list a token. */

const CERTIFICATES = 300
const RUNS = 11
const P11TOOL_LIMIT = 1
const PKCS11_TOOL_LIMIT = 3
const LABEL = 'bench'

const CURVE_P256 = Buffer.from('06082a8648ce3d030107', 'hex')

/** By the same binding as the host's: one process, where pkcs11-tool would be 300. */
const fill = (certificates: readonly Uint8Array[]): void => {
  const { PKCS11 } = createRequire(import.meta.url)('pkcs11js') as typeof import('pkcs11js')
  const module = new PKCS11()
  module.load(SOFTHSM)
  module.C_Initialize()
  const session = module.C_OpenSession(module.C_GetSlotList(true)[0] as Buffer, 6)
  module.C_Login(session, 1, PIN)
  certificates.forEach((der, index) => {
    const id = { type: 0x102, value: Buffer.from(String(index)) }
    const token = { type: 0x01, value: true }
    const key = [token, id, { type: 0x180, value: CURVE_P256 }]
    module.C_GenerateKeyPair(session, { mechanism: 0x1040 }, key, [token, id, { type: 0x02, value: true }])
    const kinds = [
      { type: 0x00, value: 1 },
      { type: 0x80, value: 0 },
    ]
    const value = { type: 0x11, value: Buffer.from(der) }
    module.C_CreateObject(session, [...kinds, token, id, value, { type: 0x101, value: Buffer.from('3000', 'hex') }])
  })
  module.C_Finalize()
}

const makeToken = (tools: Tools): void => {
  tools.makeAuthority()
  tools.openssl(...'ecparam -name prime256v1 -genkey -noout -out one.key'.split(' '))
  tools.initialise(LABEL)
  const certificates = Array.from({ length: CERTIFICATES }, (_, index) => {
    const subject = `/C=JP/O=Test Bank/OU=bench/CN=${1234560000 + index}`
    const request = tools.openssl('req', '-new', '-key', 'one.key', '-subj', subject, '-outform', 'DER')
    return tools.issue(request, 5 + index)
  })
  fill(certificates)
}

/** Milliseconds of a whole process that prints its list to nobody. */
const wholeProcess = (env: NodeJS.ProcessEnv, program: string, ...args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(program, args, { env, stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', () => resolve(performance.now() - start))
  })

const desk = (folder: string): NodeJS.ProcessEnv => {
  const config = join(folder, 'koshin')
  mkdirSync(config)
  writeFileSync(join(config, 'config.json'), JSON.stringify({ modules: [SOFTHSM], nss: { databases: [] } }))
  return {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    SOFTHSM2_CONF: join(folder, 'softhsm2.conf'),
  }
}

/** @returns the ratios of the medians are within their limits */
export const benchStatus = async (): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-'))
  const env = desk(folder)
  process.env.SOFTHSM2_CONF = env.SOFTHSM2_CONF
  makeToken(new Tools(folder))
  const koshin = () => wholeProcess(env, process.execPath, 'dist/host/koshin.cjs', 'status')
  const times = { first: [] as number[], again: [] as number[], p11tool: [] as number[], pkcs11Tool: [] as number[] }
  for (let run = 0; run < RUNS; run++) {
    // Where nothing is remembered every certificate is taken apart.
    rmSync(join(folder, 'state'), { recursive: true, force: true })
    times.first.push(await koshin())
    times.pkcs11Tool.push(await wholeProcess(env, 'pkcs11-tool', '--module', SOFTHSM, '-O'))
    times.again.push(await koshin())
    if (run % 4 === 0) times.p11tool.push(await wholeProcess(env, 'p11tool', '--provider', SOFTHSM, '--list-all'))
  }
  rmSync(folder, { recursive: true, force: true })
  const again = ['koshin status, 300 certificates', median(times.again)] as const
  const first = ['koshin status, 300 certificates never seen before', median(times.first)] as const
  const p11tool = ['p11tool --list-all', median(times.p11tool)] as const
  const pkcs11Tool = ['pkcs11-tool -O', median(times.pkcs11Tool)] as const
  const within = [
    compare({ what: first, with: p11tool, limit: P11TOOL_LIMIT, runs: times.p11tool.length }),
    compare({ what: again, with: pkcs11Tool, limit: PKCS11_TOOL_LIMIT, runs: RUNS }),
  ]
  console.log(`beside pkcs11-tool, never seen before: ${(first[1] / pkcs11Tool[1]).toFixed(2)}\n`)
  return !within.includes(false)
}
