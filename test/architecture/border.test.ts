import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EXTENSION_PAGES } from '../../extension/background/who-may-ask.ts'
import { EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'
import { BROWSERS, type BrowserBuild, manifestFor } from '../../tools/manifest.ts'

/** What the extension lets in, and what it asks the browsers for. */

const chrome = manifestFor('chrome')
const firefox = manifestFor('firefox')
const manifests = BROWSERS.map((browser) => [browser, manifestFor(browser)] as const)

const sources = readdirSync('extension', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join('extension', file))
const textOf = (files: readonly string[]): string =>
  files.map((file) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')).join('\n')
const source = textOf(sources)

describe('strangers', () => {
  it('no extension and no page may connect', () => {
    // Without the key Chromium lets every extension connect; Firefox knows no such key, and no page can connect there.
    expect(chrome.externally_connectable).toEqual({ ids: [], matches: [] })
  })

  it('nobody listens to other extensions', () => {
    expect(source).not.toMatch(/on(?:Message|Connect)External|onUserScript/)
  })

  it.each(manifests)('no page can load a file of the extension: %s', (_, manifest) => {
    expect(manifest).not.toHaveProperty('web_accessible_resources')
  })

  it.each(manifests)('a private window has no Koshin: %s', (_, manifest) => {
    expect(manifest.incognito).toBe('not_allowed')
  })
})

/** The parts of the browser that need no permission. */
const FREE: ReadonlySet<string> = new Set(['action', 'i18n', 'permissions', 'runtime', 'tabs', 'windows'])

/** What shows that a permission is used, where it is no part of the browser of the same name. */
const USED_AS: Readonly<Record<string, RegExp>> = {
  nativeMessaging: /\bbrowser\.runtime\.connectNative\(/,
  activeTab: /\bbrowser\.scripting\.executeScript\(/,
  pkcs11: /\bbrowser\.pkcs11\b/,
  webRequestBlocking: /\['blocking'\]/,
}

const parts = new Set([...source.matchAll(/\bbrowser\.([a-z]\w+)\./gi)].map(([, name]) => name ?? ''))

/** Parts of one browser alone, which the other's code does without. */
const ONLY_IN: Readonly<Record<string, BrowserBuild>> = { cookies: 'chrome' }

const asked = manifests.flatMap(([browser, { permissions }]) => permissions.map((name) => [browser, name] as const))
const needed = manifests.flatMap(([browser, { permissions }]) =>
  [...parts].filter((name) => !FREE.has(name)).map((name) => ({ browser, name, permissions })),
)

describe('the manifest asks for a permission', () => {
  it.each(asked)('%s: %s that is used', (_, permission) => {
    const isUsed = USED_AS[permission]?.test(source) ?? parts.has(permission)
    expect(isUsed, `Nothing uses ${permission}: take it out of manifest.json.`).toBe(true)
  })

  it.each(needed)('$browser: for browser.$name', ({ browser, name, permissions }) => {
    expect(
      permissions.includes(name),
      `Without ${name} in manifest.json this part of the browser is not there; with it, the store asks why.`,
    ).toBe((ONLY_IN[name] ?? browser) === browser)
  })

  it('for the native host, where it is spoken to', () => {
    expect(chrome.permissions.includes('nativeMessaging')).toBe(/connectNative|sendNativeMessage/.test(source))
  })

  it.each(manifests)('for no site before the user or an administrator has named it: %s', (_, manifest) => {
    expect(manifest).not.toHaveProperty('host_permissions')
    expect(manifest).not.toHaveProperty('content_scripts')
    // http: CAs publish revocations there, and are asked only on a host that the user has allowed (docs/decisions/0020).
    expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*'])
  })
})

describe('to Firefox the manifest says', () => {
  const { gecko } = firefox.browser_specific_settings

  it('the id under which the native host knows it', () => {
    expect(gecko.id).toBe(EXTENSION_ID_FIREFOX)
  })

  it('that nothing is collected', () => {
    expect(gecko.data_collection_permissions).toEqual({ required: ['none'] })
  })

  it('the version that first names the document of a sender, without which no page is listened to', () => {
    expect(gecko.strict_min_version).toBe('153.0')
  })
})

describe("the policy of the extension's pages", () => {
  const policy = Object.fromEntries(
    chrome.content_security_policy.extension_pages.split('; ').map((rule) => {
      const [name = '', ...values] = rule.split(' ')
      return [name, values.join(' ')]
    }),
  )

  it('lets nothing be loaded but what lies in the package; only the network is open, for the worker', () => {
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': 'http: https:',
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    })
  })

  it.each(EXTENSION_PAGES)('is closed to the network by the document of the %s page', (page) => {
    const head = readFileSync(`extension/${page}/index.html`, 'utf8').split('<script')[0]
    expect(head).toContain(`<meta http-equiv="content-security-policy" content="connect-src 'none'" />`)
  })

  it('is not asked for what it refuses', () => {
    // What stands in the bank's page stands under the bank's policy.
    const own = textOf(sources.filter((file) => !/^extension\/(?:page|content)\//.test(file)))
    expect(own).not.toMatch(/XMLHttpRequest|WebSocket|EventSource|sendBeacon|\beval\(|new Function\(/)
  })

  it('is open for one file, which goes where the user has allowed and takes nothing along', () => {
    const file = 'extension/background/fetch-answer.ts'
    const asking = sources.filter(
      (one) => /\bfetch\b(?!-)/.test(textOf([one])) && !/^extension\/(?:page|content)\//.test(one),
    )
    expect(asking, 'Ask the network through fetchAnswer, or not at all.').toEqual([file])
    for (const rule of [
      "credentials: 'omit'",
      "redirect: 'error'",
      "referrerPolicy: 'no-referrer'",
      "cache: 'no-store'",
    ])
      expect(textOf([file])).toContain(rule)
    const importing = sources.filter((one) => textOf([one]).includes("'./fetch-answer.ts'"))
    expect(importing).toEqual(['extension/background/revocation.ts'])
  })

  it('has no way round: nothing is written as markup, in a page of a bank neither', () => {
    expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/)
  })
})
