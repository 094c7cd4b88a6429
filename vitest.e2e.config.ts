import { defineConfig } from 'vitest/config'
import { AT_HOST, IN_BROWSERS, LONG_AT_HOST, LONG_IN_CHROMIUM } from './tools/long-tests.ts'

/** What takes too long for `npm test`: all of test/e2e once more, in real Firefox, and the longest files. `npm run e2e`. */
const run = (name: string, include: string[], more: object) => ({
  test: { name, include, environment: 'node' as const, ...more },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      run('firefox', ['test/e2e/**/*.test.ts'], { env: { KOSHIN_BROWSER: 'firefox' }, ...IN_BROWSERS }),
      run('chromium', LONG_IN_CHROMIUM, IN_BROWSERS),
      run('host', LONG_AT_HOST, AT_HOST),
    ],
  },
})
