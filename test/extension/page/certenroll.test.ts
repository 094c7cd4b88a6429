import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { type PageAnswer, pageCallSchema } from '../../../src/protocol/extension.ts'
import { type Extension, type FakePageOptions, openPage } from './fake-page.ts'
import { INSTALL_SCRIPT, OLD_LIBRARY, REQUEST_SCRIPT } from './old-pages.ts'
import { pageLayerBundle } from './page-layer-bundle.ts'

/** 6,000 bytes: as long as a request with a long chain of wishes, and three cookies. */
const DER = 'MIIC'.repeat(2000)
const made: Extension = () => ({ ok: true, request: DER })
const done: Extension = () => ({ ok: true })

let layer: string
beforeAll(async () => {
  layer = await pageLayerBundle()
})
const open = (options: Omit<FakePageOptions, 'layer'>) => openPage({ layer, ...options })

describe('a page that makes a request', () => {
  it('gets base64 in lines of 64, each ended by CRLF', () => {
    expect(open({ extension: made }).run(REQUEST_SCRIPT)).toEqual({
      request: `${'MIIC'.repeat(16)}\r\n`.repeat(125),
    })
  })

  it('asks for the subject as the page wrote it and the key length as a number', () => {
    const page = open({ extension: made })
    page.run(REQUEST_SCRIPT)
    expect(page.calls.map((call) => JSON.parse(call))).toEqual([
      {
        id: 'a5a5a5a5a5a5a5a5',
        method: 'create-request',
        subject: { text: 'CN=1234567890,O=れんしゅう信用金庫,C=JP', flags: 0 },
        keyLength: 2048,
      },
    ])
  })

  it('sends what the protocol accepts', () => {
    const page = open({ extension: made })
    page.run(REQUEST_SCRIPT)
    expect(v.is(pageCallSchema, JSON.parse(page.calls[0] ?? ''))).toBe(true)
  })

  it.each([
    ['declined', -2147023673, 'The operation was canceled by the user. 0x800704c7'],
    [
      'no token',
      -2146435060,
      'The operation requires a Smart Card, but no Smart Card is currently in the device. 0x8010000c',
    ],
  ])('catches an Error with number and description: %s', (_name, hresult, sentence) => {
    expect(open({ extension: () => ({ ok: false, hresult }) }).run(REQUEST_SCRIPT)).toEqual({
      error: { isError: true, number: hresult, description: `CertEnroll::CX509Enrollment::CreateRequest: ${sentence}` },
    })
  })
})

describe('a page that installs an answer', () => {
  const install = (extension: Extension) => {
    const page = open({ extension })
    page.run(INSTALL_SCRIPT)
    return { page, result: page.run(`install("-----BEGIN\\r\\nMIIC\\r\\n")`) }
  }

  it('finds the control behind an object element, in any spelling', () => {
    expect(install(done).result).toBe('installed')
  })

  it('hands over the bytes exactly as they came', () => {
    const [call = ''] = install(done).page.calls
    expect(Buffer.from(JSON.parse(call).answer, 'base64').toString()).toBe('-----BEGIN\r\nMIIC\r\n')
  })

  it('sends what the protocol accepts', () => {
    const [call = ''] = install(done).page.calls
    expect(v.is(pageCallSchema, JSON.parse(call))).toBe(true)
  })

  it('reads the number of the failure', () => {
    expect(install(() => ({ ok: false, hresult: 0x80092004 })).result).toBe(-2146885628)
  })
})

describe('holding the page', () => {
  it('waits for as long as the answer takes', () => {
    const page = open({ extension: made, answerAfter: 90_000 })
    expect(page.run(REQUEST_SCRIPT)).toHaveProperty('request')
  })

  it('reads as cancelled after two minutes', () => {
    const page = open({ extension: () => null })
    expect(page.run(REQUEST_SCRIPT)).toMatchObject({ error: { number: -2147023673 } })
  })

  it('gives up no sooner than after two minutes', () => {
    const page = open({ extension: () => null })
    page.run(REQUEST_SCRIPT)
    expect(page.reads().at(-1)).toBeGreaterThan(120_000)
  })

  it('reads the cookies every millisecond at first and every five later', () => {
    const page = open({ extension: () => null })
    page.run(REQUEST_SCRIPT)
    const pauses = page.reads().map((at, index, all) => at - (all[index - 1] ?? 0))
    // A fake clock moves with each look at it: two of them are the loop's own.
    expect(pauses.slice(2).every((pause) => pause <= 5 + 3)).toBe(true)
    expect(page.reads().length).toBeLessThan(120_000 / 5)
  })

  it('leaves no cookie of the answer behind', () => {
    const page = open({ extension: made })
    page.run('document.cookie = "session=1"')
    page.run(REQUEST_SCRIPT)
    expect(page.cookies()).toBe('session=1')
  })

  it('deletes each part under the path it was set under', () => {
    const page = open({ extension: done })
    page.run(INSTALL_SCRIPT)
    page.run('install("x")')
    expect(page.written()).toEqual(['koshin-a5a5a5a5a5a5a5a5-0=; path=/; max-age=0; secure; samesite=strict'])
  })

  it('fails at once where no content script listens', () => {
    const page = open({ extension: made, orphaned: true })
    expect([page.run(REQUEST_SCRIPT), page.reads().length]).toMatchObject([{ error: { number: -2146435043 } }, 1])
  })

  it('asks nothing where the page may have no cookies', () => {
    const page = open({ extension: made, cookiesEnabled: false })
    expect([page.run(REQUEST_SCRIPT), page.calls]).toMatchObject([{ error: { number: -2147024891 } }, []])
  })

  it.each<[string, PageAnswer, string]>([
    ['a request', { ok: true, request: 'MIIC' }, 'MIIC\r\n'],
    ['a failure', { ok: false, hresult: -2146435060 }, '-2146435060'],
  ])('works on a page whose libraries put their own over everything: %s', (_name, answer, read) => {
    const page = open({ extension: () => answer, answerAfter: 50 })
    page.run(OLD_LIBRARY)
    page.run(REQUEST_SCRIPT)
    expect(page.run('String(form.request || form.error.number)')).toBe(read)
  })

  it('sends the same from such a page', () => {
    const page = open({ extension: made })
    page.run(OLD_LIBRARY)
    page.run(REQUEST_SCRIPT)
    expect(v.is(pageCallSchema, JSON.parse(page.calls[0] ?? ''))).toBe(true)
  })
})

