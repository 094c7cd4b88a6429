import type { ElementHandle, Page } from 'puppeteer-core'
import { findControl, isRedrawn, press } from './clicking.ts'
import { isFirefox } from './which-browser.ts'

/** The field that a button with these words opens: it stands behind it. */
const fieldOf = async (page: Page, label: string): Promise<ElementHandle<HTMLInputElement>> => {
  const button = await findControl(page, label)
  const field = await button.evaluateHandle((one) => {
    const next = one.nextElementSibling
    return next instanceof HTMLInputElement && next.type === 'file' ? next : null
  })
  const element = field.asElement()
  if (!element) throw new Error(`No field for a file behind 「${label}」`)
  return element as ElementHandle<HTMLInputElement>
}

/** A field that is drawn anew meanwhile is given the files once more. */
const fill = async (page: Page, label: string, files: readonly string[], again = true): Promise<void> => {
  try {
    await (await fieldOf(page, label)).uploadFile(...files)
  } catch (error) {
    if (!again || !isRedrawn(error)) throw error
    await fill(page, label, files, false)
  }
}

/**
 * Presses the button with these words and chooses files, or a folder. Of Firefox's own dialog no driver is told: there the field is given
 * them.
 */
export const chooseFile = async (page: Page, label: string, ...files: readonly string[]): Promise<void> => {
  if (isFirefox(page.browser())) return fill(page, label, files)
  const chooser = page.waitForFileChooser()
  await press(page, label)
  await (await chooser).accept([...files])
}
