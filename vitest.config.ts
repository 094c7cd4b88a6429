import { defineConfig } from 'vitest/config'
import { popupTexts } from './tools/popup-texts.ts'

/**
 * The rings of tests, from pure to real: what an inner ring shows, an outer one does not repeat. Two files at a time: each browser test
 * has a display, a bank, a token and a home of its own, and waits for people and for TLS more than it works.
 */
const ring = (name: string, include: string[], more: object = {}) => ({
  test: { name, include, environment: 'node' as const, ...more },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      ring('pure', ['test/src/**/*.test.ts', 'test/architecture/**/*.test.ts', 'test/fixtures/*.test.ts']),
      { plugins: [popupTexts], ...ring('fake-browser', ['test/extension/**/*.test.ts']) },
      ring('host', ['test/native-host/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 120_000 }),
      ring('bank', ['test/practice-bank/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 120_000 }),
      ring('browser', ['test/e2e/**/*.test.ts'], {
        // Always in Firefox; and the longest four, which are in `npm run e2e`.
        exclude: ['held-scripts', 'screens', 'bad-input', 'saved-pages', 'administrator'].map(
          (name) => `test/e2e/${name}.test.ts`,
        ),
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
      // The main job in Firefox; all other flows there are `npm run e2e`.
      ring('firefox', ['test/e2e/renewal.test.ts'], {
        env: { KOSHIN_BROWSER: 'firefox' },
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
    ],
  },
})
