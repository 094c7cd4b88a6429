// npm start: the main job on a practice bank and a practice token. Prepares, builds, and hands over to practice.ts.
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
await import('./prepare.mjs')

const run = (...words) => {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
run('tools/build.mjs', 'practice')
run('--import', 'tsx', 'tools/practice.ts')
