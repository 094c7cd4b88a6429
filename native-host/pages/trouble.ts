/** Why a saved page, or a frame of it, cannot be read. The sentences stand in `_locales`. */

const PAGE_TROUBLES = [
  'not-there',
  /** A folder, or a file that may not be read. */
  'unreadable',
  'too-large',
  'empty',
  'pdf',
  'image',
  /** An archive of the browser (.mht, .mhtml) without a page in it. */
  'archive-without-page',
  'not-html',
  'nested-too-deeply',
] as const

const FRAME_TROUBLES = [
  ...PAGE_TROUBLES,
  /** It lies outside the page's folder, or on the net. */
  'elsewhere',
  'too-many-frames',
  'frames-too-deep',
] as const
export type FrameTrouble = (typeof FRAME_TROUBLES)[number]

export class PageTrouble extends Error {
  readonly trouble: (typeof PAGE_TROUBLES)[number]

  constructor(trouble: (typeof PAGE_TROUBLES)[number]) {
    super(trouble)
    this.trouble = trouble
  }
}
