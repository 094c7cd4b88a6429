import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import type { Texts } from '../ui/texts.ts'

interface FileDropProps {
  readonly take: (files: readonly File[]) => void
  readonly texts: Texts
}

/**
 * A file may be dropped anywhere on the page: one that misses its place would otherwise be opened by the browser, and the options
 * would be gone.
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
export const FileDrop = ({ take, texts }: FileDropProps) => {
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
      <p>{texts('options_add_explain')}</p>
      <Button kind="secondary" press={() => input.current?.click()}>
        {texts('options_choose_file')}
      </Button>
      <input ref={input} type="file" accept=".json,application/json" hidden onChange={chosen} />
    </div>
  )
}
