import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IssuedCertificate } from './certificate-authority.ts'

export interface Submission {
  /** ISO 8601, by the bank's clock. */
  readonly at: string
  /** The request as PEM; what was posted, where that is no request. */
  readonly csrPem: string
  /** Hex SHA-256 of the request's SubjectPublicKeyInfo; null where there is none to read. */
  readonly spkiSha256: string | null
}

/** What the bank has been asked and what it has issued, refused requests included; it survives a restart. */
export class Ledger {
  readonly #submissions: JsonLines<Submission>
  readonly #issued: JsonLines<IssuedCertificate>

  constructor(folder: string) {
    this.#submissions = new JsonLines(join(folder, 'submissions.jsonl'))
    this.#issued = new JsonLines(join(folder, 'issued.jsonl'))
  }

  recordSubmission(submission: Submission): void {
    this.#submissions.append(submission)
  }

  recordIssued({ serialNumber, pem, subject }: IssuedCertificate): void {
    this.#issued.append({ serialNumber, pem, subject })
  }

  submissions(): readonly Submission[] {
    return [...this.#submissions.entries]
  }

  issued(): readonly IssuedCertificate[] {
    return [...this.#issued.entries]
  }
}

class JsonLines<Entry> {
  readonly entries: Entry[]
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    this.entries = existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map(parseLine<Entry>)
      : []
  }

  append(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
    this.entries.push(entry)
  }
}

// The bank wrote these lines itself, by `append`.
function parseLine<Entry>(line: string): Entry {
  return JSON.parse(line) as Entry
}
