import browser from 'webextension-polyfill'

/**
 * Closes every window of this browser profile, the one in front last: the question was answered there, and whatever asks before it
 * closes (a form that is not sent) is seen by somebody.
 */
export const closeBrowser = async (): Promise<void> => {
  const front = await browser.windows.getLastFocused().catch(() => null)
  const windows = await browser.windows.getAll()
  const inOrder = windows.toSorted((a, b) => Number(a.id === front?.id) - Number(b.id === front?.id))
  for (const { id } of inOrder) if (id !== undefined) await browser.windows.remove(id).catch(() => {})
}
