import { useCallback, useEffect, useState } from 'preact/hooks'

/** The certificate whose details are shown stands in the address (`#<sha256>`): the browser's own Back leads to the list. */

const FRAGMENT = /^#([0-9a-f]{64})$/

const chosenNow = (): string | null => FRAGMENT.exec(location.hash)?.[1] ?? null

/** Address of the details of a certificate. */
export const addressOf = (sha256: string): string => `#${sha256}`

export interface Chosen {
  /** SHA-256; null: the list is shown. */
  readonly chosen: string | null
  /** The one that was shown last: the focus goes back to its line. */
  readonly before: string | null
  readonly back: () => void
}

interface Shown extends Omit<Chosen, 'back'> {
  /** The entry of the browser's history before this one is the list. */
  readonly fromList: boolean
}

const shownNow = (): Shown => ({ chosen: chosenNow(), before: null, fromList: false })

export const useChosen = (): Chosen => {
  const [{ chosen, before, fromList }, setShown] = useState(shownNow)
  const show = useCallback(
    (next: string | null) =>
      setShown((last) => ({ chosen: next, before: last.chosen, fromList: last.chosen === null })),
    [],
  )
  useEffect(() => {
    const follow = () => show(chosenNow())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [show])
  const back = useCallback(() => {
    if (fromList) return history.back()
    // Opened by its address: there is no list to go back to, and one is put in its place.
    history.replaceState(null, '', location.pathname + location.search)
    show(null)
  }, [fromList, show])
  return { chosen, before, back }
}
