import type { ElementHandle, Page } from 'puppeteer-core'
import { findControl, isRedrawn, press } from './clicking.ts'
import { isFirefox } from './which-browser.ts'

const fieldOf = async (page: Page): Promise<ElementHandle<HTMLInputElement>> => {
  const field = await page.waitForSelector('input[type=file]')
  if (!field) throw new Error('No field for a file')
  return field as ElementHandle<HTMLInputElement>
}

/** A field that is drawn anew meanwhile is given the file once more. */
const fill = async (page: Page, file: string, again = true): Promise<void> => {
  try {
    await (await fieldOf(page)).uploadFile(file)
  } catch (error) {
    if (!again || !isRedrawn(error)) throw error
    await fill(page, file, false)
  }
}

/** Presses the button with these words and chooses a file. Of Firefox's own dialog no driver is told: there the field is given the file. */
export const chooseFile = async (page: Page, label: string, file: string): Promise<void> => {
  if (isFirefox(page.browser())) {
    await findControl(page, label)
    await fill(page, file)
    return
  }
  const chooser = page.waitForFileChooser()
  await press(page, label)
  await (await chooser).accept([file])
}
