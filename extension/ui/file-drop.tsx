import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'
import { type Dropped, droppedIn, hasEnding } from './dropped-files.ts'

interface FileDropProps {
  readonly take: (files: readonly File[]) => void
  /** Endings and types, as an input wants them. */
  readonly accept: string
  readonly explain: string
  /** On the button that opens the browser's dialog. */
  readonly choose: string
  /**
   * On the button that chooses a whole folder. With it several files can be chosen at once, and folders dropped: of what is in one,
   * the files with an ending of `accept` are taken.
   */
  readonly chooseFolder?: string
}

type Taking = Pick<FileDropProps, 'take' | 'accept' | 'chooseFolder'>

const PLACE = 'file-drop'

const takeDropped = async (dropped: Dropped, { take, accept, chooseFolder }: Taking): Promise<void> =>
  take(chooseFolder ? await dropped.all(accept) : dropped.files)

/** Nobody else on the page could be meant, or it is what this place takes. */
const isMeant = ({ files, hasFolder }: Dropped, { accept, chooseFolder }: Taking): boolean =>
  document.getElementsByClassName(PLACE).length === 1 ||
  files.some(({ name }) => hasEnding(name, accept)) ||
  (hasFolder && chooseFolder !== undefined)

/**
 * A file may be dropped anywhere on the page: one that misses its place would otherwise be opened by the browser, and the
 * page would be gone. It goes to the place that it hits, or else to the one that takes such files.
 */
const useDroppedFiles = (place: RefObject<HTMLElement | null>, { take, accept, chooseFolder }: Taking) => {
  useEffect(() => {
    const taking: Taking = { take, accept, ...(chooseFolder ? { chooseFolder } : {}) }
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const hit = event.target instanceof Element ? event.target.closest(`.${PLACE}`) : null
      const dropped = droppedIn(event.dataTransfer)
      if (hit ? hit === place.current : isMeant(dropped, taking)) void takeDropped(dropped, taking)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
    }
  }, [place, take, accept, chooseFolder])
}

interface ChooserProps {
  readonly take: FileDropProps['take']
  readonly accept: string
  readonly label: string
  readonly kind: 'one' | 'several' | 'folder'
}

/** A button, and the browser's own dialog behind it. */
const Chooser = ({ take, accept, label, kind }: ChooserProps) => {
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (input.current) input.current.webkitdirectory = kind === 'folder'
  }, [kind])
  const chosen = () => {
    const files = [...(input.current?.files ?? [])]
    // The same file can be chosen again after it was mended.
    if (input.current) input.current.value = ''
    take(kind === 'folder' ? files.filter(({ name }) => hasEnding(name, accept)) : files)
  }
  return (
    <>
      <Button kind="secondary" press={() => input.current?.click()}>
        {label}
      </Button>
      <input ref={input} type="file" accept={accept} multiple={kind !== 'one'} hidden onChange={chosen} />
    </>
  )
}

/** Picks a file: by the browser's own dialog, or by dropping it. */
export const FileDrop = ({ explain, choose, ...taking }: FileDropProps) => {
  const { take, accept, chooseFolder } = taking
  const place = useRef<HTMLDivElement>(null)
  useDroppedFiles(place, taking)
  return (
    <div class={PLACE} ref={place}>
      <p>{explain}</p>
      <div class="buttons">
        <Chooser take={take} accept={accept} label={choose} kind={chooseFolder ? 'several' : 'one'} />
        {chooseFolder && <Chooser take={take} accept={accept} label={chooseFolder} kind="folder" />}
      </div>
    </div>
  )
}
