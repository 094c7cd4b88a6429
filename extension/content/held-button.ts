import type { Screen } from '../../src/bank/profile.ts'
import { isLabel } from '../../src/notice/page/controls.ts'
import { controlLabel } from './visible-controls.ts'

/**
 * Holds the click that starts an enrolment. The page's script would wait for the key in a busy loop; a person who is
 * asked and types a PIN meanwhile must not be in that loop. So the click waits, and goes through when all is ready.
 */
export class HeldButton {
  #labels: readonly string[] = []
  #passing: Element | null = null
  #waiting = false

  /** @param decide resolves to true when the click may go through */
  constructor(decide: () => Promise<boolean>) {
    window.addEventListener('click', (event) => void this.#clicked(event, decide), { capture: true })
  }

  /** The screen the page shows now; null or one without an enrolment button: nothing is held. */
  watch(screen: Screen | null): void {
    const presses = screen?.kind === 'enrol' ? [screen.next, ...screen.others] : []
    this.#labels = presses.flatMap((control) => (control ? [control.label] : []))
  }

  async #clicked(event: MouseEvent, decide: () => Promise<boolean>): Promise<void> {
    const control = this.#labels.length > 0 ? controlAt(event, this.#labels) : null
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

const controlAt = (event: MouseEvent, labels: readonly string[]): HTMLElement | null =>
  event
    .composedPath()
    .find(
      (target): target is HTMLElement =>
        target instanceof HTMLElement && labels.some((label) => isLabel(label, controlLabel(target))),
    ) ?? null
