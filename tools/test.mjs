// npm test: prepare, check, build, all rings of tests; ends with one line that counts.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
await import('./prepare.mjs')

const results = join('.scratch', 'test-results.json')
const finish = (passed, failed) => {
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
const step = (title, ...command) => {
  console.log(`\n== ${title}`)
  return spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

mkdirSync('.scratch', { recursive: true })
rmSync(results, { force: true })
const bin = (name, file) => join('node_modules', name, file)
if (!step('format and lint', bin('@biomejs/biome', 'bin/biome'), 'ci', '--error-on-warnings', '.')) finish(0, 1)
if (!step('types', bin('typescript', 'bin/tsc'), '--noEmit')) finish(0, 1)
if (!step('build', 'tools/build.mjs', 'plain', 'practice')) finish(0, 1)
const filters = process.argv.slice(2)
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
const green = step('tests', bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...filters)
try {
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'))
  // A file that could not be loaded has no tests to count, and is a failure all the same.
  finish(numPassedTests, green ? numFailedTests : Math.max(1, numFailedTests))
} catch {
  finish(0, 1)
}
