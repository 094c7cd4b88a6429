import { defineConfig } from 'vitest/config'

/** The long grids of faults: `npm run faults`. Every cell that is worth it on each change is in `npm test` as well. */
export default defineConfig({
  test: {
    name: 'faults',
    include: ['test/faults/**/*.grid.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
  },
})
