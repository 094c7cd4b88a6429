import { useEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'

interface FileDropProps {
  readonly take: (files: readonly File[]) => void
  /** Endings and types, as an input wants them. */
  readonly accept: string
  readonly explain: string
  /** On the button that opens the browser's dialog. */
  readonly choose: string
}

/**
 * A file may be dropped anywhere on the page: one that misses its place would otherwise be opened by the browser, and the
 * page would be gone.
 */
const useDroppedFiles = (take: FileDropProps['take']) => {
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      take([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
    }
  }, [take])
}

/** Picks a file: by the browser's own dialog, or by dropping it. */
export const FileDrop = ({ take, accept, explain, choose }: FileDropProps) => {
  const input = useRef<HTMLInputElement>(null)
  useDroppedFiles(take)
  const chosen = () => {
    const files = [...(input.current?.files ?? [])]
    // The same file can be chosen again after it was mended.
    if (input.current) input.current.value = ''
    take(files)
  }
  return (
    <div class="file-drop">
      <p>{explain}</p>
      <Button kind="secondary" press={() => input.current?.click()}>
        {choose}
      </Button>
      <input ref={input} type="file" accept={accept} hidden onChange={chosen} />
    </div>
  )
}
