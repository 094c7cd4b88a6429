import browser from 'webextension-polyfill'

/** The page of certificates in a tab, at most one. Its number is kept in the session, as those of the windows. */

const PAGE = 'certificates/index.html'

const remembered = async (): Promise<number | null> => {
  const id: unknown = (await browser.storage.session.get(PAGE))[PAGE]
  return typeof id === 'number' ? id : null
}

/** The user may have closed the tab, or gone elsewhere in it: then it answers nothing, and a new one is opened. */
const isStillThere = async (id: number): Promise<boolean> => {
  const tab = await browser.tabs.get(id).catch(() => null)
  return tab?.url?.startsWith(browser.runtime.getURL(PAGE)) ?? false
}

/** Opens it, or brings it to the front. */
export const openCertificates = async (): Promise<void> => {
  const id = await remembered()
  if (id !== null && (await isStillThere(id))) {
    const tab = await browser.tabs.update(id, { active: true })
    if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true })
    return
  }
  const made = await browser.tabs.create({ url: browser.runtime.getURL(PAGE) })
  await browser.storage.session.set({ [PAGE]: made.id ?? null })
}
