import { useEffect, useState } from 'preact/hooks'

const inAddress = (): string => location.hash.slice(1)

/** The certificate that the address names by its SHA-256, and the way back to all. */
export const useChosen = (): readonly [string, () => void] => {
  const [chosen, setChosen] = useState(inAddress)
  useEffect(() => {
    const look = () => setChosen(inAddress())
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return [chosen, () => history.back()]
}
