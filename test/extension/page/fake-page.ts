import { createContext, runInContext } from 'node:vm'
import { PAGE_ANSWER_EVENT } from '../../../src/enrolment/channel.ts'
import { toCookies } from '../../../src/enrolment/cookie-answer.ts'
import type { PageAnswer, PageCall } from '../../../src/protocol/extension.ts'

/**
 * A page of one tab: a realm of its own with as much of a window as the layer takes, and the extension behind it. The
 * clock moves one millisecond with each look at it, so that a wait takes no time.
 */
export interface FakePage {
  /** Runs a script of the page; what it leaves last is returned. */
  readonly run: (script: string) => unknown
  /** The calls that reached the extension, as text. */
  readonly calls: readonly string[]
  /** `document.cookie` as it stands. */
  readonly cookies: () => string
  /** What was written to `document.cookie`. */
  readonly written: () => readonly string[]
  /** Milliseconds at which `document.cookie` was read. */
  readonly reads: () => readonly number[]
  /** How many listeners the page's document has. */
  readonly listeners: () => number
}

/** What the extension does with a call; null: it never answers. */
export type Extension = (call: PageCall) => PageAnswer | null

export interface FakePageOptions {
  readonly layer: string
  readonly extension: Extension
  /** No content script listens, as after an update of the extension. */
  readonly orphaned?: boolean
  /** The content script holds the call and answers by an event, as in Firefox; a text stands for an answer that is none. */
  readonly answersByEvent?: true | string
  readonly cookiesEnabled?: boolean
  /** Milliseconds that the answer takes. */
  readonly answerAfter?: number
}

/** Where a wait does not end, the test shall. */
const REAL_DEADLINE_MS = 10_000

const WINDOW = `
  var window = globalThis
  var clock = 0
  var jar = {}
  var pending = []
  var reads = []
  var written = []
  var listeners = []
  var EventTarget = class {
    dispatchEvent(event) { return globalThis.__dispatch(event) }
    addEventListener(type, listener) { listeners.push([type, listener]) }
    removeEventListener(type, listener) { listeners = listeners.filter(([one, other]) => one !== type || other !== listener) }
  }
  var CustomEvent = class {
    #detail
    constructor(type, init) { this.type = type; this.#detail = init.detail; this.cancelable = init.cancelable }
    get detail() { return this.#detail }
  }
  var answerByEvent = ((CustomEvent) => (type, detail) => {
    for (const [heard, listener] of listeners) if (heard === type) listener(new CustomEvent(type, { detail }))
  })(CustomEvent)
  var Performance = class { now() { return clock++ } }
  var Crypto = class { getRandomValues(bytes) { return bytes.fill(0xa5) } }
  var Navigator = class { get cookieEnabled() { return globalThis.__cookiesEnabled } }
  var XMLHttpRequest = class {}
  var Document = class extends EventTarget {
    get cookie() {
      reads.push(clock)
      pending = pending.filter(({ at, name, value }) => (at <= clock ? ((jar[name] = value), false) : true))
      return Object.entries(jar).map(([name, value]) => name + '=' + value).join('; ')
    }
    set cookie(text) {
      written.push(text)
      if (/max-age=0/.test(text)) delete jar[text.split('=')[0]]
      else jar[text.split('=')[0]] = text.split(';')[0].split('=').slice(1).join('=')
    }
  }
  var Element = class extends EventTarget {
    constructor(attributes) { super(); this.attributes = attributes }
    getAttribute(name) { return this.attributes[name] ?? null }
  }
  var HTMLObjectElement = class extends Element {}
  var document = new Document(), performance = new Performance(), crypto = new Crypto(), navigator = new Navigator()
`

export const openPage = (options: FakePageOptions): FakePage => {
  const calls: string[] = []
  const context: object = createContext({
    TextEncoder,
    TextDecoder,
    __cookiesEnabled: options.cookiesEnabled ?? true,
    __dispatch: (event: { type: string; detail: string }) => {
      if (options.orphaned) return true
      calls.push(event.detail)
      const call = JSON.parse(event.detail) as PageCall
      const answer = options.extension(call)
      if (options.answersByEvent) {
        const detail = options.answersByEvent === true ? JSON.stringify(answer) : options.answersByEvent
        ;(context as { answerByEvent: (type: string, detail: string) => void }).answerByEvent(PAGE_ANSWER_EVENT, detail)
        return true
      }
      const { pending, clock } = context as { pending: object[]; clock: number }
      const at = clock + (options.answerAfter ?? 0)
      if (answer !== null) pending.push(...toCookies(call.id, answer).map((cookie) => ({ ...cookie, at })))
      return false
    },
  })
  const run = (script: string): unknown => runInContext(script, context, { timeout: REAL_DEADLINE_MS })
  run(WINDOW)
  run(options.layer)
  return {
    run,
    calls,
    cookies: () => String(run('document.cookie')),
    written: () => run('written') as string[],
    reads: () => run('reads') as number[],
    listeners: () => run('listeners.length') as number,
  }
}
