import { openPkcs12 } from '../../src/pki/pkcs12.ts'
import { type Pair, pairsIn } from '../../src/pki/pkcs12-pairs.ts'
import { type ErrorReport, KoshinError, toReport } from '../../src/protocol/errors.ts'
import { FILE_CRYPTOGRAPHY } from './file-cryptography.ts'
import { attemptsFor } from './file-password.ts'

/** What is done with a file in the thread that can be stopped: of plain data, and in plain data. */

export interface FileQuestion {
  readonly file: Uint8Array
  /** UTF-8, zeroed after use; null: nobody has been asked for the password yet. */
  readonly typed: Uint8Array | null
}

/** null: this password does not open it. */
export type FileOutcome = { readonly pairs: readonly Pair[] | null } | { readonly refusal: ErrorReport }

const opened = ({ file, typed }: FileQuestion): ReturnType<typeof openPkcs12> => {
  const attempts = attemptsFor(typed)
  try {
    return openPkcs12(file, attempts, FILE_CRYPTOGRAPHY)
  } finally {
    for (const { password } of attempts) password.utf16.fill(0)
    typed?.fill(0)
  }
}

const pairsFrom = (question: FileQuestion): readonly Pair[] | null => {
  const bags = opened(question)
  if (bags === null) return null
  let used: readonly Uint8Array[] = []
  try {
    const pairs = pairsIn(bags, FILE_CRYPTOGRAPHY)
    used = pairs.map(({ pkcs8 }) => pkcs8)
    return pairs
  } finally {
    for (const { pkcs8 } of bags.keys) if (!used.includes(pkcs8)) pkcs8.fill(0)
  }
}

export const fileWork = (question: FileQuestion): FileOutcome => {
  try {
    return { pairs: pairsFrom(question) }
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    return { refusal: toReport(error) }
  }
}

/** The memory of the private keys in it. */
export const keysOf = (outcome: FileOutcome): ArrayBuffer[] =>
  'pairs' in outcome ? (outcome.pairs ?? []).map(({ pkcs8 }) => pkcs8.buffer as ArrayBuffer) : []
