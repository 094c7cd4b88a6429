import { describe, expect, it } from 'vitest'
import {
  comClass,
  computed,
  method,
  NOT_WEB_ENABLED,
  optional,
  required,
  stored,
} from '../../../../src/enrolment/com/class.ts'
import { type ComValue, instantiate } from '../../../../src/enrolment/com/instance.ts'
import { toPageObject } from '../../../../src/enrolment/com/object.ts'
import { BOOL, BSTR, LONG, objectOf } from '../../../../src/enrolment/com/types.ts'
import { fail } from '../../../../src/enrolment/hresult-error.ts'
import { caught, caughtNumber } from '../caught.ts'

const seen: ComValue[] = []
const CSample = comClass('CSample', {
  Text: stored(BSTR, 'none'),
  Number: stored(LONG, 7),
  Switch: stored(BOOL, false),
  Friend: stored(objectOf('CSample')),
  Fixed: computed(() => 'fixed'),
  Itself: computed((self) => self),
  Closed: NOT_WEB_ENABLED.property,
  ClosedMethod: NOT_WEB_ENABLED.method,
  Take: method([required(BSTR), optional(LONG, 5)], (_self, text, number) => {
    seen.push(text, number)
    return number
  }),
  Break: method([], () => fail(0x80070057)),
})
const COther = comClass('COther', {})
const world = {
  classes: new Map([
    ['CSample', CSample],
    ['COther', COther],
  ]),
  callHost: () => ({ ok: true }) as const,
}

// A page's script knows no types.
type Loose = Record<string, unknown> & { Take: (...values: unknown[]) => unknown; Break: () => unknown }
const make = (name = 'CSample') => toPageObject(instantiate(world, name)) as Loose

describe('a member', () => {
  it('is read in any case', () => {
    const sample = make()
    expect([sample.Number, sample.number, sample.NUMBER]).toEqual([7, 7, 7])
  })

  it('is set in any case', () => {
    const sample = make()
    sample.NUMBER = 8
    expect(sample.Number).toBe(8)
  })

  it('is found by "in" in any case', () => {
    expect(['text' in make(), 'take' in make(), 'other' in make()]).toEqual([true, true, false])
  })

  it('is undefined where there is none', () => {
    expect(make().Unknown).toBeUndefined()
  })

  it('fails with 438 to be set where there is none', () => {
    expect(caught(() => Object.assign(make(), { Unknown: 1 }))).toMatchObject({
      number: -2146827850,
      message: "Object doesn't support this property or method",
    })
  })

  it('fails with 438 to be set where it is worked out', () => {
    expect(caughtNumber(() => Object.assign(make(), { Fixed: 1 }))).toBe(0x800a01b6)
  })

  it('fails with 438 to be defined or deleted', () => {
    expect([
      caughtNumber(() => Object.defineProperty(make(), 'Text', { value: 1 })),
      caughtNumber(() => Reflect.deleteProperty(make(), 'Text')),
    ]).toEqual([0x800a01b6, 0x800a01b6])
  })

  it('reads as its default until it is set', () => {
    expect([make().Text, make().Number, make().Switch]).toEqual(['none', 7, false])
  })

  it('fails with CERTSRV_E_PROPERTY_EMPTY where it has no default', () => {
    expect(caughtNumber(() => make().Friend)).toBe(0x80094004)
  })

  it('fails with E_ACCESSDENIED where pages may not have it', () => {
    expect([
      caughtNumber(() => make().Closed),
      caughtNumber(() => Object.assign(make(), { Closed: 1 })),
      caughtNumber(() => (make().ClosedMethod as () => void)()),
    ]).toEqual([0x80070005, 0x80070005, 0x80070005])
  })
})

describe('a value', () => {
  const set = (name: string, value: unknown) => {
    const sample = make()
    sample[name] = value
    return sample[name]
  }

  it.each<[string, unknown, unknown]>([
    ['Number', '1', 1],
    ['Number', ' 2048 ', 2048],
    ['Number', '&H10', 16],
    ['Number', true, -1],
    ['Number', undefined, 0],
    ['Number', 0xffffffff, -1],
    ['Number', -0x80000000, -0x80000000],
    ['Switch', 1, true],
    ['Switch', '0', false],
    ['Switch', 'True', true],
    ['Switch', 'false', false],
    ['Switch', undefined, false],
    ['Text', 5, '5'],
    ['Text', null, ''],
    ['Text', new String('boxed'), 'boxed'],
  ])('given to %s as %o reads as %o', (name, given, read) => {
    expect(set(name, given)).toBe(read)
  })

  it.each<[string, unknown]>([
    ['Number', 'many'],
    ['Number', ''],
    ['Number', null],
    ['Number', {}],
    ['Text', make()],
    ['Switch', 'maybe'],
    ['Friend', {}],
    ['Friend', null],
    ['Friend', make('COther')],
  ])('is refused with DISP_E_TYPEMISMATCH: %s = %o', (name, given) => {
    expect(caughtNumber(() => set(name, given))).toBe(0x80020005)
  })

  it('is refused with DISP_E_OVERFLOW beyond 32 bits', () => {
    expect(caughtNumber(() => set('Number', 2 ** 32))).toBe(0x8002000a)
  })

  it('that is an object is the same object when read', () => {
    const sample = make()
    const friend = make()
    sample.Friend = friend
    expect(sample.friend === friend).toBe(true)
  })
})

describe('a method', () => {
  it('is a function to a page that looks', () => {
    expect(typeof make().take).toBe('function')
  })

  it('is the same function each time', () => {
    const sample = make()
    expect(sample.Take === sample.take).toBe(true)
  })

  it('gets its arguments coerced', () => {
    seen.length = 0
    make().Take(12, '34')
    expect(seen).toEqual(['12', 34])
  })

  it('gets the default for what a page leaves out', () => {
    expect(make().Take('a')).toBe(5)
  })

  it('fails with DISP_E_PARAMNOTOPTIONAL where a page leaves out what it needs', () => {
    expect(caughtNumber(() => make().Take())).toBe(0x8002000f)
  })

  it('fails with an Error that tells who failed, and how', () => {
    expect(caught(() => make().Break())).toMatchObject({
      number: -2147024809,
      description: 'CertEnroll::CSample::Break: The parameter is incorrect. 0x80070057',
      message: 'CertEnroll::CSample::Break: The parameter is incorrect. 0x80070057',
    })
  })
})

describe('an object', () => {
  it('lists no members', () => {
    const names: string[] = []
    for (const name in make()) names.push(name)
    expect(names).toEqual([])
  })

  it('is not an instance of Object', () => {
    expect((make() as unknown) instanceof Object).toBe(false)
  })

  it('reads as [object] in text', () => {
    expect(`${make()}`).toBe('[object]')
  })

  it('is one object however it is reached', () => {
    const sample = make()
    expect(sample.Itself === sample).toBe(true)
  })
})
