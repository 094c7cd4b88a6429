import type { Runtime } from 'webextension-polyfill'
import browser from 'webextension-polyfill'
import type { PagePlace } from '../../src/renewal/state.ts'

/** Who sent a message: read from the browser's `sender`, never from the message. */

/** Chromium and Firefox give these two beside what the polyfill's types know. */
type Sender = Runtime.MessageSender & { readonly origin?: string; readonly documentId?: string }

/**
 * The document a content script speaks for; null for anything else (an extension page, another extension, a document without an
 * origin of its own such as a sandboxed frame).
 */
export const placeOf = (sender: Sender): PagePlace | null => {
  const url = sender.url ? URL.parse(sender.url) : null
  const tabId = sender.tab?.id
  if (sender.id !== browser.runtime.id || tabId === undefined || !url) return null
  // Chromium keeps the first address of a frame that another frame's script has looked at before it was loaded.
  const origin = url.href === 'about:blank' ? sender.origin : url.origin
  if (!origin?.startsWith('https://') || (sender.origin ?? origin) !== origin) return null
  return { tabId, frameId: sender.frameId ?? 0, documentId: sender.documentId ?? '', origin }
}

/** Path of the extension's own page that sent the message, as `popup/index.html`; null where it was none. */
export const extensionPageOf = (sender: Sender): string | null => {
  const base = browser.runtime.getURL('')
  return sender.id === browser.runtime.id && sender.url?.startsWith(base)
    ? (URL.parse(sender.url)?.pathname.slice(1) ?? null)
    : null
}
