import { defineConfig } from 'vitest/config'

/**
 * What takes too long for `npm test`: every flow of test/e2e once more, in real Firefox, and every screen looked at with axe-core in
 * Chromium. `npm run e2e`.
 */
const run = (name: string, include: string[], env: Record<string, string>) => ({
  test: { name, include, env, environment: 'node' as const, testTimeout: 180_000, hookTimeout: 180_000 },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      run('firefox', ['test/e2e/**/*.test.ts'], { KOSHIN_BROWSER: 'firefox' }),
      run('screens', ['test/e2e/screens.test.ts'], {}),
    ],
  },
})
