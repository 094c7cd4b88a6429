import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, ElementHandle, Page, Protocol } from 'puppeteer-core'

/** The marks on a page, as a person sees them. Their shadow roots are closed to scripts, so the browser itself is asked. */

type DomNode = Protocol.DOM.Node

interface SeenMark {
  readonly words: string
  /** `left: 1px; top: 2px; …` of the frame around a control, in its own document; null: it frames nothing. */
  readonly frame: string | null
}

/** Left, top, width, height in CSS pixels. */
type Box = readonly number[]

/** Children of every kind: the page's own, shadow trees, and documents of frames. */
const childrenOf = ({ children = [], shadowRoots = [], contentDocument }: DomNode): readonly DomNode[] => [
  ...children,
  ...shadowRoots,
  ...(contentDocument ? [contentDocument] : []),
]

const inside = (node: DomNode): readonly DomNode[] => [node, ...childrenOf(node).flatMap(inside)]

/** The protocol lists names and values in turn. */
const attribute = ({ attributes = [] }: DomNode, name: string): string | undefined =>
  attributes.find((_value, index) => index % 2 === 1 && attributes[index - 1] === name)

const seenMark = (mark: DomNode): SeenMark => {
  const nodes = inside(mark)
  const frame = nodes.find((node) => attribute(node, 'class') === 'frame' && attribute(node, 'hidden') === undefined)
  return {
    words: nodes.map(({ nodeValue }) => nodeValue).join(''),
    frame: (frame && attribute(frame, 'style')) ?? null,
  }
}

const marksOn = async (page: Page): Promise<readonly SeenMark[]> => {
  const session = await page.createCDPSession()
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
    return inside(root)
      .filter(({ nodeName }) => nodeName === 'KOSHIN-MARK')
      .map(seenMark)
  } finally {
    await session.detach()
  }
}

const boxOf = (control: ElementHandle<Element>): Promise<Box> =>
  control.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return [left, top, width, height]
  })

const isAround = (frame: string, box: Box): boolean => {
  const sides = (frame.match(/-?[\d.]+(?=px)/g) ?? []).map(Number)
  return sides.length === box.length && sides.every((side, index) => Math.abs(side - (box[index] ?? 0)) < 1)
}

/** Waits until a mark says this. */
export const waitForMarkSaying = async (page: Page, words: string, seconds = 20): Promise<void> => {
  let marks: readonly SeenMark[] = []
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    // A page that moves on meanwhile cannot be asked.
    marks = await marksOn(page).catch(() => [])
    if (marks.some((mark) => mark.words.includes(words))) return
  }
  throw new Error(`No mark says 「${words}」, only: ${JSON.stringify(marks)}`)
}

/** Waits until a mark with words frames this control. */
export const waitForMarkAround = async (page: Page, control: ElementHandle<Element>, seconds = 20): Promise<void> => {
  let marks: readonly SeenMark[] = []
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    const box = await boxOf(control)
    marks = await marksOn(page)
    if (marks.some(({ words, frame }) => words !== '' && frame !== null && isAround(frame, box))) return
  }
  throw new Error(`No mark is around the control at ${await boxOf(control)}, only: ${JSON.stringify(marks)}`)
}

/** Where something is painted: in pixels of the window, whatever its page is scrolled, zoomed or transformed by. */
export interface Painted {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** One mark of the page itself, with what it must not cover. */
export interface PaintedMark {
  readonly words: string
  /** null: it frames nothing. */
  readonly frame: Painted | null
  readonly card: Painted | null
  /** What the selector finds, in the order of the page, as far as it has a box. */
  readonly controls: readonly Painted[]
}

const paintedAt = async (session: CDPSession, node: { readonly nodeId: number }): Promise<Painted | null> => {
  // What is not drawn has no box, and that is an error to the protocol.
  const found = await session.send('DOM.getBoxModel', { nodeId: node.nodeId }).catch(() => null)
  const [left, top, , , right, bottom] = found?.model.border ?? []
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null
  return { left, top, right, bottom }
}

/** @param controls selects them in the page's own document */
export const paintedMark = async (page: Page, controls: string): Promise<PaintedMark | null> => {
  const session = await page.createCDPSession()
  try {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
    const mark = inside(root).find(({ nodeName }) => nodeName === 'KOSHIN-MARK')
    if (!mark) return null
    const part = (name: string) => inside(mark).find((node) => attribute(node, 'class') === name)
    const [frame, card] = [part('frame'), part('card')]
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: controls })
    const boxes = await Promise.all(nodeIds.map((nodeId) => paintedAt(session, { nodeId })))
    return {
      words: seenMark(mark).words,
      frame: frame ? await paintedAt(session, frame) : null,
      card: card ? await paintedAt(session, card) : null,
      controls: boxes.filter((box) => box !== null),
    }
  } finally {
    await session.detach()
  }
}
