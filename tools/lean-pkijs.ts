import type { Plugin } from 'vite'

/** `static { this.CLASS_NAME = 'Attribute' }`: the bundler keeps a class that runs something, used or not. */
const RUNS_AT_ONCE = /static \{\s*this\.(\w+) = ([^;{}]*);\s*\}/g
/** Makes the engine for its own signing and verifying, which Koshin leaves to WebCrypto. */
const MAKES_ENGINE = /^initCryptoEngine\(\);$/m

/**
 * Writes pkijs and asn1js so that the bundler can leave out the classes that nobody uses: what the service worker loads at every start
 * is half as much. The static fields are the same.
 */
export const leanPkijs: Plugin = {
  name: 'lean-pkijs',
  enforce: 'pre',
  transform(code, id) {
    const [, library] = /\/(pkijs|asn1js)\/build\/index\.js$/.exec(id) ?? []
    if (!library) return null
    const isAsBefore = code.search(RUNS_AT_ONCE) >= 0 && (library === 'asn1js' || MAKES_ENGINE.test(code))
    if (!isAsBefore) throw new Error(`${library} is written in another way now: see tools/lean-pkijs.ts`)
    return { code: code.replace(RUNS_AT_ONCE, 'static $1 = $2;').replace(MAKES_ENGINE, ''), map: null }
  },
}
