/** Chance that falls alike each time: what has failed once can be thrown again. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to below `most` (mulberry32). */
  below(most: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T
  }

  /** True once in so many throws. */
  once(in_: number): boolean {
    return this.below(in_) === 0
  }
}
