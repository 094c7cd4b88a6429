import { hexText } from './bytes.ts'
import type { Sha256 } from './certificate.ts'
import { Malformed } from './der-read.ts'
import { readX509, type X509 } from './x509.ts'

/** What can be read of what a CA sent. What cannot is left out: it may be an odd certificate that nobody needs. */
export const readable = (certificates: readonly Uint8Array[]): X509[] =>
  certificates.flatMap((der) => {
    try {
      return [readX509(der)]
    } catch (error) {
      if (error instanceof Malformed) return []
      throw error
    }
  })

/** The certificate for one of our keys, and which key. */
export interface FoundLeaf {
  readonly leaf: Uint8Array
  /** As in `spkiSha256s`: lower-case hexadecimal. */
  readonly spkiSha256: string
}

/**
 * Which of several known keys an answer belongs to, by the public key in its certificates: an answer that comes late
 * still finds its enrolment. The first certificate that fits counts.
 * @param certificates DER, from `readAnswer`
 * @param spkiSha256s SHA-256 of each key's SubjectPublicKeyInfo, lower-case hexadecimal
 */
export const findLeaf = (
  certificates: readonly Uint8Array[],
  spkiSha256s: readonly string[],
  sha256: Sha256,
): FoundLeaf | undefined => {
  for (const { der, spki } of readable(certificates)) {
    const spkiSha256 = hexText(sha256(spki))
    if (spkiSha256s.includes(spkiSha256)) return { leaf: der, spkiSha256 }
  }
  return undefined
}
