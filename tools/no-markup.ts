import type { Plugin } from 'vite'

/** `h ? (…, dom.innerHTML = h.__html), …) : ` of Preact's one place that writes markup. */
const WRITES_MARKUP = /(\w)\?\([^?]*?\.innerHTML=\1\.__html\),\w\.__k=\[\]\):/

/**
 * Takes out of Preact what only `dangerouslySetInnerHTML` uses. Nothing here may use it (test/architecture/border.test.ts), and Firefox's
 * linter warns of code that could.
 */
export const noMarkup: Plugin = {
  name: 'no-markup',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/preact\/dist\/preact\.m?js$/.test(id)) return null
    if (!WRITES_MARKUP.test(code)) throw new Error('Preact writes markup in another way now: see tools/no-markup.ts')
    return { code: code.replace(WRITES_MARKUP, ''), map: null }
  },
}
