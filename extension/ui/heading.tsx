import { useLayoutEffect, useRef } from 'preact/hooks'

/** A quoted button or a word with its reading in brackets, and the particle that belongs to it: not to be torn apart. */
const KEPT_TOGETHER = /(「[^」]*」[がをはにでのも]?|[^\s「」（）]*（[^）]*）[がをはにでのも]?)/u

/** `split` with a capturing group answers with text and matches in turn. */
const inPieces = (text: string) =>
  text
    .split(KEPT_TOGETHER)
    .map((piece, index) => (index % 2 === 1 ? <span class="kept-together">{piece}</span> : piece))

let drawnBefore = false

/**
 * The heading of a screen. When a screen replaces another, the focus goes to its heading: the button that had it is
 * gone, and a screen reader should read on from here. When a window opens, the browser decides.
 */
export const Heading = ({ children }: { children: string }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    if (drawnBefore) heading.current?.focus()
    drawnBefore = true
  }, [])
  return (
    <h1 class="heading" tabIndex={-1} ref={heading}>
      {inPieces(children)}
    </h1>
  )
}
