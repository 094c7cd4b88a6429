import type { Reading } from '../../src/notice/reading.ts'
import type { EncodingSource } from '../pages/encoding.ts'
import { type OpenedPage, openPage, type SavedDocument } from '../pages/open-page.ts'
import type { SavedPage } from '../pages/saved-page.ts'
import { type FrameTrouble, PageTrouble } from '../pages/trouble.ts'

/** What was read from one saved page: as `--json` prints it, and as the sentences are made from. docs/profiles.md */

/** Facts that every reading has. */
export interface Facts extends Fields {
  /** What may be pressed next, as the page prints it. */
  readonly label: string | null
}
type Fields = Reading['fields']

export interface ReadDocument {
  readonly encoding: string
  readonly encodingFrom: EncodingSource
  readonly error: null
}

export interface UnreadFrame {
  readonly frame: string
  readonly error: FrameTrouble
}

export type ReadPage<T extends Facts> = ReadDocument &
  T & {
    readonly page: string
    /** The frame that the facts are from; null: the page itself. */
    readonly frame: string | null
    readonly frames: readonly ((ReadDocument & T & { readonly frame: string }) | UnreadFrame)[]
  }

export type PageEntry<T extends Facts> = ReadPage<T> | { readonly page: string; readonly error: PageTrouble['trouble'] }

/** How to read a document, and how much a reading tells: of the frames of a page, the one that tells most speaks for it. */
export interface PageReader<T extends Facts> {
  readonly read: (page: SavedPage) => T
  readonly weight: (facts: T) => number
}

type DocumentEntry<T> = ReadDocument & T & { readonly frame: string | null }

const documentEntry = <T extends Facts>(
  { frame, encoding, found, page }: SavedDocument,
  reader: PageReader<T>,
): DocumentEntry<T> => ({ frame, encoding, encodingFrom: found, ...reader.read(page), error: null })

const entryOf = <T extends Facts>(path: string, opened: OpenedPage, reader: PageReader<T>): ReadPage<T> => {
  const [own, ...frames] = opened.documents.map((document) => documentEntry(document, reader)) as [
    DocumentEntry<T>,
    ...DocumentEntry<T>[],
  ]
  const telling = frames.reduce((most, one) => (reader.weight(one) > reader.weight(most) ? one : most), own)
  const missing = opened.missing.map(({ frame, trouble }) => ({ frame, error: trouble }))
  const read = frames.map((entry) => ({ ...entry, frame: entry.frame ?? '' }))
  return { page: path, ...telling, frames: [...read, ...missing] }
}

/** A page that cannot be read is an entry too: the others are read. */
export const readPage = <T extends Facts>(path: string, reader: PageReader<T>): PageEntry<T> => {
  try {
    return entryOf(path, openPage(path), reader)
  } catch (error) {
    if (!(error instanceof PageTrouble)) throw error
    return { page: path, error: error.trouble }
  }
}
