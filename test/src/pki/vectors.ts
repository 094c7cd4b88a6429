import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Sha256 } from '../../../src/pki/certificate.ts'
import type { Verify } from '../../../src/pki/issuer.ts'

/** The files of test/vectors/pki, and the cryptography that src/pki is given. */

const folder = new URL('../../vectors/pki/', import.meta.url)

/** A plain Uint8Array, as it comes from a decoded message: not a Buffer. */
export const vector = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, folder)))

export const sha256: Sha256 = (data) => new Uint8Array(createHash('sha256').update(data).digest())

export const verify: Verify = (spki, algorithm, data, signature) => {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return verifySignature(algorithm.slice(algorithm.indexOf('-') + 1), data, key, signature)
  } catch {
    return false
  }
}

export interface ExpectedAnswer {
  readonly file: string
  readonly expect: string
  readonly detail?: string
  /** How many certificates are found, and how many of them are the leaf's issuers. */
  readonly certificates?: number
  readonly chain?: number
  readonly key?: string
  readonly previous?: string
  readonly now?: string
  /** The CAs that are pinned. */
  readonly issuers?: readonly string[]
  readonly bankAheadMinutes?: number
}

const table = JSON.parse(new TextDecoder().decode(vector('expected.json'))) as {
  defaults: Required<Pick<ExpectedAnswer, 'key' | 'previous' | 'now'>>
  answers: ExpectedAnswer[]
}

export const expectedAnswers = table.answers.map((answer) => ({ ...table.defaults, ...answer }))

/** The moment at which the vectors are looked at, in milliseconds. */
export const NOW = Date.parse(table.defaults.now)

/** What an answer for the key new.spki.der is judged by, nothing pinned. */
export const GROUNDS = {
  spki: vector('new.spki.der'),
  previous: vector('previous.der'),
  issuers: [],
  now: NOW,
  bankAhead: null,
  acceptSubjectOf: null,
  sha256,
}
