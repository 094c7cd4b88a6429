import type { SavedNode } from './saved-node.ts'
import { styleOf } from './visibility.ts'

/** Old sites keep frames of no size, for scripts and for counting: nobody sees them. */

const NO_SIZE = /^\s*[01](?:\.0*)?(?:px|%)?\s*$/
/** In a list of a frameset, `1` is a pixel and `1*` a share. */
const NO_SHARE = /^\s*0+(?:\*|px|%)?\s*$/

const isTiny = (frame: SavedNode): boolean =>
  ['width', 'height'].some((side) => NO_SIZE.test(styleOf(frame, side) ?? frame.getAttribute(side) ?? ''))

/** Which of its frameset's frames it is, from 0. */
const placeIn = (frame: SavedNode): number => {
  let place = 0
  for (let before = frame.previousSibling; before; before = before.previousSibling)
    if (before.nodeName === 'FRAME' || before.nodeName === 'FRAMESET') place += 1
  return place
}

/** Frames fill a grid row by row; one list alone is a column or a row. */
const hasNoShare = (frame: SavedNode, frameset: SavedNode): boolean => {
  const list = (name: string) => (frameset.getAttribute(name) ?? '*').split(',')
  const [rows, columns] = [list('rows'), list('cols')]
  const place = placeIn(frame)
  const row = rows[Math.floor(place / columns.length)] ?? ''
  return NO_SHARE.test(row) || NO_SHARE.test(columns[place % columns.length] ?? '')
}

const isLeftOut = (frame: SavedNode): boolean => {
  for (let at = frame; at.parentNode?.nodeName === 'FRAMESET'; at = at.parentNode)
    if (hasNoShare(at, at.parentNode)) return true
  return false
}

/** Does a person see anything of what is in this `<frame>` or `<iframe>`? */
export const hasSize = (frame: SavedNode): boolean => !isTiny(frame) && !isLeftOut(frame)
