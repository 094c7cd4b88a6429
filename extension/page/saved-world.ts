import { PAGE_CALL_EVENT } from '../../src/enrolment/channel.ts'

/** The globals of a page's main world. */
export type PageWorld = Window & typeof globalThis

/** What the layer needs of a page's world. */
export interface SavedWorld {
  /** Milliseconds. */
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly stringify: (value: unknown) => string
  /** @returns whether a content script has taken the call */
  readonly post: (detail: string) => boolean
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
  const { dispatchEvent } = page.EventTarget.prototype
  const cookie = accessorsOf(page.Document.prototype, 'cookie')
  const cookieEnabled = accessorsOf(page.Navigator.prototype, 'cookieEnabled')
  const readCookie = (): string => apply(cookie.get, document, [])
  return {
    now: () => apply(now, performance, []),
    randomBytes: (length) => apply(getRandomValues, crypto, [new Uint8Array(length)]),
    stringify,
    post: (detail) => !apply(dispatchEvent, document, [new CustomEvent(PAGE_CALL_EVENT, { detail, cancelable: true })]),
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
