export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

interface Comparison {
  /** Name and milliseconds. */
  readonly what: readonly [string, number]
  readonly with: readonly [string, number]
  /** The largest ratio that is good enough. */
  readonly limit: number
  readonly runs: number
}

const line = (name: string, value: string): void => console.log(name.padEnd(56) + value)

interface Limited {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 'MB'
  /** The largest value that is good enough. */
  readonly limit: number
}

/** Prints a value. @returns it is within its limit; what could not be measured is not */
export const atMost = ({ what, value, unit, limit }: Limited): boolean => {
  line(what, `${value.toFixed(1)} ${unit} (at most ${limit})`)
  return value <= limit
}

/** Prints two times and their ratio. @returns the ratio is within its limit */
export const compare = ({ what, with: other, limit, runs }: Comparison): boolean => {
  const ratio = what[1] / other[1]
  line(what[0], `${what[1].toFixed(2)} ms`)
  line(other[0], `${other[1].toFixed(2)} ms`)
  line('ratio', `${ratio.toFixed(2)} (at most ${limit}; ${runs} interleaved runs, medians)\n`)
  return ratio <= limit
}
