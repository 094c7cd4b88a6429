import browser from 'webextension-polyfill'

/** A window of the extension's own, at most one of a kind. It survives the service worker; its number is kept in the session. */
class ExtensionWindow {
  /**
   * @param page path inside the extension, also the name under which the window is remembered
   * @param size CSS pixels
   */
  constructor(
    readonly page: string,
    readonly size: { readonly width: number; readonly height: number },
  ) {}

  /** Opens the window, or brings it to the front. */
  async show(): Promise<void> {
    const id = await this.#remembered()
    if (id !== null) {
      const shown = await browser.windows.update(id, { focused: true, drawAttention: true }).catch(() => null)
      if (shown) return
    }
    const made = await browser.windows.create({
      type: 'popup',
      url: browser.runtime.getURL(this.page),
      focused: true,
      ...this.size,
    })
    await browser.storage.session.set({ [this.page]: made.id ?? null })
  }

  async close(): Promise<void> {
    const id = await this.#remembered()
    await browser.storage.session.remove(this.page)
    if (id !== null) await browser.windows.remove(id).catch(() => {})
  }

  /** Was it this window that the user has closed? Forgets it then. A window that `close` closed is no longer known. */
  async wasClosed(id: number): Promise<boolean> {
    if ((await this.#remembered()) !== id) return false
    await browser.storage.session.remove(this.page)
    return true
  }

  async #remembered(): Promise<number | null> {
    const id: unknown = (await browser.storage.session.get(this.page))[this.page]
    return typeof id === 'number' ? id : null
  }
}

/** The popup, where no toolbar button can be pressed for the user. */
export const popupWindow = new ExtensionWindow('popup/index.html', { width: 400, height: 720 })
export const consentWindow = new ExtensionWindow('consent/index.html', { width: 480, height: 720 })
export const pinWindow = new ExtensionWindow('pin/index.html', { width: 480, height: 560 })
