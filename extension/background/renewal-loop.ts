import type { Effect, RenewalEvent } from '../../src/renewal/event.ts'
import type { Renewal } from '../../src/renewal/state.ts'
import { transition } from '../../src/renewal/transition.ts'

/** Carries an effect out; what comes of it returns as an event. */
export type CarryOut = (effect: Effect, dispatch: (event: RenewalEvent) => Promise<void>) => Promise<void>

/**
 * The one place that holds the state of the renewal. Events are taken one after the other; the state is stored before
 * its effects begin, so that a worker that is stopped in between finds it again.
 */
export class RenewalLoop {
  #state: Renewal = { at: 'none' }
  #last: Promise<void>

  constructor(
    readonly load: () => Promise<Renewal>,
    readonly store: (state: Renewal) => Promise<void>,
    readonly carryOut: CarryOut,
  ) {
    this.#last = load().then((state) => {
      this.#state = state
    })
  }

  /** Waits for the stored state; afterwards `state` is the truth. */
  get ready(): Promise<void> {
    return this.#last
  }

  get state(): Renewal {
    return this.#state
  }

  /** Resolves when the state is stored; effects go on by themselves. */
  dispatch(event: RenewalEvent): Promise<void> {
    const done = this.#last.then(async () => {
      const { state, effects } = transition(this.#state, event)
      const changed = state !== this.#state
      this.#state = state
      if (changed) await this.store(state)
      void this.#run(effects)
    })
    this.#last = done.catch(() => {})
    return done
  }

  /** One after the other; that one cannot be carried out (a page that is no longer allowed, say) keeps no other from it. */
  async #run([effect, ...others]: readonly Effect[]): Promise<void> {
    if (!effect) return
    try {
      await this.carryOut(effect, (event) => this.dispatch(event))
    } finally {
      await this.#run(others)
    }
  }
}
