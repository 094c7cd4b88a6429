import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { EXTENSION_PAGES, type ExtensionPage, mayAsk } from '../../../extension/background/who-may-ask.ts'
import { type Intent, intentSchema } from '../../../src/protocol/extension.ts'
import { EXTENSION_ID, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as ReturnType<typeof makeFakeBrowser> }))
fake.browser = makeFakeBrowser()
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.mock('../../../extension/ask/main.iife.ts?script&iife', () => ({ default: 'ask.js' }))
vi.stubGlobal('__BUILT_IN_BANKS__', [])
const { answerMessage } = await import('../../../extension/background/answer-message.ts')
const { extensionPageOf, placeOf } = await import('../../../extension/background/sender.ts')

const tab = { id: 7 } as never
const page = {
  id: EXTENSION_ID,
  tab,
  frameId: 0,
  documentId: 'D1',
  url: 'https://www.renshu-bank.localhost:8443/renewal/store',
  origin: 'https://www.renshu-bank.localhost:8443',
}

describe('who sent a message is read from the sender', () => {
  it('a document: its tab, frame and origin', () => {
    expect(placeOf(page)).toEqual({
      tabId: 7,
      frameId: 0,
      documentId: 'D1',
      origin: 'https://www.renshu-bank.localhost:8443',
    })
  })

  it('a frame that keeps its first address has the origin that the browser names', () => {
    expect(placeOf({ ...page, frameId: 4, url: 'about:blank' })).toMatchObject({ frameId: 4, origin: page.origin })
  })

  it.each([
    ['an empty frame of nobody', { ...page, url: 'about:blank', origin: 'null' }],
    ['an empty frame without TLS', { ...page, url: 'about:blank', origin: 'http://www.renshu-bank.localhost' }],
    ['an empty frame of which the browser says nothing', { ...page, url: 'about:blank', origin: undefined }],
    ['another extension', { ...page, id: 'b'.repeat(32) }],
    ['a document that the browser does not name', { ...page, documentId: undefined }],
    ['a frame that the browser does not number', { ...page, frameId: undefined }],
    [
      'a page without TLS',
      { ...page, url: 'http://www.renshu-bank.localhost/', origin: 'http://www.renshu-bank.localhost' },
    ],
    ['a sandboxed frame, whose origin is none', { ...page, origin: 'null' }],
    ['a frame whose origin is not that of its address', { ...page, origin: 'https://evil.example' }],
    ['an extension page', { id: EXTENSION_ID, url: `chrome-extension://${EXTENSION_ID}/popup/index.html` }],
  ])('%s is no document of a bank', (_what, sender) => {
    expect(placeOf(sender as never)).toBeNull()
  })

  it('a document that has come after another in the same frame is another place', () => {
    expect(placeOf({ ...page, documentId: 'D2' })).not.toEqual(placeOf(page))
  })

  it('a frame of another origin speaks for itself, and not for the page around it', () => {
    const url = 'https://frame.evil.example/renewal/store'
    expect(
      placeOf({ ...page, tab: { id: 7, url: page.url } as never, frameId: 3, url, origin: new URL(url).origin }),
    ).toEqual({
      tabId: 7,
      frameId: 3,
      documentId: 'D1',
      origin: 'https://frame.evil.example',
    })
  })

  const own = (path: string) => `chrome-extension://${EXTENSION_ID}/${path}`

  it.each(EXTENSION_PAGES)('the %s page is known by its address', (name) => {
    expect(extensionPageOf({ id: EXTENSION_ID, url: own(`${name}/index.html?x#y`) })).toBe(name)
    expect(extensionPageOf({ id: EXTENSION_ID, url: own(`${name}/index.html`), tab, frameId: 0 })).toBe(name)
  })

  it.each([
    ['a page of a bank, whatever its address contains', `https://bank.example/${own('popup/index.html')}`, {}],
    ['another file of the extension', own('manifest.json'), {}],
    ['a folder of the extension', own('popup/'), {}],
    ['an address that goes on', own('popup/index.html/x'), {}],
    ['a page in a frame', own('pin/index.html'), { tab, frameId: 2 }],
    ['a page of another extension', own('pin/index.html'), { id: 'b'.repeat(32) }],
    ['a page of an extension with a longer id', `chrome-extension://${EXTENSION_ID}a/pin/index.html`, {}],
    ['a service worker', undefined, {}],
  ])('%s is none', (_what, url, more) => {
    expect(extensionPageOf({ id: EXTENSION_ID, url, ...more } as never)).toBeNull()
  })
})

const ROOT = join(import.meta.dirname, '../../..')

