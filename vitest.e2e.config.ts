import { defineConfig } from 'vitest/config'

/** Run in Chromium, as the rest is by `npm test`. */
const CHROMIUM = ['administrator', 'screens', 'bad-input', 'saved-pages'].map((name) => `test/e2e/${name}.test.ts`)

/** What takes too long for `npm test`: all of test/e2e once more, in real Firefox, and the longest of it in Chromium. `npm run e2e`. */
const run = (name: string, include: string[], env: Record<string, string>) => ({
  test: { name, include, env, environment: 'node' as const, testTimeout: 180_000, hookTimeout: 180_000 },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [run('firefox', ['test/e2e/**/*.test.ts'], { KOSHIN_BROWSER: 'firefox' }), run('chromium', CHROMIUM, {})],
  },
})
