import browser, { type Pkcs11 } from 'webextension-polyfill'
import { KoshinError } from '../../src/protocol/errors.ts'

/**
 * Modules of tokens in the browser itself, by the name of the native manifest that the host has written. To be called only once it has:
 * a name that Firefox has not found stays unknown to it until the background is started again. In Chromium there is none of this: null.
 */

/** Only Firefox has it, and the types do not say so. */
const modules = (): Pkcs11.Static | undefined => browser.pkcs11

/** null: this browser cannot be asked. */
export const isInstalled = async (name: string): Promise<boolean | null> =>
  (await modules()
    ?.isModuleInstalled(name)
    .catch(() => false)) ?? null

/** Loads the module into the browser, for good; does nothing where it is there. @throws KoshinError browser-not-connected */
export const installModule = async (name: string): Promise<void> => {
  if (await isInstalled(name)) return
  try {
    await modules()?.installModule(name)
  } catch (error) {
    // It is the browser's own sentence, in English.
    throw new KoshinError('browser-not-connected', { detail: String(error instanceof Error ? error.message : error) })
  }
}
