// npm run e2e: all of test/e2e in real Firefox, and the files that are too long for npm test (tools/long-tests.ts). With words behind it, only the
// files whose path has one of them. Ends with one line that counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
await import('./prepare.mjs')

const RESULTS = join('.scratch', 'e2e-results.json')

const node = (...command) =>
  spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0

mkdirSync('.scratch', { recursive: true })
rmSync(RESULTS, { force: true })
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`]
const vitest = join('node_modules', 'vitest', 'vitest.mjs')
const green =
  node('tools/build.mjs', 'plain', 'practice') &&
  node(vitest, 'run', '--config', 'vitest.e2e.config.ts', ...reporters, ...process.argv.slice(2))
const { numPassedTests = 0, numFailedTests = 0 } = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {}
const failed = green ? numFailedTests : Math.max(1, numFailedTests)
console.log(`\n${numPassedTests} passed, ${failed} failed`)
process.exit(failed === 0 && numPassedTests > 0 ? 0 : 1)
