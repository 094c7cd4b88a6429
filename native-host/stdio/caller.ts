import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'

/** Who started this program: our extension, somebody else's, or a person (a shell). */
export type Caller = 'extension' | 'foreign-extension' | 'person'

/** Whose browser started it. */
export type BrowserFamily = 'chromium' | 'firefox'

/** To be asked only where `callerOf` has said that it is our extension. */
export const familyOf = ([first]: readonly string[]): BrowserFamily =>
  first?.startsWith('chrome-extension://') ? 'chromium' : 'firefox'

/**
 * Chromium gives the extension's origin (and on Windows `--parent-window=…`), Firefox the manifest's path and the
 * add-on's id. The manifests already name who may call; this is asked again because anybody can write a manifest.
 * @param args the arguments after the program's own name
 */
export const callerOf = (args: readonly string[]): Caller => {
  const [first, second] = args
  if (first?.startsWith('chrome-extension://'))
    return first === `chrome-extension://${EXTENSION_ID_CHROMIUM}/` ? 'extension' : 'foreign-extension'
  if (first?.endsWith('.json') && second !== undefined)
    return second === EXTENSION_ID_FIREFOX ? 'extension' : 'foreign-extension'
  return 'person'
}
