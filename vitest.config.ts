import { defineConfig } from 'vitest/config'
import { AT_HOST, IN_BROWSERS, LONG_AT_HOST, LONG_IN_CHROMIUM } from './tools/long-tests.ts'
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
      ring('host', ['test/native-host/**/*.test.ts'], { exclude: LONG_AT_HOST, ...AT_HOST }),
      ring('bank', ['test/practice-bank/**/*.test.ts'], AT_HOST),
      // held-scripts is about Firefox alone.
      ring('browser', ['test/e2e/**/*.test.ts'], {
        exclude: ['test/e2e/held-scripts.test.ts', ...LONG_IN_CHROMIUM],
        ...IN_BROWSERS,
      }),
      // The main job in Firefox; all other flows there are `npm run e2e`.
      ring('firefox', ['test/e2e/renewal.test.ts'], {
        env: { KOSHIN_BROWSER: 'firefox' },
        ...IN_BROWSERS,
      }),
    ],
  },
})
