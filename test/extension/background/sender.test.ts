import { describe, expect, it, vi } from 'vitest'
import { EXTENSION_ID, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as ReturnType<typeof makeFakeBrowser> }))
fake.browser = makeFakeBrowser()
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
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

  it('an extension page is known by its path', () => {
    expect(extensionPageOf({ id: EXTENSION_ID, url: `chrome-extension://${EXTENSION_ID}/pin/index.html?x` })).toBe(
      'pin/index.html',
    )
  })

  it('a page of a bank is no extension page, whatever its address contains', () => {
    expect(
      extensionPageOf({ id: EXTENSION_ID, url: `https://bank.example/chrome-extension://${EXTENSION_ID}/popup/` }),
    ).toBeNull()
  })
})
