import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * When an entry goes from a list, so does the button that had the focus: then the list's heading takes it, and a keyboard goes on
 * from there rather than from the top of the page.
 */
export const useFocusWhenGone = (count: number) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(count)
  useLayoutEffect(() => {
    if (count < before.current && document.activeElement === document.body) heading.current?.focus()
    before.current = count
  }, [count])
  return heading
}
