import type { Runtime } from 'webextension-polyfill'
import browser from 'webextension-polyfill'
import type { PagePlace } from '../../src/renewal/state.ts'
import { EXTENSION_PAGES, type ExtensionPage } from './who-may-ask.ts'

/** Who sent a message: read from the browser's `sender`, never from the message. */

/** Chromium and Firefox give these two beside what the polyfill's types know. */
type Sender = Runtime.MessageSender & { readonly origin?: string; readonly documentId?: string }

const isOurs = ({ id }: Sender): boolean => id === browser.runtime.id

/**
 * The document a content script speaks for: a frame speaks for its own origin and never for the page around it, and a document
 * that came after another in the same frame is another place. Null for anything else (an extension page, another extension, a
 * document without an origin of its own such as a sandboxed frame, one that the browser does not name).
 */
export const placeOf = (sender: Sender): PagePlace | null => {
  const { tab, frameId, documentId } = sender
  const url = sender.url ? URL.parse(sender.url) : null
  if (!isOurs(sender) || tab?.id === undefined || frameId === undefined || !documentId || !url) return null
  // Chromium keeps the first address of a frame that another frame's script has looked at before it was loaded.
  const origin = url.href === 'about:blank' ? sender.origin : url.origin
  if (!origin?.startsWith('https://') || (sender.origin ?? origin) !== origin) return null
  return { tabId: tab.id, frameId, documentId, origin }
}

/** Which of the extension's own pages sent the message; null where it was none, or one in a frame of something else. */
export const extensionPageOf = (sender: Sender): ExtensionPage | null => {
  const url = sender.url ? URL.parse(sender.url) : null
  if (!isOurs(sender) || (sender.frameId ?? 0) !== 0 || !url) return null
  const address = url.href.slice(0, url.href.length - url.search.length - url.hash.length)
  return EXTENSION_PAGES.find((page) => address === browser.runtime.getURL(`${page}/index.html`)) ?? null
}
