/** A look into short DER that another program has just written: a private key of Node.js, a signature of the keychain. */

const contentOf = (bytes: Buffer, at: number): { readonly start: number; readonly end: number } => {
  const first = bytes.readUInt8(at + 1)
  const octets = first < 0x80 ? 0 : first & 0x7f
  const start = at + 2 + octets
  return { start, end: start + (octets === 0 ? first : bytes.readUIntBE(at + 2, octets)) }
}

/** The contents of a SEQUENCE's members, as views. @throws RangeError where it is cut short */
export const members = (sequence: Buffer): Buffer[] => {
  const found: Buffer[] = []
  for (let at = contentOf(sequence, 0).start; at < sequence.length; ) {
    const { start, end } = contentOf(sequence, at)
    if (end > sequence.length) throw new RangeError('cut short')
    found.push(sequence.subarray(start, end))
    at = end
  }
  return found
}

/** Of an INTEGER that is positive: without the zero that says so. */
export const magnitude = (integer: Buffer): Buffer => (integer[0] === 0 ? integer.subarray(1) : integer)
