import { sameBytes } from '../pki/bytes.ts'
import { type Element, Malformed, readDer, sequenceOf } from '../pki/der-read.ts'
import { extensionValue } from '../pki/extensions.ts'
import { TAG } from '../pki/tags.ts'
import { readTime, timeText } from '../pki/time.ts'
import { readExtensions } from '../pki/x509.ts'
import type { Crl } from './crl.ts'
import { bytesOf, type Span, spansIn } from './der-scan.ts'
import { Doubt } from './doubt.ts'
import { readReason } from './reason.ts'
import type { RevocationReason } from './revocation.ts'

/** The entries of a revocation list (RFC 5280 §5.1.2.6), of which one counts. */

const REASON_CODE = '2.5.29.21'
/** Entry extensions that may be critical, as contents of their OBJECT IDENTIFIERs: reasonCode and invalidityDate. */
const KNOWN = [Uint8Array.of(0x55, 0x1d, 0x15), Uint8Array.of(0x55, 0x1d, 0x18)]

export interface Entry {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly reason: RevocationReason | null
}

/** Without what DER would not write in front: older CAs did. */
const shortest = (integer: Uint8Array): Uint8Array => {
  const [first, second = 0] = integer
  const isSpare = integer.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
  return isSpare ? shortest(integer.subarray(1)) : integer
}

/**
 * A critical extension that is not known makes the whole list useless (RFC 5280 §5.3): certificateIssuer, say, which turns this entry
 * and those after it into another CA's.
 */
const expectKnown = (bytes: Uint8Array, extensions: Span): void => {
  for (const extension of spansIn(bytes, extensions)) {
    const [type, critical] = spansIn(bytes, extension)
    if (!type || critical?.tag !== TAG.boolean) continue
    const oid = bytes.subarray(type.content, type.end)
    if (!KNOWN.some((known) => sameBytes(known, oid))) throw new Doubt('wrong', 'unknown critical entry extension')
  }
}

const readEntry = (entry: Element): Entry => {
  const [, time, wrapped] = sequenceOf(entry, 'entry')
  const extensions = wrapped ? readExtensions(wrapped) : []
  const reason = extensionValue({ extensions }, REASON_CODE)
  return { at: timeText(readTime(time, 'revocationDate')), reason: reason ? readReason(reason) : null }
}

/**
 * @param serialNumber contents of the INTEGER
 * @returns null: it is not in the list
 * @throws Doubt wrong; Malformed
 */
export const entryOf = ({ bytes, entries }: Crl, serialNumber: Uint8Array): Entry | null => {
  if (!entries) return null
  const wanted = shortest(serialNumber)
  let found: Span | null = null
  for (const entry of spansIn(bytes, entries)) {
    const [serial, time, extensions, ...more] = spansIn(bytes, entry)
    if (serial?.tag !== TAG.integer || !time || more.length > 0) throw new Malformed('entry of a revocation list')
    if (extensions) expectKnown(bytes, extensions)
    if (sameBytes(shortest(bytes.subarray(serial.content, serial.end)), wanted)) found ??= entry
  }
  return found && readEntry(readDer(bytesOf(bytes, found)))
}
