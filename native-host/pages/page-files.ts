import { basename, dirname, join, resolve } from 'node:path'
import { type ArchivePart, archiveParts } from './archive.ts'
import { framePlace, real } from './frame-place.ts'
import { readBytes } from './read-bytes.ts'
import { PageTrouble } from './trouble.ts'

/** Where the documents of a saved page come from: files beside each other, or the parts of one archive. */

export interface PageFile {
  /** Unique among the documents of the page. */
  readonly place: string
  readonly bytes: Uint8Array
  /** Encoding that is named outside of the document itself. */
  readonly charset: string | null
}

export interface SheetFile {
  /** Unique among the sheets of the page. */
  readonly place: string
  /** @throws PageTrouble where it is not there, or larger than this */
  readonly bytes: (most: number) => Uint8Array
}

export interface PageFiles {
  readonly page: PageFile
  /**
   * The document in a frame of `from`; null: it lies elsewhere.
   * @throws PageTrouble
   */
  frame(source: string, from: PageFile): PageFile | null
  /** A style sheet that `from` links; null: it lies elsewhere. */
  sheet(source: string, from: PageFile): SheetFile | null
}

const inFolder = (file: string, bytes: Uint8Array): PageFiles => ({
  page: { place: file, bytes, charset: null },
  frame: (source, from) => {
    const place = framePlace(source, from.place, dirname(file))
    return place === null ? null : { place, bytes: readBytes(place), charset: null }
  },
  sheet: (source, from) => {
    const place = framePlace(source, from.place, dirname(file))
    return place === null ? null : { place, bytes: (most) => readBytes(place, most) }
  },
})

const located = (source: string, base: string): string => {
  try {
    return new URL(source, base).href
  } catch {
    return source
  }
}

const noLarger = (bytes: Uint8Array, most: number): Uint8Array => {
  if (bytes.length > most) throw new PageTrouble('too-large')
  return bytes
}

const inArchive = (parts: readonly [ArchivePart, ...ArchivePart[]]): PageFiles => {
  const files = parts.map(({ bytes, charset }, index): PageFile => ({ place: String(index), bytes, charset }))
  const find = (wanted: ArchivePart['kind'], source: string, from: PageFile): PageFile | null => {
    const id = /^cid:(.*)$/i.exec(source.trim())?.[1]
    const location = located(source, parts[Number(from.place)]?.location ?? '')
    const isNamed = (part: ArchivePart) => (id === undefined ? part.location === location : part.id === id)
    return files[parts.findIndex((part) => part.kind === wanted && isNamed(part))] ?? null
  }
  return {
    page: { place: '0', bytes: parts[0].bytes, charset: parts[0].charset },
    frame: (source, from) => find('page', source, from),
    sheet: (source, from) => {
      const sheet = find('sheet', source, from)
      return sheet && { place: sheet.place, bytes: (most) => noLarger(sheet.bytes, most) }
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
