/** Reads iCalendar by the grammar of RFC 5545, strictly; nothing of Koshin's is used. */

export interface Component {
  readonly name: string
  readonly properties: readonly Property[]
  readonly components: readonly Component[]
}

interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  /** As written: TEXT values are still escaped. */
  readonly value: string
}

/** §3.1 contentline */
const CONTENT_LINE = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"\p{Cc}]*"|[^";:,\p{Cc}]*))*):([^\p{Cc}]*)$/u

const unfolded = (text: string): string[] => {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end')
  const lines = text.slice(0, -2).split('\r\n')
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error('a line ends with half of CRLF')
    if (new TextEncoder().encode(line).length > 75) throw new Error(`longer than 75 octets: ${line}`)
    // A character that was cut in two would have been replaced by U+FFFD when the file was read.
    if (line.includes('\uFFFD')) throw new Error(`a character is cut: ${line}`)
  }
  return lines
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
}

const propertyOf = (line: string): Property => {
  const [, name, parameters, value] = CONTENT_LINE.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`no content line: ${line}`)
  const pairs = (parameters ?? '').split(';').slice(1)
  return { name, value, parameters: Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string])) }
}

/** @param file bytes of an .ics file */
export const readICalendar = (file: Uint8Array): Component => {
  const open: { name: string; properties: Property[]; components: Component[] }[] = []
  let whole: Component | null = null
  for (const line of unfolded(new TextDecoder().decode(file))) {
    const property = propertyOf(line)
    const inner = open.at(-1)
    if (whole) throw new Error(`after the end: ${line}`)
    if (property.name === 'BEGIN') {
      open.push({ name: property.value, properties: [], components: [] })
    } else if (property.name === 'END') {
      const closed = open.pop()
      if (closed?.name !== property.value) throw new Error(`END:${property.value} ends ${closed?.name}`)
      const outer = open.at(-1)
      if (outer) outer.components.push(closed)
      else whole = closed
    } else if (inner) {
      inner.properties.push(property)
    } else {
      throw new Error(`before the beginning: ${line}`)
    }
  }
  if (!whole) throw new Error('it has no end')
  return whole
}

export const theOnly = ({ properties }: Component, name: string): string => {
  const found = properties.filter((property) => property.name === name)
  if (found.length !== 1) throw new Error(`${name} ${found.length} times`)
  return found[0]?.value ?? ''
}

/** §3.3.11 TEXT */
export const textOf = (component: Component, name: string): string => {
  const value = theOnly(component, name)
  if (!/^(?:[^\\;,]|\\[\\;,nN])*$/.test(value)) throw new Error(`not escaped: ${value}`)
  return value.replace(/\\(.)/g, (_, character: string) => (/n/i.test(character) ? '\n' : character))
}
