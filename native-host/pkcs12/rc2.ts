/**
 * Takes RC2-CBC off (RFC 2268), which OpenSSL 3 leaves to a provider that most builds of Node.js do not have: files of older
 * programs have their certificates in it. Nothing is ever encrypted with it here.
 */

/** Digits of pi, as a permutation of 0 to 255: §2. */
const PI = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)
const ROTATIONS = [1, 2, 3, 5] as const
const BLOCK_BYTES = 8
const WORD = 0xffff

const pi = (index: number): number => PI[index & 0xff] ?? 0

/** 64 words of 16 bits: §2. */
const expandKey = (key: Uint8Array, effectiveBits: number): Uint16Array => {
  const bytes = new Uint8Array(128)
  const at = (index: number): number => bytes[index] ?? 0
  bytes.set(key)
  for (let i = key.length; i < 128; i++) bytes[i] = pi(at(i - 1) + at(i - key.length))
  const effectiveBytes = Math.ceil(effectiveBits / 8)
  const first = 128 - effectiveBytes
  bytes[first] = pi(at(first) & (0xff >> (8 * effectiveBytes - effectiveBits)))
  for (let i = first - 1; i >= 0; i--) bytes[i] = pi(at(i + 1) ^ at(i + effectiveBytes))
  const words = Uint16Array.from({ length: 64 }, (_, i) => at(2 * i) | (at(2 * i + 1) << 8))
  bytes.fill(0)
  return words
}

/** The rounds of §4 backwards on one block of four words: five times mixing, mashing, six, mashing, five. */
const decryptBlock = (words: Uint16Array, key: Uint16Array): void => {
  const word = (index: number): number => words[(index + 4) % 4] ?? 0
  const mix = (round: number): void => {
    for (let i = 3; i >= 0; i--) {
      const by = ROTATIONS[i] ?? 0
      const turned = (word(i) >>> by) | (word(i) << (16 - by))
      const others = (word(i - 1) & word(i - 2)) + (~word(i - 1) & WORD & word(i - 3))
      words[i] = turned - (key[4 * round + i] ?? 0) - others
    }
  }
  const mash = (): void => {
    for (let i = 3; i >= 0; i--) words[i] = word(i) - (key[word(i - 1) & 63] ?? 0)
  }
  for (let round = 15; round >= 0; round--) {
    mix(round)
    if (round === 11 || round === 5) mash()
  }
}

/**
 * @param data whole blocks; the padding stays on
 * @param effectiveBits as many as the key has, but for tests
 */
export const decryptRc2 = (
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
  effectiveBits = key.length * 8,
): Uint8Array => {
  const words = expandKey(key, effectiveBits)
  const plain = new Uint8Array(data.length)
  for (let start = 0; start < data.length; start += BLOCK_BYTES) {
    const before = start === 0 ? iv : data.subarray(start - BLOCK_BYTES, start)
    const block = Uint16Array.from(
      { length: 4 },
      (_, i) => (data[start + 2 * i] ?? 0) | ((data[start + 2 * i + 1] ?? 0) << 8),
    )
    decryptBlock(block, words)
    for (let i = 0; i < BLOCK_BYTES; i++)
      plain[start + i] = (((block[i >> 1] ?? 0) >> (8 * (i & 1))) & 0xff) ^ (before[i] ?? 0)
  }
  words.fill(0)
  return plain
}
