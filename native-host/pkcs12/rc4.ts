/** Takes RC4 off, for the same reason as RC2: OpenSSL 3 has it in a provider that is mostly not there. */
export const decryptRc4 = (key: Uint8Array, data: Uint8Array): Uint8Array => {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  const at = (index: number): number => state[index & 0xff] ?? 0
  const swap = (i: number, j: number): void => {
    const kept = at(i)
    state[i & 0xff] = at(j)
    state[j & 0xff] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff
    swap(i, j)
  }
  let j = 0
  const plain = data.map((byte, n) => {
    j = (j + at(n + 1)) & 0xff
    swap(n + 1, j)
    return byte ^ at(at(n + 1) + at(j))
  })
  state.fill(0)
  return plain
}
