import { PAGE_ANSWER_EVENT, PAGE_CALL_EVENT } from '../../src/enrolment/channel.ts'

/** The globals of a page's main world. */
export type PageWorld = Window & typeof globalThis

/** What the layer needs of a page's world. */
export interface SavedWorld {
  /** Milliseconds. */
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly stringify: (value: unknown) => string
  /** What became of a call: the text of its answer, or whether a content script has taken it and will answer by cookie. */
  readonly post: (detail: string) => { readonly taken: boolean; readonly answer: string | null }
  /** False where cookies are switched off, and in a sandboxed frame, which has none. */
  readonly cookiesWork: () => boolean
  readonly readCookie: () => string
  readonly writeCookie: (cookie: string) => void
}

/**
 * Takes what is needed out of the page's world at document_start, from the prototypes: what the page's scripts put over
 * it later (old libraries do, freely) does no harm.
 */
export const savedWorld = (page: PageWorld): SavedWorld => {
  const { document, performance, crypto, navigator, CustomEvent } = page
  const { apply } = page.Reflect
  const { stringify } = page.JSON
  const { now } = page.Performance.prototype
  const { getRandomValues } = page.Crypto.prototype
  const { dispatchEvent, addEventListener, removeEventListener } = page.EventTarget.prototype
  const detailOf = accessorsOf(page.CustomEvent.prototype, 'detail')
  const cookie = accessorsOf(page.Document.prototype, 'cookie')
  const cookieEnabled = accessorsOf(page.Navigator.prototype, 'cookieEnabled')
  const readCookie = (): string => apply(cookie.get, document, [])
  const post: SavedWorld['post'] = (detail) => {
    let answer: string | null = null
    const heard = (event: Event): void => {
      const text: unknown = apply(detailOf.get, event, [])
      if (typeof text === 'string') answer = text
    }
    apply(addEventListener, document, [PAGE_ANSWER_EVENT, heard])
    const taken = !apply(dispatchEvent, document, [new CustomEvent(PAGE_CALL_EVENT, { detail, cancelable: true })])
    apply(removeEventListener, document, [PAGE_ANSWER_EVENT, heard])
    return { taken, answer }
  }
  return {
    now: () => apply(now, performance, []),
    randomBytes: (length) => apply(getRandomValues, crypto, [new Uint8Array(length)]),
    stringify,
    post,
    cookiesWork: () => {
      try {
        readCookie()
        return apply(cookieEnabled.get, navigator, []) === true
      } catch {
        return false
      }
    },
    readCookie,
    writeCookie: (text) => apply(cookie.set, document, [text]),
  }
}

const accessorsOf = (prototype: object, name: string): Required<Pick<PropertyDescriptor, 'get' | 'set'>> => {
  const { get = () => undefined, set = () => {} } = Object.getOwnPropertyDescriptor(prototype, name) ?? {}
  return { get, set }
}
