import type { Screen } from '../../src/bank/profile.ts'
import { folded } from '../../src/notice/folded.ts'
import { controlLabel } from './page-view.ts'

/**
 * Holds the click that starts an enrolment. The page's script would wait for the key in a busy loop; a person who is
 * asked and types a PIN meanwhile must not be in that loop. So the click waits, and goes through when all is ready.
 */
export class HeldButton {
  #screen: Screen | null = null
  #passing: Element | null = null
  #waiting = false

  /** @param decide resolves to true when the click may go through */
  constructor(decide: () => Promise<boolean>) {
    window.addEventListener('click', (event) => void this.#clicked(event, decide), { capture: true })
  }

  /** The screen the page shows now; null or one without an enrolment button: nothing is held. */
  watch(screen: Screen | null): void {
    this.#screen = screen?.enrols ? screen : null
  }

  async #clicked(event: MouseEvent, decide: () => Promise<boolean>): Promise<void> {
    const screen = this.#screen
    const label = screen?.next?.label
    const control = label ? controlAt(event, folded(label)) : null
    if (!control || control === this.#passing) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (this.#waiting) return
    this.#waiting = true
    const allowed = await decide().catch(() => false)
    this.#waiting = false
    if (allowed && control.isConnected) this.#let(control)
  }

  #let(control: HTMLElement): void {
    this.#passing = control
    control.click()
    this.#passing = null
  }
}

const controlAt = (event: MouseEvent, words: string): HTMLElement | null =>
  event
    .composedPath()
    .find((target): target is HTMLElement => target instanceof HTMLElement && folded(controlLabel(target)) === words) ??
  null
