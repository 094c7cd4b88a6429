// npm run faults: every grid of faults, and their figures into docs/faults.md; with words behind it, only the grids whose path has
// one of them. Ends with one line that counts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
await import('./prepare.mjs')

const FIGURES = join('.scratch', 'faults')
const RESULTS = join('.scratch', 'faults-results.json')
const PAGE = join('docs', 'faults.md')
const BEGIN = '<!-- figures: npm run faults -->'
const END = '<!-- end of figures -->'
const BROWSER = '/test/faults/browser/'

const node = (...command) =>
  spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0

const rows = ({ grid, counts }) =>
  Object.entries(counts).map(([what, count], at) => `| ${at === 0 ? grid : ''} | ${what} | ${count} |`)

/** What the grids counted themselves, then each browser test as it stands. */
const table = (testFiles) => {
  const browser = testFiles.filter(({ name }) => name.includes(BROWSER)).sort((a, b) => (a.name < b.name ? -1 : 1))
  const counts = browser.map(({ name, assertionResults: tests }) => [
    basename(name, '.grid.ts').replaceAll('-', ' '),
    `${tests.filter(({ status }) => status === 'passed').length} of ${tests.length}`,
  ])
  return [
    '| grid | what was counted | figure |',
    '|---|---|---:|',
    ...readdirSync(FIGURES)
      .sort()
      .flatMap((name) => rows(JSON.parse(readFileSync(join(FIGURES, name), 'utf8')))),
    ...rows({ grid: 'Real Chromium: cases that end well', counts: Object.fromEntries(counts) }),
  ].join('\n')
}

/** Only a whole run is put into the page: a part of it would leave figures of different days side by side. */
const publish = (figures) => {
  const page = readFileSync(PAGE, 'utf8')
  const head = page.slice(0, page.indexOf(BEGIN) + BEGIN.length)
  writeFileSync(PAGE, `${head}\n\n${figures}\n\n${page.slice(page.indexOf(END))}`)
}

rmSync(FIGURES, { recursive: true, force: true })
mkdirSync(FIGURES, { recursive: true })
rmSync(RESULTS, { force: true })
const filters = process.argv.slice(2)
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`]
const vitest = join('node_modules', 'vitest', 'vitest.mjs')
const green =
  node('tools/build.mjs', 'plain', 'practice') &&
  node(vitest, 'run', '--config', 'vitest.faults.config.ts', ...reporters, ...filters)
const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {}
const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = results
const failed = green ? numFailedTests : Math.max(1, numFailedTests)
const figures = table(testResults)
console.log(`\n${figures}`)
if (failed === 0 && filters.length === 0) publish(figures)
console.log(`\n${numPassedTests} passed, ${failed} failed`)
process.exit(failed === 0 && numPassedTests > 0 ? 0 : 1)
