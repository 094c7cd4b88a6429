/** XML property lists, as far as the example of docs/policy uses them. */

type Token = readonly [tag: string, text: string]

const tokensOf = (xml: string): Token[] =>
  [...xml.replace(/^[\s\S]*?<plist version="1.0">/, '').matchAll(/<(\/?[a-z]+)( \/)?>([^<]*)/g)].map(
    ([, tag = '', alone = '', text = '']) => [`${tag}${alone}`, text.trim()],
  )

const UNESCAPED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** @throws Error where it is no property list */
export const readPropertyList = (xml: string): unknown => {
  const tokens = tokensOf(xml)
  let at = 0
  const next = (): Token => tokens[at++] ?? ['end', '']
  const text = (tag: string): string => {
    const [, found] = tokens[at - 1] ?? ['', '']
    if (next()[0] !== `/${tag}`) throw new Error(`${tag} is not closed`)
    return found.replaceAll(/&(?:amp|lt|gt);/g, (name) => UNESCAPED[name] ?? '')
  }
  const members = (): Record<string, unknown> => {
    const found: Record<string, unknown> = {}
    for (let [tag] = next(); tag !== '/dict'; [tag] = next()) {
      if (tag !== 'key') throw new Error(`no key but ${tag}`)
      const name = text('key')
      found[name] = value(next()[0])
    }
    return found
  }
  const entries = (): unknown[] => {
    const found: unknown[] = []
    for (let [tag] = next(); tag !== '/array'; [tag] = next()) found.push(value(tag))
    return found
  }
  const value = (tag: string): unknown => {
    if (tag === 'dict') return members()
    if (tag === 'array') return entries()
    if (tag === 'string') return text(tag)
    if (tag === 'integer') return Number(text(tag))
    if (tag === 'true /' || tag === 'false /') return tag === 'true /'
    throw new Error(`no value but ${tag}`)
  }
  return value(next()[0])
}
