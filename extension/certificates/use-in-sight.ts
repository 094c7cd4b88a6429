import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type InSight, inSight } from '../../src/status/list/in-sight.ts'

/** Up to so many lines are drawn whole, each as high as its words: the page scrolls, and nothing is cut off. */
const MOST_WHOLE = 60

const isSame = (a: InSight, b: InSight): boolean => a.first === b.first && a.end === b.end

/** What a browser prints is the whole list. */
const usePrinting = (): boolean => {
  const [printing, setPrinting] = useState(false)
  useLayoutEffect(() => {
    const [begin, end] = [() => setPrinting(true), () => setPrinting(false)]
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return printing
}

/**
 * The lines of a long list that have to be drawn, as it scrolls, and as window and text change their sizes.
 * @param count of lines
 */
export const useInSight = (count: number) => {
  const printing = usePrinting()
  const isLong = count > MOST_WHOLE && !printing
  /** What scrolls, and something as high as one line. */
  const [scroller, measure] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const [line, setLine] = useState(0)
  const [seen, setSeen] = useState<InSight>({ first: 0, end: 0 })
  useLayoutEffect(() => {
    const [box, one] = [scroller.current, measure.current]
    if (!box || !one) return
    const look = () => {
      const { height } = one.getBoundingClientRect()
      const next = isLong
        ? inSight(count, { top: box.scrollTop, height: box.clientHeight, line: height })
        : { first: 0, end: count }
      setLine(height)
      setSeen((before) => (isSame(before, next) ? before : next))
    }
    look()
    box.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    sizes.observe(one)
    return () => {
      box.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [count, isLong, scroller, measure])
  return { isLong, scroller, measure, line, seen }
}
