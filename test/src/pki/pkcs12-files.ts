import { readFileSync } from 'node:fs'
import { type FileOutcome, fileWork } from '../../../native-host/pkcs12/file-work.ts'
import type { Pair } from '../../../src/pki/pkcs12-pairs.ts'

/** The files of test/vectors/pkcs12, opened by the host's own cryptography. */

const folder = new URL('../../vectors/pkcs12/', import.meta.url)

export type KeyOfVector = 'rsa' | 'p256' | 'p384'

export interface ExpectedFile {
  readonly file: string
  /** null: none is asked for. */
  readonly password: string | null
  readonly keys?: readonly KeyOfVector[]
  /** Issuers of each certificate. */
  readonly chain?: number
  readonly name?: string
  readonly refusal?: string
}

export const expectedFiles: readonly ExpectedFile[] = JSON.parse(
  readFileSync(new URL('expected.json', folder), 'utf8'),
).files

export const pkcs12 = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`${name}.p12`, folder)))

export const publicKey = (name: KeyOfVector): Buffer => readFileSync(new URL(`${name}.spki.der`, folder))

const typedBytes = (password: string | null): Uint8Array | null =>
  password === null ? null : new Uint8Array(Buffer.from(password))

export const open = (file: Uint8Array, password: string | null): FileOutcome =>
  fileWork({ file, typed: typedBytes(password) })

/** `opened`, `locked`, or the code of the refusal. */
export const outcomeOf = (file: Uint8Array, password: string | null): string => {
  const outcome = open(file, password)
  if ('refusal' in outcome) return outcome.refusal.code
  return outcome.pairs === null ? 'locked' : 'opened'
}

/** @throws where it does not open */
export const pairsOf = (file: Uint8Array, password: string | null): readonly Pair[] => {
  const outcome = open(file, password)
  if ('refusal' in outcome) throw new Error(`${outcome.refusal.code} ${outcome.refusal.data.detail}`)
  if (outcome.pairs === null) throw new Error('locked')
  return outcome.pairs
}
