import { useLayoutEffect, useRef } from 'preact/hooks'

/** Keeps the focus in the place whose buttons change, on its first button; when it is first drawn, nothing moves. */
export const useFocusOnChange = (state: unknown) => {
  const place = useRef<HTMLDivElement>(null)
  const before = useRef(state)
  useLayoutEffect(() => {
    if (before.current !== state) place.current?.querySelector('button')?.focus()
    before.current = state
  }, [state])
  return place
}
