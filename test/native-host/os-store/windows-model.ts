import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import type { RunCommand, SystemCommand, SystemOutput } from '../../../native-host/os-store/system-command.ts'
import type { Request } from '../../../native-host/os-store/windows/powershell.ts'
import { SCRIPT } from '../../../native-host/os-store/windows/script.ts'
import { newKey, spkiOf } from './pairs.ts'

/**
 * What Koshin's script and certutil would answer, by Microsoft's documentation (transcripts/README.md), with real keys. A model,
 * not Windows.
 */

interface Key {
  readonly key: KeyObject
  readonly exportable: boolean
  /** Where `CngKey.Open` finds it; others are reached by their certificates only. */
  readonly provider: string
}

interface Personal {
  readonly der: Buffer
  readonly label: string
  /** Name of its key. */
  readonly key: string | null
}

export const SOFTWARE = 'Microsoft Software Key Storage Provider'
const NTE_BAD_KEYSET = '80090016'
const NTE_NO_KEY = '8009000d'
const NTE_EXISTS = '8009000f'
const NTE_NOT_SUPPORTED = '80090029'

class Hresult extends Error {}

const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length)
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 * at)
  return bytes
}

const field = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url')

/** As CngKey.Export gives GenericPublicBlob. */
export const publicBlob = (key: KeyObject): Buffer => {
  const { kty, n, e, crv, x, y } = createPublicKey(key).export({ format: 'jwk' })
  if (kty !== 'RSA')
    return Buffer.concat([Buffer.from(crv === 'P-256' ? 'ECS1' : 'ECS3'), words(field(x).length), field(x), field(y)])
  const [modulus, exponent] = [field(n), field(e)]
  const header = words(8 * modulus.length, exponent.length, modulus.length, 0, 0)
  return Buffer.concat([Buffer.from('RSA1'), header, exponent, modulus])
}

const numberOf = (bytes: Buffer): bigint => BigInt(`0x0${bytes.toString('hex')}`)
const text = (value: bigint): string => {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url')
}
const inverse = (value: bigint, modulus: bigint): bigint => {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n]
  while (a > 1n) {
    const quotient = a / b
    ;[a, b] = [b, a % b]
    ;[x, y] = [y, x - quotient * y]
  }
  return x < 0n ? x + modulus : x
}

/** What CNG would take a PRIVATEBLOB for (BCRYPT_RSAKEY_BLOB, BCRYPT_ECCKEY_BLOB). */
export const keyFromBlob = (blob: Buffer): KeyObject => {
  const magic = blob.toString('latin1', 0, 4)
  const take = (at: number, length: number) => blob.subarray(at, at + length)
  if (magic !== 'RSA2') {
    const size = blob.readUInt32LE(4)
    const [x, y, d] = [0, 1, 2].map((at) => take(8 + at * size, size).toString('base64url'))
    const crv = magic === 'ECS2' ? 'P-256' : 'P-384'
    return createPrivateKey({ key: { kty: 'EC', crv, x, y, d } as JsonWebKey, format: 'jwk' })
  }
  const ends: number[] = []
  for (const size of [8, 12, 16, 20].map((at) => blob.readUInt32LE(at))) ends.push((ends.at(-1) ?? 24) + size)
  const [e = 0n, n = 0n, p = 0n, q = 0n] = ends.map((end, at) => numberOf(blob.subarray(ends[at - 1] ?? 24, end)))
  if (ends.at(-1) !== blob.length || n.toString(2).length !== blob.readUInt32LE(4))
    throw new Error('lengths of the blob')
  const d = inverse(e, (p - 1n) * (q - 1n))
  const numbers = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const fields = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, text(value)]))
  return createPrivateKey({ key: { kty: 'RSA', ...fields } as JsonWebKey, format: 'jwk' })
}

const thumbprint = (der: Buffer): string => createHash('sha1').update(der).digest('hex')
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const hexLines = (key: KeyObject): string => {
  const { kty, n, e, d, p, q, dp, dq, qi, x, y } = key.export({ format: 'jwk' })
  const fields = kty === 'RSA' ? [n, e, d, p, q, dp, dq, qi] : [x, y, d]
  return fields.map((part) => `${field(part).toString('hex').toUpperCase()}\n`).join('')
}

export class WindowsModel {
  readonly keys = new Map<string, Key>()
  personal: Personal[] = []
  readonly authorities: string[] = []
  /** Everything that was asked, in order. */
  readonly commands: SystemCommand[] = []
  readonly requests: Request[] = []
  #below = ''

  add(name: string, key: KeyObject, exportable: boolean, provider = SOFTWARE): void {
    this.keys.set(name, { key, exportable, provider })
  }

  readonly run: RunCommand = async (command) => {
    this.commands.push({ ...command, stdin: Uint8Array.from(command.stdin) })
    if (command.program.endsWith('certutil.exe')) return this.#certutil(command.args)
    if (Buffer.from(command.args.at(-1) ?? '', 'base64').toString('utf16le') !== SCRIPT)
      throw new Error('another script')
    const [line = '', secret = ''] = Buffer.from(command.stdin).toString('latin1').split('\n')
    const request = JSON.parse(line) as Request
    this.requests.push(request)
    return this.#answer(request, secret)
  }

