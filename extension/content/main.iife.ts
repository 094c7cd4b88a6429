import browser from 'webextension-polyfill'
import { screenById } from '../../src/bank/general-screens.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import { PAGE_CALL_EVENT } from '../../src/enrolment/channel.ts'
import { readNotice } from '../../src/notice/read-notice.ts'
import { NOTHING_READ } from '../../src/notice/reading.ts'
import type { ContentMessage, Mark } from '../../src/protocol/extension.ts'
import { domPage } from '../ui/dom-page.ts'
import { answerHeld } from './answer-held.ts'
import { HeldButton } from './held-button.ts'
import { LeaveQuestion } from './leave-question.ts'
import { watchOtherFrames } from './other-frames.ts'
import { PageMark } from './page-mark.ts'

/**
 * The content script: tells the background which screen this is, draws the mark, holds the one button that starts an
 * enrolment, and passes on what the page's script asks. It decides nothing, and it trusts nothing in the page.
 */

/** What the background tells about the bank of this origin. */
export type PageGuide = Pick<BankProfile, 'screens' | 'fields'>

const tell = (message: ContentMessage): Promise<unknown> => browser.runtime.sendMessage(message)

/** Characters of JSON: an answer of a CA at its largest, and some more. */
const MAX_CALL_LENGTH = 300_000

/** What the page's script asks must leave in the page's own task: the page waits meanwhile. */
const passOn = (event: Event): void => {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null
  if (typeof detail !== 'string' || detail.length > MAX_CALL_LENGTH) return
  let call: unknown
  try {
    call = JSON.parse(detail)
  } catch {
    return
  }
  const answering = tell({ type: 'page-called', call })
  if (import.meta.env.MODE === 'firefox') {
    answerHeld(answering)
    return
  }
  void answering.catch(() => {})
  // Tells the page layer that somebody has taken the call. Only now: in a page that was open while the extension was
  // updated, `tell` throws, and the page must not wait for an answer that cannot come.
  event.preventDefault()
}

/** While a page keeps changing it is read at most once in this time, and never for more than a tenth of the time. */
const QUIET_MS = 250
const SHARE = 10

/** A frame of no size is seen by nobody: its screen is not the user's. */
const isSeen = (): boolean => window.innerWidth > 1 && window.innerHeight > 1

const watch = (guide: PageGuide): void => {
  const mark = new PageMark()
  const leaving = new LeaveQuestion()
  const held = new HeldButton(async ({ store = null }) => (await tell({ type: 'enrol-clicked', store })) === true)
  let last = ''
  let due = false
  let pause = QUIET_MS

  const show = (drawn: Mark | null): void => {
    mark.show(drawn)
    leaving.watch(drawn?.asksBeforeLeaving ?? false)
  }
  /** The extension has been loaded anew, and its new script is in this page too: what this one draws and holds must go. */
  const retire = (): void => {
    show(null)
    held.watch(null)
    changes.disconnect()
  }
  const read = async (): Promise<void> => {
    due = false
    if (!browser.runtime.id) return retire()
    const begun = performance.now()
    const reading = isSeen() ? readNotice(guide, domPage(document)) : NOTHING_READ
    pause = Math.max(QUIET_MS, (performance.now() - begun) * SHARE)
    held.watch(screenById(guide, reading.screen))
    const now = JSON.stringify(reading)
    if (now === last) return mark.settle()
    last = now
    show(((await tell({ type: 'notice-seen', reading })) ?? null) as Mark | null)
  }
  const readSoon = (): void => {
    if (due) return
    due = true
    setTimeout(() => void read().catch(() => {}), pause)
  }

  const changes = new MutationObserver(readSoon)
  browser.runtime.onMessage.addListener((message: unknown) => {
    show(message as Mark | null)
    return undefined
  })
  changes.observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: ['style', 'class', 'hidden', 'disabled', 'value', 'open'],
  })
  window.addEventListener('pageshow', ({ persisted }) => {
    // Back from where it was kept: the background has seen other screens since.
    if (!persisted) return
    last = ''
    readSoon()
  })
  window.addEventListener('resize', readSoon)
  watchOtherFrames(readSoon)
  void read().catch(() => {})
}

const begin = async (): Promise<void> => {
  const guide = (await tell({ type: 'page-opened' })) as PageGuide | null
  if (!guide) return
  if (document.readyState !== 'loading') watch(guide)
  else document.addEventListener('DOMContentLoaded', () => watch(guide), { once: true })
}

declare global {
  /** Set once in a document: the script may come by registration and, into a page that was open already, by hand. */
  var koshinWatches: true | undefined
}

if (!globalThis.koshinWatches) {
  globalThis.koshinWatches = true
  // Must be there before the page's first script.
  document.addEventListener(PAGE_CALL_EVENT, passOn)
  void begin().catch(() => {})
}
