import { readFileSync } from 'node:fs'

/** What the system says of the browser's process, which has started this one. proc(5) */

/** Clock ticks a second: the same on every Linux that Node.js is built for. */
const TICKS = 100

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null // another system, or a browser that may not be looked at
  }
}

/** Files that a process has loaded, under the paths that they really have; null where the system does not say. */
export const filesLoadedBy = (pid: number): ReadonlySet<string> | null => {
  const maps = textOf(`/proc/${pid}/maps`)
  if (maps === null) return null
  const paths = maps.split('\n').flatMap((line) => /\s(\/.*)$/.exec(line)?.[1] ?? [])
  return new Set(paths.map((path) => path.replace(/ \(deleted\)$/, '')))
}

/** Milliseconds since the epoch, to a second or so; null where the system does not say. */
export const startOf = (pid: number): number | null => {
  // Field 22, counted behind the name, which may have blanks and brackets in it.
  const ticks = Number(textOf(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')[19])
  const boot = Number(/^btime (\d+)$/m.exec(textOf('/proc/stat') ?? '')?.[1])
  const start = boot * 1000 + (ticks * 1000) / TICKS
  return Number.isFinite(start) ? start : null
}
