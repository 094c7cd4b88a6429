import type { PageAnswer } from '../protocol/extension.ts'
import { fromBase64, toBase64 } from './base64.ts'

/**
 * The answer to a page's call on its way from the background into the page: cookies of the page's own URL, because a
 * page's script in Chromium sees a new cookie without giving up its turn. A cookie may have 4,096 bytes with its name
 * and attributes (RFC 6265bis, section 5.6), so a long answer is cut into parts. Part 0 begins with how many there
 * are: `2.eyJvay…`; they may arrive in any order. What is read back is hostile: any page of the site can set cookies.
 */
const PART_BYTES = 3000

// Kept from before the page runs, which may bring its own.
const { parse } = JSON
const { keys } = Object
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Every name that an answer's cookies can have: for sweeping up what a closed page left behind. */
export const ANSWER_COOKIE_NAME = /^koshin-[0-9a-f]{16}-\d{1,3}$/

/** What both sides set beside the value; a cookie is deleted only under the same path. */
export const ANSWER_COOKIE_PATH = '/'

export interface AnswerCookie {
  readonly name: string
  readonly value: string
}

const nameOf = (id: string, part: number): string => `koshin-${id}-${part}`

/** @param id the call's id: 16 hexadecimal digits, checked by whoever decoded the call */
export const toCookies = (id: string, answer: PageAnswer): AnswerCookie[] => {
  const bytes = new TextEncoder().encode(JSON.stringify(answer))
  const text = toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
  const parts = text.match(new RegExp(`.{1,${PART_BYTES}}`, 'g')) ?? []
  return parts.map((part, index) => ({
    name: nameOf(id, index),
    value: index === 0 ? `${parts.length}.${part}` : part,
  }))
}

/** null: not all there yet, or not an answer. @param documentCookie `document.cookie` as it stands */
export const fromCookies = (id: string, documentCookie: string): PageAnswer | null => {
  const first = /^(\d{1,3})\.([\w-]+)$/.exec(cookieValue(documentCookie, nameOf(id, 0)) ?? '')
  if (first === null) return null
  let text = first[2] ?? ''
  for (let part = 1; part < Number(first[1]); part++) {
    const more = cookieValue(documentCookie, nameOf(id, part))
    if (more === null) return null
    text += more
  }
  return decoded(text)
}

/** The names to delete once the answer has been read, or is no longer waited for. */
export const answerCookieNames = (id: string, documentCookie: string): string[] =>
  documentCookie
    .split(/; */)
    .map((pair) => pair.split('=', 1)[0] ?? '')
    .filter((name) => name.indexOf(`koshin-${id}-`) === 0 && ANSWER_COOKIE_NAME.test(name))

const cookieValue = (documentCookie: string, name: string): string | null => {
  const at = `; ${documentCookie}`.indexOf(`; ${name}=`)
  if (at < 0) return null
  return documentCookie.slice(at + name.length + 1).split(';', 1)[0] ?? null
}

const decoded = (base64url: string): PageAnswer | null => {
  const padding = '==='.slice((base64url.length + 3) % 4)
  const bytes = fromBase64(base64url.replace(/-/g, '+').replace(/_/g, '/') + padding)
  if (bytes === null) return null
  try {
    return answerFromText(utf8.decode(bytes))
  } catch {
    return null
  }
}

/** null: no answer. @param text JSON */
export const answerFromText = (text: string): PageAnswer | null => {
  try {
    return answerOf(parse(text))
  } catch {
    return null
  }
}

/** pageAnswerSchema in fewer bytes: a page at a bank need not load a schema library. A test holds the two together. */
const answerOf = (value: unknown): PageAnswer | null => {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return null
  const fields = keys(value).sort().join()
  if (value.ok === true) {
    if (fields === 'ok') return { ok: true }
    if (fields !== 'ok,request' || !('request' in value) || typeof value.request !== 'string') return null
    return { ok: true, request: value.request }
  }
  if (value.ok !== false || fields !== 'hresult,ok') return null
  if (!('hresult' in value) || typeof value.hresult !== 'number') return null
  return { ok: false, hresult: value.hresult }
}
