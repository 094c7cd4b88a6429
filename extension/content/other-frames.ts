/**
 * A frameset is one page to a person, and each frame comes on its own. The frame's `load` event is heard in the document
 * that holds it, as long as that is of the same site.
 */
export const watchOtherFrames = (changed: () => void): void => {
  const gone = new AbortController()
  for (let window: Window = self; ; window = window.parent) {
    const document = documentOf(window)
    if (!document) return
    document.addEventListener('load', changed, { capture: true, signal: gone.signal })
    if (window === window.parent) break
  }
  // A listener that outlives its own frame would call into nothing.
  self.addEventListener('pagehide', () => gone.abort(), { once: true })
}

const documentOf = (window: Window): Document | null => {
  try {
    return window.document
  } catch {
    return null
  }
}
