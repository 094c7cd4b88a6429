import { setTimeout as sleep } from 'node:timers/promises'
import type { ElementHandle, Page } from 'puppeteer-core'
import { boxOf, type Inner, marksIn, type Painted } from './closed-trees.ts'

/** The marks on a page, as a person sees them. */

interface SeenMark {
  readonly words: string
  /** `left: 1px; top: 2px; …` of the frame around a control, in its own document; null: it frames nothing. */
  readonly frame: string | null
}

/** Left, top, width, height in CSS pixels. */
type Box = readonly number[]

const inside = (node: Inner): readonly Inner[] => [node, ...node.children.flatMap(inside)]

const seenMark = (mark: Inner): SeenMark => {
  const nodes = inside(mark)
  const frame = nodes.find(({ attributes }) => attributes.class === 'frame' && attributes.hidden === undefined)
  return { words: nodes.map(({ text }) => text).join(''), frame: frame?.attributes.style ?? null }
}

const marksOn = async (page: Page): Promise<readonly SeenMark[]> => (await marksIn(page)).map(seenMark)

const placeOf = (control: ElementHandle<Element>): Promise<Box> =>
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
    const box = await placeOf(control)
    marks = await marksOn(page)
    if (marks.some(({ words, frame }) => words !== '' && frame !== null && isAround(frame, box))) return
  }
  throw new Error(`No mark is around the control at ${await placeOf(control)}, only: ${JSON.stringify(marks)}`)
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

/** @param controls selects them in the page's own document */
export const paintedMark = async (page: Page, controls: string): Promise<PaintedMark | null> => {
  const [mark] = await marksIn(page)
  if (!mark) return null
  const part = async (name: string): Promise<Painted | null> =>
    (await inside(mark)
      .find(({ attributes }) => attributes.class === name)
      ?.box()) ?? null
  const boxes = await Promise.all((await page.$$(controls)).map((control) => boxOf(page, control)))
  return {
    words: seenMark(mark).words,
    frame: await part('frame'),
    card: await part('card'),
    controls: boxes.filter((box) => box !== null),
  }
}
