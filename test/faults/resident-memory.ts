import { readFileSync } from 'node:fs'

/** Resident memory of a process in MiB, as Linux counts it (VmRSS). */
export const residentMemory = (pid: number): number => {
  const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m) ?? []
  return Number(kilobytes) / 1024
}

/** The middle one: a moment before the rubbish is taken away says nothing. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
