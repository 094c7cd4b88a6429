import { readFileSync } from 'node:fs'
import type { Certificate } from '../../src/certificate/certificate.ts'
import { type CertificateReader, readDer } from '../commands/certificate-entry.ts'
import { writeDurably } from '../journal/durable-file.ts'
import { sealed, unsealed } from '../journal/sealed.ts'
import { logError } from '../log.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import { HOST_VERSION } from '../version.ts'

/**
 * What was read from certificates the last time, by their SHA-256. Taking one apart strictly costs as much as all the rest of a
 * look, and an hourly report sees the same ones again and again. A file that is damaged, or of another version of Koshin, is as
 * good as none.
 */

type Known = Readonly<Record<string, Certificate>>

const load = (file: string): Known => {
  try {
    const { version, certificates } = unsealed(readFileSync(file, 'utf8'))
    // The seal says that it is what Koshin wrote, and the version how it was read.
    return version === HOST_VERSION ? (certificates as Known) : {}
  } catch {
    return {}
  }
}

export class ReadBefore {
  readonly #file: string
  readonly #known: Known
  readonly #seen: Record<string, Certificate> = {}

  /** @param file is made where it is missing, and for its owner alone: names stand in it */
  constructor(file: string) {
    this.#file = file
    this.#known = load(file)
  }

  /** @throws KoshinError certificate-unreadable */
  readonly read: CertificateReader = (der) => {
    const digest = hexOf(sha256(der))
    const certificate = this.#known[digest] ?? readDer(der)
    this.#seen[digest] = certificate
    return certificate
  }

  /** Keeps what was seen this time, if that is more than before. A report does without it where that cannot be written. */
  keep(): void {
    if (Object.keys(this.#seen).every((digest) => digest in this.#known)) return
    try {
      writeDurably(this.#file, sealed({ version: HOST_VERSION, certificates: this.#seen }))
    } catch (error) {
      logError('certificates cannot be remembered', error)
    }
  }
}
