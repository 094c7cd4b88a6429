import { readFileSync } from 'node:fs'

/** Both browsers' manifests from the one source, manifest.json: what both have, then what is each one's own. */

export const BROWSERS = ['chrome', 'firefox'] as const
export type BrowserBuild = (typeof BROWSERS)[number]

type Source = typeof import('../manifest.json')
type Own<B extends BrowserBuild> = Source['both'] & Source[B]

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What both name is joined: a browser adds permissions to a list and members to an object, it takes none away. */
const joined = (both: unknown, own: unknown): unknown => {
  if (Array.isArray(both) && Array.isArray(own)) return [...both, ...own]
  return isObject(both) && isObject(own) ? { ...both, ...own } : own
}

/** @param folder where manifest.json lies */
export const manifestFor = <B extends BrowserBuild>(browser: B, folder = '.'): Own<B> => {
  const source = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Source
  const both: Readonly<Record<string, unknown>> = source.both
  const own = Object.entries(source[browser]).map(([key, value]) => [key, joined(both[key], value)])
  return { ...both, ...Object.fromEntries(own) } as Own<B>
}
