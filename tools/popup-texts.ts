import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'
import type { ErrorCode } from '../src/protocol/errors.ts'
import type { HostMethod } from '../src/protocol/host.ts'

/**
 * Keys of sentences that only the windows, the options page or the page of certificates show, that go ready from the background to
 * pages, or that the manifest names. A test holds the others to this.
 */
export const NOT_IN_POPUP =
  /^(?:(?:options|certificates|consent|pin|profile|mark|title|language)_|progress_(?:reading_file|removing)$|extDescription$|actionTitle$)/

/** Errors that the popup never meets, and of which operation they are: it is not done there. A test holds it to this. */
export const ERRORS_ELSEWHERE = {
  'file-unreadable': 'certificate.import',
  'file-damaged': 'certificate.import',
  'file-no-key': 'certificate.import',
  'file-unsupported': 'certificate.import',
  'file-too-large': 'certificate.import',
  'key-not-accepted': 'certificate.import',
  'key-stays': 'certificate.move',
  'certificate-needed': 'certificate.remove',
  'successor-unproven': 'certificate.remove',
  'browser-tool-missing': 'browser.connect',
  'browser-not-connected': 'browser.connect',
  'export-failed': 'status.export',
} as const satisfies Partial<Record<ErrorCode, HostMethod>>

const elsewhere: ReadonlySet<string> = new Set(
  Object.keys(ERRORS_ELSEWHERE).flatMap((code) =>
    ['what', 'next'].map((part) => `error_${code.replaceAll('-', '_')}_${part}`),
  ),
)

const isSaidInPopup = (key: string): boolean => !NOT_IN_POPUP.test(key) && !elsewhere.has(key)

const read = (file: string): Record<string, { message: string }> => JSON.parse(readFileSync(file, 'utf8'))

const POPUP_TEXTS = '\0popup-texts:'

/** `messages.json?popup`: the sentences by key, without those that the popup never says. */
export const popupTexts: Plugin = {
  name: 'popup-texts',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('messages.json?popup') && importer
      ? POPUP_TEXTS + resolve(dirname(importer), source.replace('?popup', ''))
      : null,
  load(id) {
    if (!id.startsWith(POPUP_TEXTS)) return null
    const entries = Object.entries(read(id.slice(POPUP_TEXTS.length)))
    const wanted = entries.filter(([key]) => isSaidInPopup(key)).map(([key, { message }]) => [key, message])
    return { code: `export default ${JSON.stringify(Object.fromEntries(wanted))}`, moduleType: 'js' }
  },
}