/** A page's script and all that it imports of the extension. */
const modulesOf = (file: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, path] of readFileSync(join(ROOT, file), 'utf8').matchAll(/from '(\.{1,2}\/[^']+\.tsx?)'/g)) {
    const imported = relative(ROOT, resolve(ROOT, dirname(file), path ?? ''))
    if (imported.startsWith('extension/')) modulesOf(imported, seen)
  }
  return seen
}

/** The intents that a page's code can send. */
const sentBy = (name: ExtensionPage): Set<string> => {
  const source = [...modulesOf(`extension/${name}/main.tsx`)]
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  return new Set([...source.matchAll(/\btype: '([a-z-]+)'/g)].map(([, type]) => type ?? ''))
}

const INTENTS = intentSchema.options.map(({ entries }) => entries.type.literal)

/** Tells whether anything at all was asked of it. */
const untouched = () => {
  const touched: unknown[] = []
  const koshin = new Proxy({ ready: Promise.resolve() } as Record<PropertyKey, unknown>, {
    get: (target, key) => {
      if (!(key in target)) touched.push(key)
      return target[key]
    },
  })
  return { koshin: koshin as never, touched }
}

/** One good message of each kind. */
const EXAMPLES: Partial<Record<Intent['type'], object>> = {
  'consent-given': { store: 'pkcs11:token=a', follows: 'pkcs11:token=a;id=%01' },
  'accept-subject': { certificate: '11'.repeat(32) },
  continue: { enrolment: '0'.repeat(32) },
  discard: { enrolment: '0'.repeat(32) },
  'kept-answer': { enrolment: '0'.repeat(32) },
  language: { language: 'ja' },
  'site-wanted': { pattern: 'https://bank.example/*', bank: 'bank' },
  snooze: { certificate: '11'.repeat(32) },
  'profile-added': { text: '{}' },
  'profile-removed': { bank: 'bank' },
  'site-removed': { pattern: 'https://bank.example/*' },
  'import-file': { store: 'pkcs11:token=a', fileName: 'a.p12', file: 'AAAA' },
  'move-certificate': { certificate: 'pkcs11:token=a;id=%01', store: 'pkcs11:token=b' },
  'prove-certificate': { certificate: 'pkcs11:token=a;id=%01' },
  'mark-certificate': { certificate: 'pkcs11:token=a;id=%01' },
  'unmark-certificate': { certificate: 'pkcs11:token=a;id=%01' },
  'remove-certificate': { certificate: 'pkcs11:token=a;id=%01', sha256: '11'.repeat(32) },
  'check-revocation': { certificate: 'pkcs11:token=a;id=%01' },
  'connect-browser': { store: 'pkcs11:token=a' },
  'read-certificate': { certificate: 'pkcs11:token=a;id=%01' },
  'open-bank': { origin: 'https://bank.example' },
  'pin-entered': { pin: '1234' },
}

describe.each(EXTENSION_PAGES)('the %s page', (name) => {
  const sender = { id: EXTENSION_ID, url: `chrome-extension://${EXTENSION_ID}/${name}/index.html` }
  const sent = sentBy(name)

  it.each(INTENTS)('may ask for %s exactly where its code does', (type) => {
    expect(mayAsk(name, type)).toBe(sent.has(type))
  })

  it.each(INTENTS.filter((type) => !sent.has(type)))('that says %s is not listened to', async (type) => {
    const message = { type, ...EXAMPLES[type] }
    expect(v.safeParse(intentSchema, message).success).toBe(true)
    const { koshin, touched } = untouched()
    expect(await answerMessage(koshin, message, sender)).toBeNull()
    expect(touched).toEqual([])
  })

  it('is no document of a bank', async () => {
    const { koshin, touched } = untouched()
    expect(await answerMessage(koshin, { type: 'enrol-clicked', store: 'token' }, sender)).toBeNull()
    expect(touched).toEqual([])
  })
})

describe('a document of a site', () => {
  it.each(INTENTS)('that says %s is not listened to', async (type) => {
    const { koshin, touched } = untouched()
    expect(await answerMessage(koshin, { type, ...EXAMPLES[type] }, page)).toBeNull()
    expect(touched).toEqual([])
  })
})

it('another extension is told nothing, whatever page it says to be', async () => {
  const { koshin, touched } = untouched()
  const id = 'b'.repeat(32)
  for (const url of [
    `chrome-extension://${EXTENSION_ID}/pin/index.html`,
    `chrome-extension://${id}/pin/index.html`,
    page.url,
  ])
    for (const message of [{ type: 'pin-window-opened' }, { type: 'page-opened' }])
      expect(await answerMessage(koshin, message, { ...page, id, url })).toBeNull()
  expect(touched).toEqual([])
})
