import { withoutLeadingZeros } from './bytes.ts'

const LONGEST = 20

/**
 * What is wrong with a new certificate's serial number (RFC 5280 §4.1.2.2): older ones have been more various.
 * @param content octets of the INTEGER
 */
export const serialNumberProblem = (content: Uint8Array): string | undefined => {
  const [first = 0, second = 0] = content
  if (first >= 0x80) return 'serial number negative'
  const magnitude = withoutLeadingZeros(content)
  if (magnitude[0] === 0) return 'serial number zero'
  if (magnitude.length > LONGEST) return `serial number of ${magnitude.length} bytes`
  return first === 0 && second < 0x80 ? 'serial number not in DER' : undefined
}
