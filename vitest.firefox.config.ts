import { defineConfig } from 'vitest/config'

/** Every flow of test/e2e once more, in real Firefox: `npm run e2e`. (The main job in Firefox is in `npm test` as well.) */
export default defineConfig({
  test: {
    name: 'firefox',
    include: ['test/e2e/**/*.test.ts'],
    env: { KOSHIN_BROWSER: 'firefox' },
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
