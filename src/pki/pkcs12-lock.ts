import { Malformed } from './der-read.ts'
import type { FileCryptography, FilePassword, Opener } from './pkcs12-cipher.ts'

/** One password, tried on each encrypted part of a file; it counts how many of them open. */
export class Lock {
  readonly #password: FilePassword
  readonly #by: FileCryptography
  opened = 0
  refused = 0

  constructor(password: FilePassword, by: FileCryptography) {
    this.#password = password
    this.#by = by
  }

  /**
   * What `read` finds in the part; null where this password does not open it. Padding comes out right by chance once in 256
   * times: a part has opened when it can be read. What was decrypted is zeroed.
   */
  open<T>(opener: Opener, data: Uint8Array, read: (plain: Uint8Array) => T): T | null {
    const plain = opener(this.#password, data, this.#by)
    try {
      const found = plain === null ? null : read(plain)
      if (plain === null) this.refused += 1
      else this.opened += 1
      return found
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.refused += 1
      return null
    } finally {
      plain?.fill(0)
    }
  }
}
