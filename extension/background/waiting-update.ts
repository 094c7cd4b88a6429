/**
 * A newer version of the extension waits while a renewal is open: to load it ends the host's work and closes the windows. The
 * browser loads it by itself once it has been asked to, or at its next start.
 */
export class WaitingUpdate {
  #isThere = false

  /**
   * @param isOpen is a renewal in hand?
   * @param load lets the browser load the newer version
   */
  constructor(
    readonly isOpen: () => boolean,
    readonly load: () => void,
  ) {}

  /** The browser has it ready. */
  arrived(): void {
    this.#isThere = true
    this.look()
  }

  /** Called whenever a renewal may have ended. */
  look(): void {
    if (this.#isThere && !this.isOpen()) this.load()
  }
}