describe('where the content script holds the page', () => {
  it('takes the answer from its event, and looks for no cookie', () => {
    const page = open({ extension: made, answersByEvent: true })
    expect(page.run(REQUEST_SCRIPT)).toHaveProperty('request')
    // The one look is whether the page may have cookies at all.
    expect(page.reads()).toHaveLength(1)
  })

  it('reads the number of the failure', () => {
    const page = open({ extension: () => ({ ok: false, hresult: -2146435060 }), answersByEvent: true })
    expect(page.run(REQUEST_SCRIPT)).toMatchObject({ error: { number: -2146435060 } })
  })

  it.each(['null', 'no JSON', '{"ok":true,"request":5}'])('reads as cancelled what is no answer: %s', (text) => {
    const page = open({ extension: made, answersByEvent: text })
    expect(page.run(REQUEST_SCRIPT)).toMatchObject({ error: { number: -2147023673 } })
  })

  it('listens only while it asks', () => {
    const page = open({ extension: made, answersByEvent: true })
    const before = page.listeners()
    page.run(REQUEST_SCRIPT)
    expect(page.listeners()).toBe(before)
  })

  it('works on a page whose libraries put their own over everything', () => {
    const page = open({ extension: () => ({ ok: true, request: 'MIIC' }), answersByEvent: true })
    page.run(OLD_LIBRARY)
    page.run(
      'EventTarget.prototype.addEventListener = EventTarget.prototype.removeEventListener = function () {}; Object.defineProperty(CustomEvent.prototype || {}, "detail", { value: "" })',
    )
    page.run(REQUEST_SCRIPT)
    expect(page.run('String(form.request)')).toBe('MIIC\r\n')
  })
})

describe('ActiveXObject', () => {
  const run = (script: string) => open({ extension: done }).run(script)

  it('is there for pages that look', () => {
    expect(run('"ActiveXObject" in window && typeof ActiveXObject')).toBe('function')
  })

  it('does not show up when a page lists the window', () => {
    expect(run('Object.keys(window).indexOf("ActiveXObject")')).toBe(-1)
  })

  it('makes an inner class directly, for pages that do', () => {
    expect(run('new ActiveXObject("X509Enrollment.CX509PrivateKey").Length')).toBe(0)
  })

  it.each(['Shell.Application', 'CEnroll.CEnroll', 'X509Enrollment.CX509EnrollmentHelper'])(
    'refuses %s with 429',
    (id) => {
      expect(run(`try { new ActiveXObject("${id}") } catch (e) { [e.number, e.message] }`)).toEqual([
        -2146827859,
        "Automation server can't create object",
      ])
    },
  )

  it.each(['Microsoft.XMLHTTP', 'Msxml2.XMLHTTP', 'MSXML2.XMLHTTP.6.0'])('gives the browser’s own for %s', (id) => {
    expect(run(`new ActiveXObject("${id}") instanceof XMLHttpRequest`)).toBe(true)
  })
})

describe('object elements', () => {
  const run = (script: string) => open({ extension: done }).run(script)

  it('of other controls have no CreateObject', () => {
    expect(
      run('typeof new HTMLObjectElement({ classid: "clsid:127698e4-e730-4e5c-a2b1-21490a70c8a1" }).CreateObject'),
    ).toBe('undefined')
  })

  it('without a classid have no CreateObject', () => {
    expect(run('typeof new HTMLObjectElement({}).CreateObject')).toBe('undefined')
  })

  it('show CreateObject as a function', () => {
    expect(
      run('typeof new HTMLObjectElement({ classid: "clsid:{884e2049-217d-11da-b2a4-000e7bbb2b09}" }).CreateObject'),
    ).toBe('function')
  })
})

describe('the bundle', () => {
  it('stays under 10 kB compressed', () => {
    expect(gzipSync(layer).length).toBeLessThan(10_000)
  })
})
