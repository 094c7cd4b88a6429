import type { Screen } from '../../src/bank/profile.ts'
import { isLabel } from '../../src/notice/page/controls.ts'
import { controlLabel } from './visible-controls.ts'

/** A control that starts an enrolment, as the bank's profile knows it. */
type Press = NonNullable<Screen['next']>

/**
 * Holds the click that starts an enrolment. The page's script would wait for the key in a busy loop; a person who is
 * asked and types a PIN meanwhile must not be in that loop. So the click waits, and goes through when all is ready.
 */
export class HeldButton {
  #presses: readonly Press[] = []
  #passing: Element | null = null
  #waiting = false

  /** @param decide is given the press that was made; resolves to true when the click may go through */
  constructor(decide: (press: Press) => Promise<boolean>) {
    window.addEventListener('click', (event) => void this.#clicked(event, decide), { capture: true })
  }

  /** The screen the page shows now; null or one without an enrolment button: nothing is held. */
  watch(screen: Screen | null): void {
    const presses = screen?.kind === 'enrol' ? [screen.next, ...screen.others] : []
    this.#presses = presses.filter((press) => press !== null)
  }

  async #clicked(event: MouseEvent, decide: (press: Press) => Promise<boolean>): Promise<void> {
    const pressed = this.#presses.length > 0 ? pressAt(event, this.#presses) : null
    if (!pressed || pressed.control === this.#passing) return
    const { control, press } = pressed
    event.preventDefault()
    event.stopImmediatePropagation()
    if (this.#waiting) return
    this.#waiting = true
    const allowed = await decide(press).catch(() => false)
    this.#waiting = false
    if (allowed && control.isConnected) this.#let(control)
  }

  #let(control: HTMLElement): void {
    this.#passing = control
    control.click()
    this.#passing = null
  }
}

/** The innermost control of the path that carries the words of one of the presses. */
const pressAt = (event: MouseEvent, presses: readonly Press[]): { control: HTMLElement; press: Press } | null => {
  for (const control of event.composedPath()) {
    const label = control instanceof HTMLElement ? controlLabel(control) : null
    const press = label === null ? undefined : presses.find((one) => isLabel(one.label, label))
    if (press && control instanceof HTMLElement) return { control, press }
  }
  return null
}