  #answer(request: Request, secret: string): SystemOutput {
    this.#below = ''
    const envelope = (() => {
      try {
        return { ok: true, result: this.#perform(request, secret) }
      } catch (error) {
        if (error instanceof Hresult) return { ok: false, code: error.message }
        throw error
      }
    })()
    return { exitCode: 0, stdout: Buffer.from(`${asciiJson(envelope)}\n${this.#below}`) }
  }

  #certutil(args: readonly string[]): SystemOutput {
    const own = [...this.keys].filter(([, { provider }]) => provider === SOFTWARE).map(([name]) => `  ${name}\n  RSA\n`)
    const blocks = this.personal.map(({ der, key }, at) => {
      const provider = key === null ? undefined : this.keys.get(key)?.provider
      const tail = provider === undefined ? '' : `  Key Container = ${key}\n  Provider = ${provider}\n`
      return `================ 証明書 ${at} ================\n証明書ハッシュ(sha1): ${thumbprint(der)}\n${tail}`
    })
    const [verb, lines] = args.includes('-key') ? ['-key', own] : ['-store', blocks]
    return { exitCode: 0, stdout: Buffer.from([...lines, `CertUtil: ${verb} OK`, ''].join('\n')) }
  }

  #open({ name, certificate }: { readonly name: string | null; readonly certificate: string | null }): [string, Key] {
    const named = name ?? this.personal.find(({ der }) => der.toString('base64') === certificate)?.key ?? ''
    const key = this.keys.get(named)
    if (key === undefined || (name !== null && key.provider !== SOFTWARE))
      throw new Hresult(name === null ? NTE_NO_KEY : NTE_BAD_KEYSET)
    return [named, key]
  }

  #look(ofComputer: readonly string[], names: readonly string[]) {
    return {
      certificates: this.personal.map(({ der, label, key: name }) => {
        const key = name === null ? undefined : this.keys.get(name)
        const opened = ofComputer.includes(thumbprint(der).toUpperCase()) ? key : undefined
        return {
          der: der.toString('base64'),
          label,
          hasKey: name !== null,
          keyName: opened?.provider === SOFTWARE ? name : null,
          exportable: opened?.exportable ?? null,
        }
      }),
      keys: names.flatMap((name) => {
        const key = this.keys.get(name)
        if (key?.provider !== SOFTWARE) return []
        return [{ name, blob: publicBlob(key.key).toString('base64'), exportable: key.exportable }]
      }),
    }
  }

  #make(request: Request & { operation: 'make' }, secret: string): null {
    if (this.keys.has(request.name)) throw new Hresult(NTE_EXISTS)
    const curves = { ECDSA_P256: 'P-256', ECDSA_P384: 'P-384' } as const
    const made = () =>
      request.algorithm === 'RSA' ? newKey('rsa', request.bits ?? 0) : newKey(curves[request.algorithm])
    this.add(request.name, request.imports ? keyFromBlob(Buffer.from(secret, 'hex')) : made(), false)
    return null
  }

  #install({ name, certificate, label }: Request & { operation: 'install' }): null {
    const der = Buffer.from(certificate, 'base64')
    this.#open({ name, certificate: null })
    this.personal = [...this.personal.filter((one) => !one.der.equals(der)), { der, label, key: name }]
    return null
  }

  #perform(request: Request, secret: string): unknown {
    switch (request.operation) {
      case 'look':
        return this.#look(request.ofComputer, request.names)
      case 'make':
        return this.#make(request, secret)
      case 'sign': {
        const [, { key }] = this.#open(request)
        const data = Buffer.from(request.data, 'base64')
        return sign(request.hash, data, { key, dsaEncoding: 'ieee-p1363' }).toString('base64')
      }
      case 'install':
        return this.#install(request)
      case 'authority':
        if (!this.authorities.includes(request.certificate)) this.authorities.push(request.certificate)
        return null
      case 'remove-key':
        this.keys.delete(this.#open(request)[0])
        return null
      case 'remove-certificates':
        this.personal = this.personal.filter(({ der }) => !request.certificates.includes(der.toString('base64')))
        return null
      case 'export': {
        const [, { key, exportable }] = this.#open(request)
        if (!exportable) throw new Hresult(NTE_NOT_SUPPORTED)
        this.#below = hexLines(key)
        return null
      }
    }
  }

  /** A pair that somebody else has put there. */
  bring(name: string, key: KeyObject, der: Buffer, exportable: boolean, provider = SOFTWARE): void {
    this.add(name, key, exportable, provider)
    this.personal.push({ der, label: '他の証明書 "$(calc)"\n', key: name })
  }

  holds(key: KeyObject): boolean {
    return [...this.keys.values()].some((held) => spkiOf(held.key).equals(spkiOf(key)))
  }
}
