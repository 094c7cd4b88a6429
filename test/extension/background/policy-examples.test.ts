import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX } from '../../../src/protocol/identity.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'
import { readPropertyList } from './property-list.ts'
import { asChromium, asFirefox, keyAt, readRegistryFile, type Schema } from './registry-file.ts'

/** The examples of docs/policy are read as a browser would, and nothing of them is refused. */

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.stubGlobal('__BUILT_IN_BANKS__', [])

const { currentSettings } = await import('../../../extension/background/settings.ts')
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))

const read = (name: string): string => readFileSync(`docs/policy/${name}`, 'utf8')
const schema: Schema = JSON.parse(readFileSync('extension/managed-schema.json', 'utf8'))
const member = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], value)

const inRegistry = (file: string, ...path: readonly string[]) =>
  keyAt(readRegistryFile(read(file)), ['HKEY_LOCAL_MACHINE', 'SOFTWARE', 'Policies', ...path])
const ofChromium = (...browser: readonly string[]): unknown => {
  const path = [...browser, '3rdparty', 'extensions', EXTENSION_ID_CHROMIUM, 'policy']
  return asChromium(inRegistry('chrome-edge-windows.reg', ...path), schema)
}
const payload = (type: string): unknown => {
  const content = member(readPropertyList(read('macos.mobileconfig')), 'PayloadContent') as Record<string, unknown>[]
  const found = content.find(({ PayloadType }) => PayloadType === type)
  if (!found) throw new Error(`no payload ${type}`)
  return Object.fromEntries(Object.entries(found).filter(([name]) => !name.startsWith('Payload')))
}

const CHROMIUM_EXAMPLES: Readonly<Record<string, () => unknown>> = {
  'Linux: Chrome, Chromium, Edge': () =>
    member(JSON.parse(read('chrome-edge-linux.json')), '3rdparty', 'extensions', EXTENSION_ID_CHROMIUM),
  'Windows: Chrome': () => ofChromium('Google', 'Chrome'),
  'Windows: Edge': () => ofChromium('Microsoft', 'Edge'),
  'macOS: Chrome': () => payload(`com.google.Chrome.extensions.${EXTENSION_ID_CHROMIUM}`),
  'macOS: Edge': () => payload(`com.microsoft.Edge.extensions.${EXTENSION_ID_CHROMIUM}`),
}
const EXAMPLES: Readonly<Record<string, () => unknown>> = {
  ...CHROMIUM_EXAMPLES,
  'Linux: Firefox': () =>
    member(JSON.parse(read('firefox-policies.json')), 'policies', '3rdparty', 'Extensions', EXTENSION_ID_FIREFOX),
  'Windows: Firefox': () => {
    const path = ['Mozilla', 'Firefox', '3rdparty', 'Extensions', EXTENSION_ID_FIREFOX]
    return asFirefox(inRegistry('firefox-windows.reg', ...path))
  },
  'macOS: Firefox': () => member(payload('org.mozilla.firefox'), '3rdparty', 'Extensions', EXTENSION_ID_FIREFOX),
}

beforeEach(() => {
  fake.browser = makeFakeBrowser()
})

describe('the example for', () => {
  it.each(Object.entries(EXAMPLES))('%s sets every value, and none is refused', async (_what, example) => {
    await fake.browser.storage.managed.set(example() as Record<string, unknown>)
    const { rules, refused, sites } = await currentSettings()
    expect(refused).toEqual([])
    expect(rules).toMatchObject({
      stores: ['token'],
      minimumRsaBits: 2048,
      reminders: { days: [60, 30, 10], maySnooze: true },
      exportShortIds: false,
      minimumHostVersion: '0.1.0',
      mayAddBanks: false,
    })
    expect(rules.modules).toHaveLength(2)
    expect(rules.exportFolder).toMatch(/koshin$/)
    expect(sites).toMatchObject([{ pattern: 'https://www.bank.example/*', source: 'policy' }])
  })
})

const fits = (value: unknown, { type, properties, items }: Schema): boolean => {
  if (type === 'array') return Array.isArray(value) && items !== undefined && value.every((one) => fits(one, items))
  if (type === 'integer') return Number.isInteger(value)
  if (type !== 'object') return typeof value === type
  const isKnown = ([name, one]: [string, unknown]): boolean => {
    const known = properties?.[name]
    return known !== undefined && fits(one, known)
  }
  return typeof value === 'object' && value !== null && Object.entries(value).every(isKnown)
}

describe("Chromium's schema", () => {
  it.each(Object.entries(CHROMIUM_EXAMPLES))('lets the example for %s through', (_what, example) => {
    expect(fits(example(), schema)).toBe(true)
  })

  it('knows every value that is read, and has nothing that Chromium does not take in one', () => {
    const example = EXAMPLES['Linux: Firefox']?.()
    expect(Object.keys(schema.properties ?? {}).toSorted()).toEqual(
      ['profiles', ...Object.keys(example as object)].toSorted(),
    )
    expect(JSON.stringify(schema)).not.toMatch(/"additionalProperties"|"\$schema"|"oneOf"|"anyOf"/)
  })
})

it('every file of the folder is one of the examples', () => {
  expect(readdirSync('docs/policy').toSorted()).toEqual([
    'chrome-edge-linux.json',
    'chrome-edge-windows.reg',
    'firefox-policies.json',
    'firefox-windows.reg',
    'macos.mobileconfig',
  ])
})
