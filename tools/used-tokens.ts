import type { Plugin } from 'vite'

/** The design system has some hundreds of custom properties; the popup opens while somebody waits, and does without those that nobody uses. */

const DECLARATION = /(--[\w-]+):[^;{}]*;?/g

const namesUsed = (style: string): ReadonlySet<string> =>
  new Set([...style.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name = '']) => name))

/** One property may be there for another one only: it is looked through again until nothing goes any more. */
const withoutUnused = (styles: readonly string[]): readonly string[] => {
  const used = namesUsed(styles.join('\n'))
  const left = styles.map((style) => style.replace(DECLARATION, (whole, name: string) => (used.has(name) ? whole : '')))
  return left.every((style, index) => style === styles[index]) ? left : withoutUnused(left)
}

export const usedTokens: Plugin = {
  name: 'used-tokens',
  enforce: 'post',
  generateBundle(_, bundle) {
    const sheets = Object.values(bundle).flatMap((file) =>
      file.type === 'asset' && file.fileName.endsWith('.css') ? [file] : [],
    )
    const left = withoutUnused(sheets.map(({ source }) => String(source)))
    for (const [index, sheet] of sheets.entries()) sheet.source = left[index] ?? sheet.source
  },
}
