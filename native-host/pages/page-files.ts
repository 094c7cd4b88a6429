import { basename, dirname, join, resolve } from 'node:path'
import { type ArchivePart, archiveParts } from './archive.ts'
import { framePlace, real } from './frame-place.ts'
import { readBytes } from './read-bytes.ts'

/** Where the documents of a saved page come from: files beside each other, or the parts of one archive. */

export interface PageFile {
  /** Unique among the documents of the page. */
  readonly place: string
  readonly bytes: Uint8Array
  /** Encoding that is named outside of the document itself. */
  readonly charset: string | null
}

export interface PageFiles {
  readonly page: PageFile
  /**
   * The document in a frame of `from`; null: it lies elsewhere.
   * @throws PageTrouble
   */
  frame(source: string, from: PageFile): PageFile | null
}

const inFolder = (file: string, bytes: Uint8Array): PageFiles => ({
  page: { place: file, bytes, charset: null },
  frame: (source, from) => {
    const place = framePlace(source, from.place, dirname(file))
    return place === null ? null : { place, bytes: readBytes(place), charset: null }
  },
})

const located = (source: string, base: string): string => {
  try {
    return new URL(source, base).href
  } catch {
    return source
  }
}

const inArchive = (parts: readonly [ArchivePart, ...ArchivePart[]]): PageFiles => {
  const files = parts.map(({ bytes, charset }, index): PageFile => ({ place: String(index), bytes, charset }))
  return {
    page: { place: '0', bytes: parts[0].bytes, charset: parts[0].charset },
    frame: (source, from) => {
      const id = /^cid:(.*)$/i.exec(source.trim())?.[1]
      const location = located(source, parts[Number(from.place)]?.location ?? '')
      const found = parts.findIndex((part) => (id === undefined ? part.location === location : part.id === id))
      return files[found] ?? null
    },
  }
}

/** @throws PageTrouble */
export const pageFiles = (path: string): PageFiles => {
  const file = join(real(resolve(dirname(path))), basename(path))
  const bytes = readBytes(file)
  const [first, ...rest] = archiveParts(bytes) ?? []
  return first ? inArchive([first, ...rest]) : inFolder(file, bytes)
}
