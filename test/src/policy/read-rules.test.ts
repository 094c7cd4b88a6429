import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRules } from '../../../src/policy/read-rules.ts'
import { NO_RULES, type Rules } from '../../../src/policy/rules.ts'

/** Every value, as an administrator would set it. */
const WHOLE: Rules = {
  stores: ['token'],
  modules: ['libeToken.so', '/usr/lib64/opensc-pkcs11.so', String.raw`C:\Windows\System32\eTPKCS11.dll`],
  minimumRsaBits: 3072,
  reminders: { days: [60, 30, 10], maySnooze: false },
  exportFolder: String.raw`\\fileserver\koshin\reports`,
  exportShortIds: true,
  minimumHostVersion: '0.2.0',
  mayAddBanks: false,
}

const DRIVERS = 'libtoken.so , /usr/lib/libtoken.so'
const FOLDERS = String.raw`/… , C:\… , \\server\…`

describe('a policy', () => {
  it('that says nothing leaves all to the user', () => {
    expect(readRules({})).toEqual({ rules: NO_RULES, refused: [] })
  })

  it('is taken whole', () => {
    expect(readRules({ ...WHOLE, profiles: [], sites: [] })).toEqual({ rules: WHOLE, refused: [] })
  })

  it('may write truth as numbers, as the registry does, and days in any order', () => {
    const { rules, refused } = readRules({ exportShortIds: 1, mayAddBanks: 0, reminders: { days: [10, 60, 10, 30] } })
    expect(refused).toEqual([])
    expect(rules).toMatchObject({ exportShortIds: true, mayAddBanks: false, reminders: { days: [60, 30, 10] } })
  })
})

/** What is wrong, where it is named, and why; all others are set beside it, and hold. */
const BROKEN: readonly [set: Record<string, unknown>, name: string, reason: string, detail: string | null][] = [
  [{ stores: 'token' }, 'stores', 'wrong-type', 'array'],
  [{ stores: [] }, 'stores', 'too-few', '1'],
  [{ stores: ['token', 'computer', 'token'] }, 'stores', 'too-many', '2'],
  [{ stores: ['usb'] }, 'stores[0]', 'not-one-of', 'token, computer'],
  [{ modules: {} }, 'modules', 'wrong-type', 'array'],
  [{ modules: [] }, 'modules', 'too-few', '1'],
  [{ modules: Array(33).fill('a.so') }, 'modules', 'too-many', '32'],
  [{ modules: [7] }, 'modules[0]', 'wrong-type', 'string'],
  [{ modules: [''] }, 'modules[0]', 'wrong-form', DRIVERS],
  [{ modules: ['lib/token.so'] }, 'modules[0]', 'wrong-form', DRIVERS],
  [{ modules: ['to\nken.so'] }, 'modules[0]', 'wrong-form', DRIVERS],
  [{ modules: ['x'.repeat(1025)] }, 'modules[0]', 'too-long', '1024'],
  [{ minimumRsaBits: 2047 }, 'minimumRsaBits', 'not-one-of', '2048, 3072, 4096'],
  [{ minimumRsaBits: '3072' }, 'minimumRsaBits', 'not-one-of', '2048, 3072, 4096'],
  [{ exportFolder: 'reports' }, 'exportFolder', 'wrong-form', FOLDERS],
  [{ exportFolder: '../reports' }, 'exportFolder', 'wrong-form', FOLDERS],
  [{ exportFolder: 'C:reports' }, 'exportFolder', 'wrong-form', FOLDERS],
  [{ exportFolder: '/srv/re\0ports' }, 'exportFolder', 'wrong-form', FOLDERS],
  [{ exportFolder: null }, 'exportFolder', 'wrong-type', 'string'],
  [{ exportShortIds: 'yes' }, 'exportShortIds', 'wrong-type', 'boolean, 0, 1'],
  [{ minimumHostVersion: '1.x' }, 'minimumHostVersion', 'wrong-form', '1.2.3'],
  [{ minimumHostVersion: 1 }, 'minimumHostVersion', 'wrong-type', 'string'],
  [{ mayAddBanks: 2 }, 'mayAddBanks', 'wrong-type', 'boolean, 0, 1'],
  [{ mayAddBank: false }, 'mayAddBank', 'unknown', null],
]

describe('a broken value is named and left out, and the others hold', () => {
  it.each(BROKEN)('%j', (set, name, reason, detail) => {
    const [key = ''] = Object.keys(set)
    const { rules, refused } = readRules({ ...WHOLE, ...set })
    expect(refused).toEqual([{ name, problem: { place: '', reason, detail } }])
    expect(rules).toEqual(key in NO_RULES ? { ...WHOLE, [key]: NO_RULES[key as keyof Rules] } : WHOLE)
  })

  it.each([
    [{ days: [30, 'x'] }, 'reminders.days[1]', 'wrong-type', { days: [30], maySnooze: true }],
    [{ days: [0], maySnooze: false }, 'reminders.days[0]', 'too-small', { days: null, maySnooze: false }],
    [{ days: [367] }, 'reminders.days[0]', 'too-large', { days: null, maySnooze: true }],
    [{ days: [1.5] }, 'reminders.days[0]', 'not-whole', { days: null, maySnooze: true }],
    [{ days: [20], maySnooze: 'no' }, 'reminders.maySnooze', 'wrong-type', { days: [20], maySnooze: true }],
    [{ day: 20 }, 'reminders.day', 'unknown', { days: null, maySnooze: true }],
    [[30], 'reminders', 'wrong-type', { days: null, maySnooze: true }],
  ])('reminders %j', (reminders, name, reason, left) => {
    const { rules, refused } = readRules({ ...WHOLE, reminders })
    expect(refused).toMatchObject([{ name, problem: { place: '', reason } }])
    expect(rules).toEqual({ ...WHOLE, reminders: left })
  })

  it('of a list, a broken entry alone: what is left of an allowance is the narrower one', () => {
    expect(readRules({ modules: ['./a.so', 'b.so'], stores: ['token', 'disk'] }).rules).toMatchObject({
      modules: ['b.so'],
      stores: ['token'],
    })
  })
})

it('whatever a policy holds, every value is either what it says or named', () => {
  const keys = [...Object.keys(NO_RULES), 'profiles', 'other']
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (json) => {
      const { rules, refused } = readRules(json)
      const isNamed = (key: string) =>
        refused.some(({ name }) => name === key || name.startsWith(`${key}[`) || name.startsWith(`${key}.`))
      for (const key of Object.keys(json)) {
        if (key === 'profiles' || isNamed(key)) continue
        expect(keys.slice(0, -1)).toContain(key)
        expect(readRules({ [key]: json[key] }).rules[key as keyof Rules]).toEqual(rules[key as keyof Rules])
      }
      expect(readRules(JSON.parse(JSON.stringify(asPolicy(rules)))).rules).toEqual(rules)
    }),
  )
})

/** Rules as a policy would set them: what is left to the user is not in it. */
const asPolicy = (rules: Rules): unknown => ({
  ...Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== null)),
  reminders: Object.fromEntries(Object.entries(rules.reminders).filter(([, value]) => value !== null)),
})
