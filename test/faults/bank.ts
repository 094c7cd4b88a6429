import type { Desk } from '../native-host/desk.ts'

/** The bank's end of a renewal, which counts: each request that is sent in may cost a fee. */
export class Bank {
  readonly #desk: Desk
  /** Request → answer, both base64. The same bytes once more are the same submission. */
  readonly #answers: Map<string, string>

  /** @param other a bank that knows already what this one is to know */
  constructor(desk: Desk, other: Bank | null = null) {
    this.#desk = desk
    this.#answers = new Map(other === null ? [] : other.#answers)
  }

  get submissions(): number {
    return this.#answers.size
  }

  /** What the bank sent last; null: nothing has been sent in. */
  get answer(): string | null {
    return [...this.#answers.values()].at(-1) ?? null
  }

  /** The page posts a request. @returns the answer that its next page carries */
  takes(request: string): string {
    const answer =
      this.#answers.get(request) ?? this.#desk.tools.answer(Buffer.from(request, 'base64')).toString('base64')
    this.#answers.set(request, answer)
    return answer
  }
}
