import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../manifest.json'

/** What the extension lets in, and what it asks the browser for. */

const sources = readdirSync('extension', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join('extension', file))
const textOf = (files: readonly string[]): string =>
  files.map((file) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')).join('\n')
const source = textOf(sources)

describe('strangers', () => {
  it('no extension and no page may connect', () => {
    // A manifest without the key lets every extension connect.
    expect(manifest.externally_connectable).toEqual({ ids: [], matches: [] })
  })

  it('nobody listens to other extensions', () => {
    expect(source).not.toMatch(/on(?:Message|Connect)External|onUserScript/)
  })

  it('no page can load a file of the extension', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources')
  })

  it('a private window has no Koshin', () => {
    expect(manifest.incognito).toBe('not_allowed')
  })
})

/** The parts of the browser that need no permission. */
const FREE: ReadonlySet<string> = new Set(['action', 'i18n', 'permissions', 'runtime', 'tabs', 'windows'])

/** What shows that a permission is used, where it is no part of the browser of the same name. */
const USED_AS: Readonly<Record<string, RegExp>> = {
  nativeMessaging: /\bbrowser\.runtime\.connectNative\(/,
  activeTab: /\bbrowser\.scripting\.executeScript\(/,
}

const parts = new Set([...source.matchAll(/\bbrowser\.([a-z]\w+)\./gi)].map(([, name]) => name ?? ''))

describe('the manifest asks for a permission', () => {
  it.each(manifest.permissions)('%s that is used', (permission) => {
    const isUsed = USED_AS[permission]?.test(source) ?? parts.has(permission)
    expect(isUsed, `Nothing uses ${permission}: take it out of manifest.json.`).toBe(true)
  })

  it.each([...parts].filter((name) => !FREE.has(name)))('for browser.%s', (name) => {
    expect(manifest.permissions, `Without ${name} in manifest.json this part of the browser is not there.`).toContain(
      name,
    )
  })

  it('for the native host, where it is spoken to', () => {
    expect(manifest.permissions.includes('nativeMessaging')).toBe(/connectNative|sendNativeMessage/.test(source))
  })

  it('for no site before the user or an administrator has named it', () => {
    expect(manifest).not.toHaveProperty('host_permissions')
    expect(manifest).not.toHaveProperty('content_scripts')
    expect(manifest.optional_host_permissions).toEqual(['https://*/*'])
  })
})

describe("the policy of the extension's pages", () => {
  const policy = Object.fromEntries(
    manifest.content_security_policy.extension_pages.split('; ').map((rule) => {
      const [name = '', ...values] = rule.split(' ')
      return [name, values.join(' ')]
    }),
  )

  it('lets nothing be loaded but what lies in the package, and nothing be sent', () => {
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    })
  })

  it('is not asked for what it refuses', () => {
    // The layer in the main world stands in the bank's page, under the bank's policy.
    const own = textOf(sources.filter((file) => !file.startsWith('extension/page/')))
    expect(own).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\beval\(|new Function\(/)
  })

  it('has no way round: nothing is written as markup, in a page of a bank neither', () => {
    expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/)
  })
})
