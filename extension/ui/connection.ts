import browser from 'webextension-polyfill'
import type { Intent } from '../../src/protocol/extension.ts'
import type { Snapshot } from '../../src/renewal/snapshot.ts'

/** The two ways between an extension page and the background: snapshots come, intents go. */

const KEY = 'snapshot'

/**
 * Calls `draw` with the snapshot of now and with each that follows; null while there is none yet. The background alone
 * can write to the session storage, and clears it with the browser's session: it is taken as it is.
 */
export const followSnapshot = async (draw: (snapshot: Snapshot | null) => void): Promise<void> => {
  let changed = false
  browser.storage.onChanged.addListener((changes, area) => {
    const change = area === 'session' ? changes[KEY] : undefined
    if (!change) return
    changed = true
    draw((change.newValue as Snapshot | undefined) ?? null)
  })
  const stored = (await browser.storage.session.get(KEY))[KEY] as Snapshot | undefined
  // What has come meanwhile is newer than what was read.
  if (!changed) draw(stored ?? null)
}

/** What the user wants. What becomes of it is seen in the next snapshot. */
export type Send = (intent: Intent) => void

export const ask = (intent: Intent): Promise<unknown> => browser.runtime.sendMessage(intent)

export const send: Send = (intent) => {
  ask(intent).catch((error: unknown) => console.error('intent not taken', intent.type, error))
}
