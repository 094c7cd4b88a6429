/** `npm test` has ten minutes: the longest files are in `npm run e2e` instead. */

const at = (folder: string, names: readonly string[]): string[] => names.map((name) => `test/${folder}/${name}.test.ts`)

/** In Chromium; in Firefox all of them are there. */
export const LONG_IN_CHROMIUM = at('e2e', ['administrator', 'bad-input', 'guide', 'saved-pages', 'screens'])

/** What a host that is killed leaves behind, sampled more widely than in the files that stay. */
export const LONG_AT_HOST = at('native-host', ['interrupted-deeds', 'interruption', 'nss-kill-sample'])

/** What the long files have for each test and each hook, milliseconds. */
export const IN_BROWSERS = { testTimeout: 180_000, hookTimeout: 180_000 } as const
export const AT_HOST = { testTimeout: 60_000, hookTimeout: 120_000 } as const
