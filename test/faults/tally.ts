import type { Outcome } from './accident.ts'
import type { Ending } from './customer.ts'

/** The outcomes of all cells of a grid, added up. */

export interface Cell {
  readonly name: string
  readonly run: () => Promise<Outcome>
}

/** Two processors, and hosts that mostly wait for one another. */
const AT_ONCE = 4

export class Tally {
  readonly outcomes: Outcome[] = []
  /** Cells that came to no good end, with the reason. */
  readonly failures: string[] = []

  static async of(cells: readonly Cell[]): Promise<Tally> {
    const tally = new Tally()
    const waiting = [...cells]
    const work = async (): Promise<void> => {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) await tally.#take(cell)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return tally
  }

  async #take({ name, run }: Cell): Promise<void> {
    try {
      const outcome = await run()
      this.outcomes.push(outcome)
      const { ending: _ending, left: _left, ...counts } = outcome
      if (Object.values(counts).some((count) => count !== 0)) this.failures.push(`${name}: ${JSON.stringify(outcome)}`)
    } catch (error) {
      this.failures.push(`${name}: ${error}`)
    }
  }

  ended(...endings: readonly Ending[]): number {
    return this.outcomes.filter(({ ending }) => endings.includes(ending)).length
  }

  /** In the order of docs/faults.md. */
  counts(): Record<string, number> {
    const sum = (of: (outcome: Outcome) => number) => this.outcomes.reduce((total, outcome) => total + of(outcome), 0)
    return {
      cells: this.outcomes.length + this.failures.filter((line) => !line.includes('"ending"')).length,
      'finished when the host was back': this.ended('finished'),
      'resumed, and finished': this.ended('resumed'),
      'discarded cleanly': this.ended('discarded'),
      'nothing begun yet': this.ended('not begun'),
      'without a good end': this.failures.length,
      'old certificates or keys changed': sum(({ oldChanged }) => oldChanged),
      'keys that the list does not show': sum(({ orphans }) => orphans),
      'second keys': sum(({ secondKeys }) => secondKeys),
      'second submissions': sum(({ secondSubmissions }) => secondSubmissions),
      'cells that leave a temporary file or a reserve behind': this.outcomes.filter(({ left }) => left.length > 0)
        .length,
    }
  }
}
