import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { lineByKey } from '../../src/status/list/line-by-key.ts'
import { keyOfLine, type Line } from '../../src/status/list/lines.ts'
import type { Sort } from '../../src/status/list/sort.ts'
import type { Texts } from '../ui/texts.ts'
import { CertificateLine } from './certificate-line.tsx'
import { addressOf } from './chosen.ts'
import { GroupLine } from './group-line.tsx'
import { ListHead } from './list-head.tsx'
import type { ListView } from './list-view.ts'
import { useInSight } from './use-in-sight.ts'

interface ListTableProps {
  readonly lines: readonly Line[]
  readonly view: ListView
  /** null: few certificates need no order. */
  readonly changeSort: ((sort: Sort) => void) | null
  /** SHA-256 of the certificate whose line gets the focus when the list is drawn; null: none. */
  readonly focusOn: string | null
  /** SHA-256 of certificates that their CAs have taken back. */
  readonly revoked: ReadonlySet<string>
  readonly texts: Texts
}

interface LineProps {
  readonly line: Line
  readonly index: number
  /** Pixels from the top of the list; null: it stands below the one before it. */
  readonly top: number | null
  readonly revoked: boolean
  readonly texts: Texts
}

/** The first line is the head. */
const rowIndexOf = (index: number): number => index + 2

const DrawnLine = ({ line, index, top, revoked, texts }: LineProps) => (
  <tr
    class={`list-line line-${line.kind}`}
    aria-rowindex={rowIndexOf(index)}
    style={top === null ? undefined : { top: `${top}px` }}
  >
    {line.kind === 'certificate' ? (
      <CertificateLine entry={line.entry} revoked={revoked} texts={texts} />
    ) : (
      <GroupLine line={line} texts={texts} />
    )}
  </tr>
)

/** Indices of the lines that are drawn. The one that has the focus is among them wherever it has scrolled to, or the focus was lost. */
const drawnIndices = (first: number, end: number, kept: number): number[] => {
  const seen = Array.from({ length: end - first }, (_, after) => first + after)
  if (kept === -1 || (kept >= first && kept < end)) return seen
  return kept < first ? [kept, ...seen] : [...seen, kept]
}

const indexOf = (lines: readonly Line[], sha256: string | null): number =>
  sha256 === null ? -1 : lines.findIndex((line) => line.kind === 'certificate' && line.entry.row.sha256 === sha256)

const shaOf = (link: EventTarget | null): string | null =>
  link instanceof HTMLAnchorElement ? link.hash.slice(1) : null

/** Certificates by line. A long list scrolls in a window of its own, and only what is seen of it is drawn. */
export const ListTable = ({ lines, view, changeSort, focusOn, revoked, texts }: ListTableProps) => {
  const { isLong, scroller, measure, line, seen } = useInSight(lines.length)
  const [kept, setKept] = useState(focusOn)
  /** The line that is to get the focus as soon as it is drawn. */
  const wanted = useRef(focusOn)
  const keptAt = useMemo(() => indexOf(lines, kept), [lines, kept])

  useLayoutEffect(() => {
    if (wanted.current === null || line === 0) return
    scroller.current?.querySelector<HTMLElement>(`a[href="${addressOf(wanted.current)}"]`)?.focus()
    wanted.current = null
  })

  const drawnBefore = useRef(view)
  useLayoutEffect(() => {
    // Another order or other certificates: they are read from the top.
    if (drawnBefore.current !== view) scroller.current?.scrollTo(0, 0)
    drawnBefore.current = view
  }, [view, scroller])

  const follow = useCallback(
    (event: KeyboardEvent) => {
      const at = indexOf(lines, shaOf(event.target))
      if (at === -1 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const height = isLong ? (scroller.current?.clientHeight ?? 0) : innerHeight
      const next = lineByKey(lines, at, event.key, Math.max(1, Math.floor(height / line) - 1))
      const target = next === null ? undefined : lines[next]
      if (target?.kind !== 'certificate') return
      event.preventDefault()
      if (next === at) return
      wanted.current = target.entry.row.sha256
      setKept(wanted.current)
    },
    [lines, isLong, line, scroller],
  )

  return (
    <div ref={scroller} class={isLong ? 'list-scroll list-long' : 'list-scroll'}>
      <div ref={measure} class="list-measure" />
      <table class="list-table" aria-labelledby="list" aria-rowcount={lines.length + 1}>
        <ListHead sort={view.sort} change={changeSort} texts={texts} />
        <tbody
          class="list-body"
          style={isLong ? { height: `${lines.length * line}px` } : undefined}
          onKeyDown={follow}
          onFocusIn={({ target }) => setKept(shaOf(target))}
        >
          {drawnIndices(seen.first, Math.min(seen.end, lines.length), keptAt).map((index) => {
            const one = lines[index]
            return (
              one && (
                <DrawnLine
                  key={keyOfLine(one)}
                  line={one}
                  index={index}
                  top={isLong ? index * line : null}
                  revoked={one.kind === 'certificate' && revoked.has(one.entry.row.sha256)}
                  texts={texts}
                />
              )
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
