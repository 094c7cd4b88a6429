const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENING = new Set([0x5b, 0x7b])
const CLOSING = new Set([0x5d, 0x7d])

/** Where a string ends that begins at `start`: behind its closing quote, or at the end of the text. */
const endOfString = (json: Uint8Array, start: number): number => {
  let at = start + 1
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1
  return at + 1
}

/**
 * Whether arrays and objects lie deeper in each other than that. Looked at before the text is parsed: half a megabyte of
 * brackets becomes some forty megabytes of arrays.
 * @param json UTF-8, well-formed JSON or not
 */
export const isDeeperThan = (json: Uint8Array, most: number): boolean => {
  let depth = 0
  for (let at = 0; at < json.length; ) {
    const byte = json[at] as number
    if (byte === QUOTE) {
      at = endOfString(json, at)
      continue
    }
    if (OPENING.has(byte) && ++depth > most) return true
    if (CLOSING.has(byte)) depth--
    at++
  }
  return false
}
