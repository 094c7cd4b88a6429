import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { SOFTHSM } from '../native-host/token.ts'
import { FUNCTIONS, nameOf, type Rule, ruleLine } from './rule.ts'

/**
 * A PKCS#11 module that forwards to SoftHSM2 (or another) and does what that never does, as the file of rules beside it says at
 * each call. It counts every call, of all processes together. See fault-module.c.
 */

export type { Deed, Flag, Rule } from './rule.ts'

export interface LogIn {
  /** A PIN was given; false: the token's own pad asks for it. */
  readonly pin: boolean
  /** Name of the return value. */
  readonly rv: string
}

export const hasCompiler = existsSync('/usr/bin/gcc')

const SOURCE = resolve('test/fault-module/fault-module.c')
const BUILT = resolve('.scratch/fault-module')
/** Fields of the file `state`, 64 bits each: a count for each function, then these. */
const WRONG_PINS = FUNCTIONS.length
const UNPLUGGED = FUNCTIONS.length + 1
const FIELDS = FUNCTIONS.length + 2

/** Compiled once for each text of the source. */
const compiled = (): string => {
  const name = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16)
  const library = join(BUILT, `${name}.so`)
  if (existsSync(library)) return library
  mkdirSync(BUILT, { recursive: true })
  const unfinished = `${library}.${process.pid}`
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-o', unfinished, SOURCE, '-ldl'])
  renameSync(unfinished, library)
  return library
}

export class FaultModule {
  /** A folder of its own: rules and counts lie beside the module. */
  readonly folder = mkdtempSync(join(tmpdir(), 'koshin-fault-'))
  readonly path = join(this.folder, 'fault-module.so')

  private constructor(target: string) {
    copyFileSync(compiled(), this.path)
    writeFileSync(this.#file('target'), target)
    writeFileSync(this.#file('state'), Buffer.alloc(FIELDS * 8))
    this.clear()
    this.reset()
  }

  /** @param target the module that it forwards to */
  static build(target: string = SOFTHSM): FaultModule {
    return new FaultModule(target)
  }

  /** From the next call on these rules hold, and no others. A token that was unplugged is in its socket again. */
  tell(...rules: readonly Rule[]): void {
    const counted = this.calls()
    const lines = rules.map((rule) => `${ruleLine(rule, (name) => counted.get(name) ?? 0)}\n`)
    this.#writeState(Buffer.alloc(16), WRONG_PINS)
    writeFileSync(this.#file('rules.new'), lines.join(''))
    renameSync(this.#file('rules.new'), this.#file('rules'))
  }

  /** No rules: it forwards. */
  clear(): void {
    this.tell()
  }

  /** Function → how often it was called since `reset`. */
  calls(): ReadonlyMap<string, number> {
    const state = readFileSync(this.#file('state'))
    const counts = FUNCTIONS.map((name, at) => [name, Number(state.readBigUInt64LE(at * 8))] as const)
    return new Map(counts.filter(([, count]) => count > 0))
  }

  /** PINs that were wrong since the last `tell` with `tries`. */
  get wrongPins(): number {
    return Number(readFileSync(this.#file('state')).readBigUInt64LE(WRONG_PINS * 8))
  }

  /** Whether an `unplug` has come to pass. */
  get unplugged(): boolean {
    return readFileSync(this.#file('state')).readBigUInt64LE(UNPLUGGED * 8) !== 0n
  }

  /** Every C_Login since `reset`. */
  logIns(): LogIn[] {
    const lines = readFileSync(this.#file('log-ins'), 'utf8').split('\n').slice(0, -1)
    return lines.map((line) => {
      const [pin, rv] = line.split(' ')
      return { pin: pin === 'pin', rv: nameOf(Number(rv)) }
    })
  }

  /** Counts from nothing again; the rules stay. A rule for the nth call must be told anew. */
  reset(): void {
    this.#writeState(Buffer.alloc(FUNCTIONS.length * 8), 0)
    writeFileSync(this.#file('log-ins'), '')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #file(name: string): string {
    return join(this.folder, name)
  }

  /** In place: processes have the file mapped. */
  #writeState(bytes: Buffer, field: number): void {
    const descriptor = openSync(this.#file('state'), 'r+')
    writeSync(descriptor, bytes, 0, bytes.length, field * 8)
    closeSync(descriptor)
  }
}
