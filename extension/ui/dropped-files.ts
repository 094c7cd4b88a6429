/** What somebody has dropped on a page, or a folder that was chosen. */

/** Folders in each other; below that it is no folder of reports but a disk. */
const MOST_DEPTH = 8

/** `.json,application/json` → `.json` */
const endingsOf = (accept: string): string[] => accept.split(',').filter((part) => part.startsWith('.'))

/** @param accept as of an input for files */
export const hasEnding = (name: string, accept: string): boolean =>
  endingsOf(accept).some((ending) => name.toLowerCase().endsWith(ending))

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** A folder tells of its entries in parts, until one is empty; one that may not be read has none. */
const entriesOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    if (part.length === 0) return all
    all.push(...part)
  }
}

/** A file that is gone meanwhile is none. */
const fileOf = (entry: FileSystemFileEntry): Promise<File[]> =>
  new Promise((resolve) =>
    entry.file(
      (file) => resolve([file]),
      () => resolve([]),
    ),
  )

const filesIn = async (folder: FileSystemDirectoryEntry, accept: string, depth: number): Promise<File[]> => {
  const files: File[] = []
  for (const entry of await entriesOf(folder)) {
    if (isFolder(entry) && depth < MOST_DEPTH) files.push(...(await filesIn(entry, accept, depth + 1)))
    if (isFile(entry) && hasEnding(entry.name, accept)) files.push(...(await fileOf(entry)))
  }
  return files
}

export interface Dropped {
  /** As they were dropped; a folder is among them as a file that cannot be read. */
  readonly files: readonly File[]
  readonly hasFolder: boolean
  /** The files, and those in the folders, of these only what has an ending of `accept`. */
  readonly all: (accept: string) => Promise<readonly File[]>
}

/** Must be asked while the event is told of: afterwards it holds nothing. */
export const droppedIn = (transfer: DataTransfer | null): Dropped => {
  const files = [...(transfer?.files ?? [])]
  const entries = [...(transfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const folders = entries.filter(isFolder)
  const names = new Set(folders.map(({ name }) => name))
  return {
    files,
    hasFolder: folders.length > 0,
    all: async (accept) => {
      const inFolders = await Promise.all(folders.map((folder) => filesIn(folder, accept, 1)))
      return [...files.filter(({ name }) => !names.has(name)), ...inFolders.flat()]
    },
  }
}
