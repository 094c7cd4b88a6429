import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import { newestOfEach, type OpenedReport } from '../../src/status/reports/opened-report.ts'
import { type RefusedFile, readReports } from './read-reports.ts'

/** The reports of other computers that are open in this page. They are kept by it alone: with it they are gone. */
export interface Reports {
  /** One a computer. */
  readonly opened: readonly OpenedReport[]
  /** Of the files that were chosen last. */
  readonly refused: readonly RefusedFile[]
  /** Of the files that were chosen last: how many were older than another report of the same computer. */
  readonly older: number
  /** Files were chosen last, and there was no report among them, nor anything that could be one. */
  readonly isEmpty: boolean
  /** Files read so far, of how many; null: none is being read. */
  readonly reading: { readonly done: number; readonly total: number } | null
  /** Milliseconds since the epoch: when files were chosen last. */
  readonly openedAt: number
  /** Adds the reports among these files to those that are open. */
  readonly open: (files: readonly File[]) => void
  /** Puts all of them away. */
  readonly close: () => void
}

type State = Omit<Reports, 'open' | 'close'>

export const NO_REPORTS: State = { opened: [], refused: [], older: 0, isEmpty: false, reading: null, openedAt: 0 }

/** How often it is told how far the reading is: drawing takes time from it. */
const TELL_EVERY_MS = 100

const afterReading = (
  before: State,
  { opened: more, refused }: Pick<State, 'opened' | 'refused'>,
  files: number,
  now: number,
): State => {
  const all = [...before.opened, ...more]
  const opened = newestOfEach(all)
  return { opened, refused, older: all.length - opened.length, isEmpty: files === 0, reading: null, openedAt: now }
}

export const useReports = (): Reports => {
  const [state, setState] = useState<State>(NO_REPORTS)
  /** Of what was chosen, or put away, last: what was begun before is not waited for. */
  const turn = useRef(0)
  const queue = useRef(Promise.resolve())
  const open = useCallback((files: readonly File[]) => {
    const mine = turn.current
    const isStopped = () => mine !== turn.current
    const tell = (done: number) => {
      if (!isStopped()) setState((before) => ({ ...before, reading: { done, total: files.length } }))
    }
    const read = async () => {
      const now = Date.now()
      let told = now
      const progress = (done: number) => {
        if (Date.now() - told < TELL_EVERY_MS) return
        told = Date.now()
        tell(done)
      }
      tell(0)
      const found = await readReports(files, { now, progress, isStopped })
      if (!isStopped()) setState((before) => afterReading(before, found, files.length, now))
    }
    queue.current = queue.current.then(read)
  }, [])
  const close = useCallback(() => {
    turn.current++
    setState(NO_REPORTS)
  }, [])
  return useMemo(() => ({ ...state, open, close }), [state, open, close])
}
