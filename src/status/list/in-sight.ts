/** Which of many lines of one height have to be drawn. */

export interface Scrolled {
  /** Pixels above what is seen. */
  readonly top: number
  /** Pixels that are seen. */
  readonly height: number
  /** Pixels of one line. */
  readonly line: number
}

/** Lines `first` to `end`, that one left out. */
export interface InSight {
  readonly first: number
  readonly end: number
}

/** Lines drawn beyond both edges: a turn of the wheel finds them there, and Tab the next link. */
const BEYOND = 6
/** Edges move by so many lines at a time: most turns of the wheel draw nothing. */
const STEP = 3

export const inSight = (count: number, { top, height, line }: Scrolled): InSight => {
  const first = Math.floor((top / line - BEYOND) / STEP) * STEP
  const end = Math.ceil(((top + height) / line + BEYOND) / STEP) * STEP
  // A list that has become shorter may be scrolled beyond its end for a moment.
  const last = Math.min(Math.max(end, 0), count)
  return { first: Math.min(Math.max(first, 0), last), end: last }
}
