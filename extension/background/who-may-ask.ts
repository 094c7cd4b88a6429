import type { Intent } from '../../src/protocol/extension.ts'

/** The extension's own pages. `ask/` and the content scripts are none: they speak from a site's document. */
export const EXTENSION_PAGES = ['popup', 'consent', 'pin', 'options', 'certificates'] as const
export type ExtensionPage = (typeof EXTENSION_PAGES)[number]

/** Popup and consent window show the same end and the same errors. */
const BOTH = ['popup', 'consent'] as const

/** Which page has the button for it. From anywhere else an intent means that something is wrong, and it is not taken. */
const WHO_MAY_ASK: Readonly<Record<Intent['type'], readonly ExtensionPage[]>> = {
  'popup-opened': ['popup'],
  'check-again': BOTH,
  start: ['popup'],
  'show-bank': ['popup'],
  'consent-given': ['consent'],
  'consent-declined': ['consent'],
  retry: BOTH,
  'accept-subject': BOTH,
  'renew-again': BOTH,
  continue: ['popup', 'certificates'],
  discard: [...BOTH, 'certificates'],
  rescue: ['popup', 'certificates'],
  'kept-answer': BOTH,
  dismiss: BOTH,
  language: EXTENSION_PAGES,
  'site-wanted': ['popup'],
  'look-at-page': ['popup'],
  'close-browser': ['popup', 'certificates'],
  snooze: ['popup'],
  'open-options': ['popup'],
  'options-opened': ['options'],
  'profile-added': ['options'],
  'profile-removed': ['options'],
  'site-removed': ['options'],
  'open-certificates': ['popup', 'options'],
  'certificates-opened': ['certificates'],
  'import-file': ['certificates'],
  'move-certificate': ['certificates'],
  'prove-certificate': ['certificates'],
  'mark-certificate': ['certificates'],
  'unmark-certificate': ['certificates'],
  'remove-certificate': ['certificates'],
  'check-revocation': ['certificates'],
  'connect-browser': ['certificates'],
  'read-certificate': ['certificates'],
  'open-bank': ['certificates'],
  'outcome-read': ['certificates'],
  'pin-entered': ['pin'],
  'pin-window-opened': ['pin'],
}

export const mayAsk = (page: ExtensionPage, intent: Intent['type']): boolean => WHO_MAY_ASK[intent].includes(page)
