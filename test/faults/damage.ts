/** Every way in which a byte of a file is tried: what is left of it, and what was done. */
export interface Damage {
  readonly what: string
  readonly bytes: Buffer
}

const BLOCK = 512

const flipped = (file: Buffer, at: number, mask: number): Buffer => {
  const bytes = Buffer.from(file)
  bytes[at] = (bytes[at] ?? 0) ^ mask
  return bytes
}

const zeroed = (file: Buffer, from: number): Buffer =>
  Buffer.concat([
    file.subarray(0, from),
    Buffer.alloc(Math.min(BLOCK, file.length - from)),
    file.subarray(from + BLOCK),
  ])

/** Cut at every byte, two bits of every byte turned over (a low one; the one that leaves ASCII), every block zeroed. */
export function* damages(file: Buffer): Generator<Damage> {
  for (let at = 0; at < file.length; at += 1) {
    yield { what: `cut at ${at}`, bytes: file.subarray(0, at) }
    yield { what: `bit 0 of byte ${at}`, bytes: flipped(file, at, 0x01) }
    yield { what: `bit 7 of byte ${at}`, bytes: flipped(file, at, 0x80) }
  }
  for (let from = 0; from < file.length; from += BLOCK) yield { what: `zeros from ${from}`, bytes: zeroed(file, from) }
}
