import { type ComponentChild, render } from 'preact'
import browser from 'webextension-polyfill'
import type { Language } from '../../src/protocol/schema.ts'
import type { Snapshot } from '../../src/renewal/snapshot.ts'
import { followSnapshot } from './connection.ts'
import type { MessageKey, Texts } from './texts.ts'

/** Before the first snapshot nobody has chosen a language yet. */
const browserLanguage = () => (browser.i18n.getUILanguage().startsWith('ja') ? 'ja' : 'en')

/** Draws an extension page again at each snapshot, in the language that the snapshot names. */
export const show = (
  title: MessageKey,
  loadTexts: (language: Language) => Promise<Texts>,
  draw: (snapshot: Snapshot | null, texts: Texts) => ComponentChild,
): void => {
  let newest: Snapshot | null = null
  void followSnapshot(async (snapshot) => {
    newest = snapshot
    const texts = await loadTexts(snapshot?.language ?? browserLanguage())
    // Texts of another language may take longer to load than the next snapshot takes to come.
    if (newest !== snapshot) return
    document.documentElement.lang = texts.language
    document.title = texts(title)
    render(draw(snapshot, texts), document.body)
  })
}
