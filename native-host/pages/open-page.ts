import { decodePage, type EncodingSource } from './encoding.ts'
import { refuseByBytes, refuseByText } from './file-kind.ts'
import { isEmptyFrame } from './frame-place.ts'
import { hasSize } from './frame-size.ts'
import { type PageFile, type PageFiles, pageFiles } from './page-files.ts'
import { SavedPage } from './saved-page.ts'
import { LinkedSheets } from './style-sheets.ts'
import { type FrameTrouble, PageTrouble } from './trouble.ts'

/** A saved page with its frames, as one person sees them on one screen. */

const MOST_FRAMES = 20
const MOST_DEPTH = 4

export interface SavedDocument {
  /** The frame's `src` as it is written; null: the page itself. */
  readonly frame: string | null
  readonly encoding: string
  readonly found: EncodingSource
  readonly page: SavedPage
}

export interface MissingFrame {
  readonly frame: string
  readonly trouble: FrameTrouble
}

export interface OpenedPage {
  /** The page itself first, frames in the order in which they stand. */
  readonly documents: readonly [SavedDocument, ...SavedDocument[]]
  readonly missing: readonly MissingFrame[]
}

/** @throws PageTrouble */
const documentOf = (file: PageFile, frame: string | null, sheets: LinkedSheets): SavedDocument => {
  const { bytes, charset } = file
  refuseByBytes(bytes)
  const { text, encoding, found } = decodePage(bytes, charset)
  refuseByText(text)
  return { frame, encoding, found, page: new SavedPage(text, sheets.of(file)) }
}

/** `src` of the frames that a person sees and that have a document of their own. */
const sourcesIn = (page: SavedPage): string[] =>
  [...page.elements('FRAME'), ...page.elements('IFRAME')]
    .filter((frame) => page.isShown(frame) && hasSize(frame) && frame.getAttribute('srcdoc') === null)
    .map((frame) => frame.getAttribute('src') ?? '')
    .filter((source) => !isEmptyFrame(source))

class Opening {
  readonly documents: SavedDocument[] = []
  readonly missing: MissingFrame[] = []
  readonly #files: PageFiles
  readonly #sheets: LinkedSheets
  readonly #places = new Set<string>()

  constructor(files: PageFiles, sheets: LinkedSheets) {
    this.#files = files
    this.#sheets = sheets
    this.#places.add(files.page.place)
  }

  framesOf(document: SavedDocument, file: PageFile, depth: number): void {
    for (const source of sourcesIn(document.page)) {
      try {
        this.#open(source, file, depth)
      } catch (error) {
        if (!(error instanceof PageTrouble)) throw error
        this.missing.push({ frame: source, trouble: error.trouble })
      }
    }
  }

  #open(source: string, from: PageFile, depth: number): void {
    const refused = this.#refusal(depth)
    const file = refused === null ? this.#files.frame(source, from) : null
    if (file === null) {
      this.missing.push({ frame: source, trouble: refused ?? 'elsewhere' })
      return
    }
    // A frame that shows what is there already would show nothing new, or itself for ever.
    if (this.#places.has(file.place)) return
    this.#places.add(file.place)
    const document = documentOf(file, source, this.#sheets)
    this.documents.push(document)
    this.framesOf(document, file, depth + 1)
  }

  #refusal(depth: number): FrameTrouble | null {
    if (depth > MOST_DEPTH) return 'frames-too-deep'
    return this.documents.length >= MOST_FRAMES ? 'too-many-frames' : null
  }
}

/** @throws PageTrouble where the page itself cannot be read; what is wrong with a frame is told beside the others */
export const openPage = (path: string): OpenedPage => {
  const files = pageFiles(path)
  const sheets = new LinkedSheets(files)
  const page = documentOf(files.page, null, sheets)
  const opening = new Opening(files, sheets)
  opening.framesOf(page, files.page, 1)
  const documents: [SavedDocument, ...SavedDocument[]] = [page, ...opening.documents]
  const all = documents.map((document) => document.page)
  for (const one of all) one.standsBeside(all.filter((other) => other !== one))
  return { documents, missing: opening.missing }
}
