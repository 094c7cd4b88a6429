import { useEffect, useState } from 'preact/hooks'

/** False for the first `milliseconds` after the component is drawn: a click or Enter meant for something else passes by. */
export const useSettled = (milliseconds: number): boolean => {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), milliseconds)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return settled
}
