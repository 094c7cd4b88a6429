/** Registration files (.reg, version 5) as far as the examples of docs/policy use them, and what browsers make of the registry. */

export interface RegistryKey {
  readonly values: Map<string, string | number>
  readonly keys: Map<string, RegistryKey>
}

const emptyKey = (): RegistryKey => ({ values: new Map(), keys: new Map() })

const inside = (key: RegistryKey, name: string): RegistryKey => {
  const found = key.keys.get(name) ?? emptyKey()
  key.keys.set(name, found)
  return found
}

const parseValue = (text: string): string | number => {
  const number = /^dword:([0-9a-f]{8})$/.exec(text)?.[1]
  if (number !== undefined) return Number.parseInt(number, 16)
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1]
  if (quoted === undefined) throw new Error(`no value: ${text}`)
  return quoted.replaceAll(/\\(["\\])/g, '$1')
}

/** @throws Error where a line is none that regedit would take */
export const readRegistryFile = (text: string): RegistryKey => {
  const [first, ...lines] = text.split('\r\n')
  if (first !== 'Windows Registry Editor Version 5.00') throw new Error('no registration file')
  const root = emptyKey()
  let current: RegistryKey | null = null
  for (const line of lines) {
    if (line === '' || line.startsWith(';')) continue
    const [, path] = /^\[(.+)\]$/.exec(line) ?? []
    const [, name, value] = /^"([^"\\]+)"=(.+)$/.exec(line) ?? []
    if (path !== undefined) current = path.split('\\').reduce(inside, root)
    else if (current && name !== undefined && value !== undefined) current.values.set(name, parseValue(value))
    else throw new Error(`no line of a registration file: ${line}`)
  }
  return root
}

/** @throws Error where there is no such key */
export const keyAt = (root: RegistryKey, path: readonly string[]): RegistryKey =>
  path.reduce((key, name) => {
    const found = key.keys.get(name)
    if (!found) throw new Error(`no key ${name}`)
    return found
  }, root)

/** As Firefox reads it: numbers stay numbers, and names that begin with 1 make a list. */
export const asFirefox = ({ values, keys }: RegistryKey): unknown => {
  const members = [...values, ...[...keys].map(([name, key]) => [name, asFirefox(key)] as const)]
  return members[0]?.[0] === '1' ? members.map(([, value]) => value) : Object.fromEntries(members)
}

/** A schema of managed storage, as far as it is used. */
export interface Schema {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/** As Chromium reads it: by the schema, which turns numbers into truth values and texts of JSON into objects. */
export const asChromium = (stored: RegistryKey | string | number, schema: Schema): unknown => {
  if (typeof stored === 'string') return schema.type === 'object' ? JSON.parse(stored) : stored
  if (typeof stored === 'number') return schema.type === 'boolean' ? stored !== 0 : stored
  const members = [...stored.values, ...stored.keys]
  if (schema.type === 'array') return members.map(([, one]) => asChromium(one, schema.items ?? { type: 'string' }))
  return Object.fromEntries(
    members.map(([name, one]) => {
      const member = schema.properties?.[name]
      if (!member) throw new Error(`not in the schema: ${name}`)
      return [name, asChromium(one, member)]
    }),
  )
}
