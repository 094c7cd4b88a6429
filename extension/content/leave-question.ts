/**
 * Asks before the page is left while the bank works. The browser asks in its own words, and only where the user has pressed
 * something in the page before: nothing else is possible.
 */

/** How long after the page's own script has begun to move on its leaving is taken for that. */
const OWN_MOVE_MS = 1_000

/** What is used of the Navigation API. Where it is switched off leaving is not asked about. */
interface NavigationEvents {
  addEventListener(type: 'navigate', listener: (event: { readonly userInitiated: boolean }) => void): void
}

export class LeaveQuestion {
  #asks = false
  #movesByItself = 0

  constructor() {
    const { navigation } = window as unknown as { readonly navigation?: NavigationEvents }
    if (!navigation) return
    // The bank's page moves on by itself when it is ready: that is no leaving.
    navigation.addEventListener('navigate', ({ userInitiated }) => {
      if (!userInitiated) this.#movesByItself = performance.now() + OWN_MOVE_MS
    })
    window.addEventListener('beforeunload', (event) => {
      if (this.#asks && performance.now() > this.#movesByItself) event.preventDefault()
    })
  }

  watch(asks: boolean): void {
    this.#asks = asks
  }
}
