import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { World } from './world.ts'

/** Reports as other computers make them: by the program that is handed out, with another name and another clock. */

const KOSHIN = resolve('dist/host/koshin.cjs')

const asComputer = (computer: string, daysAgo: number): string =>
  `data:text/javascript,${encodeURIComponent(`
    import os from 'node:os'
    const now = Date.now
    Date.now = () => now() - ${daysAgo * 86_400_000}
    os.hostname = () => ${JSON.stringify(computer)}
  `)}`

/** Has `koshin status --format json --output` write a report of this world's stores, made so many days ago. */
export const writeReport = (world: World, file: string, computer: string, daysAgo = 0): void => {
  const command = ['status', '--format', 'json', '--output', file]
  const env = { ...process.env, ...world.environment }
  const ran = spawnSync(process.execPath, ['--import', asComputer(computer, daysAgo), KOSHIN, ...command], { env })
  // 1 and 2: something is due, or over. The report has been written.
  if (![0, 1, 2].includes(ran.status ?? -1)) throw new Error(`koshin status: ${ran.status} ${ran.stderr}`)
}

/** Takes no room on the disk. @param size bytes */
export const writeSparse = (file: string, size: number): void => {
  execFileSync('truncate', ['--size', String(size), file])
}
