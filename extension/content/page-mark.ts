import tokens from '@digital-go-jp/design-tokens/dist/tokens-simple.css?inline'
import type { Mark } from '../../src/protocol/extension.ts'
import { placeCard, type Rectangle } from './card-place.ts'
import { findControl } from './find-control.ts'
import style from './page-mark.css?inline'
import { visibleControls } from './visible-controls.ts'

/** Enough for a screen reader to notice the empty status. */
const ANNOUNCED_AFTER_MS = 50

const element = (className: string, attributes: Record<string, string> = {}): HTMLElement => {
  const made = document.createElement('div')
  made.className = className
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

const rectangle = (target: Element): Rectangle => {
  const { left, top, right, bottom } = target.getBoundingClientRect()
  return { left, top, right, bottom }
}

/**
 * The mark on the bank's page: a frame around the control to press, and a card beside it. In a closed shadow root, so that neither side's style
 * reaches the other; it never takes a click, and screen readers hear it once.
 */
export class PageMark {
  readonly #host = document.createElement('koshin-mark')
  readonly #frame = element('frame', { 'aria-hidden': 'true' })
  readonly #card = element('card', { role: 'status' })
  #mark: Mark | null = null
  #control: Element | null = null
  #following = false
  #placedFor = ''

  constructor() {
    const root = this.#host.attachShadow({ mode: 'closed' })
    const sheet = new CSSStyleSheet()
    // A constructed sheet is not subject to the page's Content-Security-Policy, a <style> element would be.
    sheet.replaceSync(tokens.replace(':root', ':host') + style)
    root.adoptedStyleSheets = [sheet]
    root.append(this.#frame, this.#card)
  }

  /** Draws the mark anew, or takes it away. */
  show(mark: Mark | null): void {
    this.#mark = mark
    if (!mark) {
      this.#host.remove()
      return
    }
    if (this.#host.isConnected) {
      this.#draw()
      return
    }
    document.documentElement.append(this.#host)
    // A status that comes together with its words is not read out: the empty one must be there first.
    setTimeout(() => this.#draw(), ANNOUNCED_AFTER_MS)
  }

  #draw(): void {
    if (!this.#mark || !this.#host.isConnected) return
    this.#write(this.#mark)
    this.settle()
  }

  /** The page has changed: find the control again. */
  settle(): void {
    if (!this.#mark) return
    this.#control = this.#mark.label ? findControl(this.#mark.label) : null
    this.#placedFor = ''
    if (!this.#following) this.#follow()
  }

  #write(mark: Mark): void {
    const heading = element('heading')
    const count = document.createElement('span')
    count.textContent = mark.count
    heading.append(count, mark.heading)
    const sentence = element('sentence')
    sentence.textContent = mark.sentence
    this.#card.replaceChildren(heading, sentence)
  }

  /** Scrolling, zooming and late pictures move the control; one look a frame costs less than missing one of them. */
  #follow(): void {
    this.#following = this.#mark !== null && this.#host.isConnected
    if (!this.#following) return
    this.#place()
    requestAnimationFrame(() => this.#follow())
  }

  /**
   * A page may zoom its root, and with it the mark. Undone, the mark is laid out in the pixels in which the control's place is told.
   * (Chromium before 128 does not tell the zoom, and tells places in the page's own pixels.)
   */
  #unzoom(): void {
    const zoom = (document.documentElement as Partial<Element>).currentCSSZoom ?? 1
    const against = zoom === 1 ? '' : String(1 / zoom)
    if (this.#host.style.zoom !== against) this.#host.style.zoom = against
  }

  #place(): void {
    this.#unzoom()
    const target = this.#control?.isConnected ? rectangle(this.#control) : null
    const card = { width: this.#card.offsetWidth, height: this.#card.offsetHeight }
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight }
    const scene = JSON.stringify([target, card, view])
    if (scene === this.#placedFor) return
    this.#placedFor = scene
    this.#frameAround(target)
    const place = placeCard({ target, card, view, obstacles: visibleControls().map(rectangle) })
    Object.assign(this.#card.style, { left: `${place.left}px`, top: `${place.top}px` })
  }

  #frameAround(target: Rectangle | null): void {
    this.#frame.hidden = target === null
    if (target) {
      const { left, top, right, bottom } = target
      Object.assign(this.#frame.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      })
    }
  }
}
