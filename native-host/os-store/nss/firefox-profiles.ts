import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'

/** The profiles of Firefox, as its profiles.ini lists them. */

/** Newer ones keep to the XDG folders unless there is the old one; Snap and Flatpak give each program a home of its own. */
export const firefoxLists = (home: string, configHome: string): string[] =>
  [
    `${home}/.mozilla/firefox`,
    `${configHome}/mozilla/firefox`,
    `${home}/snap/firefox/common/.mozilla/firefox`,
    `${home}/.var/app/org.mozilla.firefox/.mozilla/firefox`,
    `${home}/.var/app/org.mozilla.firefox/config/mozilla/firefox`,
  ].map((folder) => join(folder, 'profiles.ini'))

interface Section {
  readonly name: string
  readonly values: ReadonlyMap<string, string>
}

const sections = (ini: string): Section[] =>
  ini.split(/^\[/m).flatMap((part) => {
    const [head = '', ...lines] = part.split(/\r?\n/)
    const values = lines.flatMap((line) => {
      const at = line.indexOf('=')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []
    })
    return [{ name: head.replace(/\]\s*$/, ''), values: new Map(values) }]
  })

/** Folders of the profiles, those first that an installation of Firefox opens by itself. @param list path of the file */
export const profilesIn = (ini: string, list: string): string[] => {
  const all = sections(ini)
  const chosen = new Set(
    all.filter(({ name }) => name.startsWith('Install')).map(({ values }) => values.get('Default')),
  )
  const paths = all
    .filter(({ name }) => /^Profile\d+$/.test(name))
    .flatMap(({ values }) => values.get('Path') ?? [])
    .toSorted((a, b) => Number(chosen.has(b)) - Number(chosen.has(a)))
  return paths.map((path) => (isAbsolute(path) ? path : join(dirname(list), path)))
}

/** All that are listed; of a list that cannot be read, none. */
export const firefoxProfiles = (lists: readonly string[]): string[] =>
  lists.flatMap((list) => {
    try {
      return profilesIn(readFileSync(list, 'utf8'), list)
    } catch {
      return []
    }
  })
