import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'

/** Keys of sentences that only the options page shows, or that go ready from the service worker to pages. A test holds the others to this. */
const NOT_IN_POPUP = /^(?:options|profile|mark)_/

const read = (file: string): Record<string, { message: string }> => JSON.parse(readFileSync(file, 'utf8'))

const POPUP_TEXTS = '\0popup-texts:'

/** `messages.json?popup`: the sentences without those that the popup and the windows never say. */
export const popupTexts: Plugin = {
  name: 'popup-texts',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('messages.json?popup') && importer
      ? POPUP_TEXTS + resolve(dirname(importer), source.replace('?popup', ''))
      : null,
  load(id) {
    if (!id.startsWith(POPUP_TEXTS)) return null
    const entries = Object.entries(read(id.slice(POPUP_TEXTS.length)))
    const wanted = entries.filter(([key]) => !NOT_IN_POPUP.test(key)).map(([key, { message }]) => [key, { message }])
    return { code: `export default ${JSON.stringify(Object.fromEntries(wanted))}`, moduleType: 'js' }
  },
}
