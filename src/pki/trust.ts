import { sameName } from '../certificate/certificate.ts'
import { sameBytes } from './bytes.ts'
import { authorityKeyId } from './extensions.ts'
import { isSignedBy, type Problem, untrusted, type Verify } from './issuer.ts'
import { signatureAlgorithmOf } from './strength.ts'
import type { X509 } from './x509.ts'

/** What the path from a new certificate upwards has to lead to. */
export interface Goal {
  /** Certificates that may stand in a path. */
  readonly issuers: readonly X509[]
  /** The path is whole here, whatever may stand above. */
  readonly isEnd: (issuer: X509) => boolean
  /** What is wrong with a path (the leaf first) above which nothing was sent. */
  readonly topProblem: (path: readonly X509[]) => Problem | undefined
}

/** Steps go by name and key (RFC 5280 §6.1.1 d), so a pinned one stands for every certificate of the same CA. */
const toPinned = (pinned: readonly X509[], sent: readonly X509[]): Goal => ({
  issuers: [...pinned, ...sent],
  isEnd: (issuer) => pinned.includes(issuer),
  topProblem: () => untrusted('no way to a pinned issuer'),
})

/**
 * That it verifies the signature of before makes it the issuer of before: for another one with the same name, somebody
 * would need a key that fits a given signature. `keyWeakness`, which every step asks, refuses those that can be made to
 * fit: RSA with an exponent chosen for it, and curves of one's own.
 */
const hasIssued = (issuer: X509, previous: X509, verify: Verify): boolean =>
  sameName(issuer.subject, previous.issuer) && isSignedBy(previous, issuer, verify)

/** RFC 5280 §4.2.1.1: the same key of the issuer, as far as both say. */
const otherKeyId = (leaf: X509, previous: X509): boolean => {
  const [now, before] = [authorityKeyId(leaf), authorityKeyId(previous)]
  return now !== undefined && before !== undefined && !sameBytes(now, before)
}

/** No certificate of the issuer of before is at hand: its name is compared, and what can be seen of its key. */
const asBefore = (path: readonly X509[], leaf: X509, previous: X509): Problem | undefined => {
  const isSent = path.length > 1
  if (!sameName(leaf.issuer, previous.issuer))
    return untrusted(`issuer ${isSent ? 'not pinned' : 'not sent'}, and another one than before`)
  // What was sent has verified the new signature, and not the one before, unless that is of a kind that nobody checks.
  const canTell = signatureAlgorithmOf(previous.signatureAlgorithm) !== undefined
  if (isSent && canTell) return untrusted('issuer has the name of before, and another key')
  return otherKeyId(leaf, previous) ? untrusted('authorityKeyIdentifier is another one than before') : undefined
}

const toIssuerOf = (previous: X509, leaf: X509, sent: readonly X509[], verify: Verify): Goal => {
  const anchors = sent.filter((issuer) => hasIssued(issuer, previous, verify))
  return {
    issuers: sent,
    isEnd: () => false,
    topProblem: (path) => {
      if (anchors.length === 0) return asBefore(path, leaf, previous)
      return path.some((issuer) => anchors.includes(issuer)) ? undefined : untrusted('no way to the issuer of before')
    },
  }
}

/**
 * The issuers that are pinned, or, where none are, the issuer of the certificate of before.
 * @param sent all certificates that were sent, without the leaf
 */
export const goalOf = (
  leaf: X509,
  sent: readonly X509[],
  pinned: readonly X509[],
  previous: X509,
  verify: Verify,
): Goal => (pinned.length > 0 ? toPinned(pinned, sent) : toIssuerOf(previous, leaf, sent, verify))
