/** Where the card of the mark stands: beside its control, on the screen, and on no button. Pure geometry, in CSS pixels. */

export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Size {
  readonly width: number
  readonly height: number
}

export interface Scene {
  /** The marked control; null: the card stands alone in the lower right corner. */
  readonly target: Rectangle | null
  readonly card: Size
  readonly view: Size
  /** Controls that must stay free. */
  readonly obstacles: readonly Rectangle[]
}

/** Between the frame and the card. */
const GAP = 16
/** To the edge of the window. */
const MARGIN = 8

const touches = (a: Rectangle, b: Rectangle): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))

/**
 * Right of the control, below, above, left, then the corners: the first place where the card fits and covers no control.
 * Where none is free the corner farthest from the control is taken.
 */
export const placeCard = ({ target, card, view, obstacles }: Scene): { left: number; top: number } => {
  const x = (left: number) => clamp(left, MARGIN, view.width - card.width - MARGIN)
  const y = (top: number) => clamp(top, MARGIN, view.height - card.height - MARGIN)
  const [farX, farY] = [view.width, view.height]
  const corners = [
    { left: x(farX), top: y(farY) },
    { left: x(0), top: y(farY) },
    { left: x(farX), top: y(0) },
    { left: x(0), top: y(0) },
  ]
  const beside = target
    ? [
        { left: target.right + GAP, top: y(target.top - GAP) },
        { left: x(target.left), top: target.bottom + GAP },
        { left: x(target.left), top: target.top - GAP - card.height },
        { left: target.left - GAP - card.width, top: y(target.top - GAP) },
      ]
    : []
  const free = [...beside, ...corners].find(({ left, top }) => {
    const box = { left, top, right: left + card.width, bottom: top + card.height }
    const onScreen = left >= 0 && top >= 0 && box.right <= view.width && box.bottom <= view.height
    return onScreen && !obstacles.some((obstacle) => touches(box, obstacle))
  })
  return free ?? farthest(corners, target)
}

const farthest = (places: { left: number; top: number }[], target: Rectangle | null): { left: number; top: number } => {
  const away = (place: { left: number; top: number }) =>
    target ? Math.hypot(place.left - target.left, place.top - target.top) : 0
  return places.reduce((best, place) => (away(place) > away(best) ? place : best))
}
