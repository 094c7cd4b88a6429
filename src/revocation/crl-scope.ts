import { type Element, sequenceOf } from '../pki/der-read.ts'
import { basicConstraints, extensionProblem, extensionValue } from '../pki/extensions.ts'
import { contextTag } from '../pki/tags.ts'
import type { X509 } from '../pki/x509.ts'
import { distributionPoints, fullNames } from './addresses.ts'
import type { Crl } from './crl.ts'
import { Doubt } from './doubt.ts'

/** Does a list speak of this certificate? Only a whole list of the issuer's own does (RFC 5280 §6.3.3 b). */

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'
const DELTA = '2.5.29.27'
/** They may be critical: cRLNumber, authorityKeyIdentifier, and the two that are looked at here. */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set(['2.5.29.20', '2.5.29.35', ISSUING_DISTRIBUTION_POINT, DELTA])

/** Parts of an IssuingDistributionPoint (§5.2.5) that are truth values: what the list is, and whom it leaves out. */
const FLAGS: ReadonlyMap<number, readonly [what: string, leavesOut: (isCa: boolean) => boolean]> = new Map([
  [0x81, ['of users only', (isCa: boolean) => isCa]],
  [0x82, ['of CAs only', (isCa: boolean) => !isCa]],
  [0x84, ['indirect', () => true]],
  [0x85, ['of attribute certificates only', () => true]],
])

const wrong = (detail: string): Doubt => new Doubt('wrong', detail)

const expectPoint = (name: Element, certificate: X509): void => {
  const names = fullNames(name)
  if (!distributionPoints(certificate).some((one) => names.includes(one))) throw wrong('list of another point')
}

/** onlySomeReasons is none of the flags: a list of some reasons does not say that a certificate is good. */
const expectFlag = ({ tag, content }: Element, isCa: boolean): void => {
  const flag = FLAGS.get(tag)
  if (!flag) throw wrong('list of some reasons only')
  const [what, leavesOut] = flag
  if (content[0] !== 0 && leavesOut(isCa)) throw wrong(`list ${what}`)
}

/** @throws Doubt wrong; Malformed */
export const expectInScope = ({ extensions }: Crl, certificate: X509): void => {
  const problem = extensionProblem({ extensions }, KNOWN_EXTENSIONS)
  if (problem) throw wrong(problem)
  if (extensions.some(({ type }) => type === DELTA)) throw wrong('delta list')
  const point = extensionValue({ extensions }, ISSUING_DISTRIBUTION_POINT)
  if (!point) return
  const { isCa } = basicConstraints(certificate)
  for (const part of sequenceOf(point, 'issuingDistributionPoint')) {
    if (part.tag === contextTag(0)) expectPoint(part, certificate)
    else expectFlag(part, isCa)
  }
}
