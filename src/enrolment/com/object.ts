import { HRESULT } from '../hresult.ts'
import { fail, HResultError, pageError } from '../hresult-error.ts'
import type { Member, Method } from './class.ts'
import { type ComValue, type Instance, remember } from './instance.ts'

/**
 * The object that a page holds. Like an automation object in Internet Explorer: names of members in any case, values
 * coerced, failures thrown as Errors with `number`. Reading a name that is no member gives undefined, because pages
 * feel for methods so (`if (o.CreateRequest)`); setting one throws 438, as there. It lists no members.
 */
export const toPageObject = (instance: Instance): object => {
  const known = pageObjects.get(instance)
  if (known !== undefined) return known
  const methods = new Map<string, (...values: unknown[]) => unknown>()
  const memberMethod = (name: string, member: Method) => {
    const call = methods.get(name) ?? ((...values: unknown[]) => invoke(instance, name, member, values))
    methods.set(name, call)
    return call
  }
  const pageObject = new Proxy(Object.create(null), {
    get: (_target, key) => {
      const found = memberOf(instance, key)
      if (found === null) return key === 'toString' ? () => '[object]' : undefined
      const [name, member] = found
      if (member.kind === 'method') return memberMethod(name, member)
      return told(instance, name, () => toPage(read(instance, name, member)))
    },
    set: (_target, key, value) => {
      const found = memberOf(instance, key)
      if (found === null) throw pageError(HRESULT.SCRIPT_E_438, '')
      told(instance, found[0], () => write(instance, found[0], found[1], value))
      return true
    },
    has: (_target, key) => memberOf(instance, key) !== null,
    defineProperty: () => {
      throw pageError(HRESULT.SCRIPT_E_438, '')
    },
    deleteProperty: () => {
      throw pageError(HRESULT.SCRIPT_E_438, '')
    },
  })
  remember(pageObject, instance)
  pageObjects.set(instance, pageObject)
  return pageObject
}

const pageObjects = new WeakMap<Instance, object>()

const memberOf = (instance: Instance, key: string | symbol): readonly [name: string, member: Member] | null =>
  typeof key === 'symbol' ? null : (instance.comClass.members.get(key.toLowerCase()) ?? null)

const read = (instance: Instance, name: string, member: Exclude<Member, Method>): ComValue => {
  switch (member.kind) {
    case 'stored':
      return instance.values.get(name) ?? member.initial ?? fail(HRESULT.CERTSRV_E_PROPERTY_EMPTY)
    case 'computed':
      return member.compute(instance)
    case 'refused':
      return fail(member.hresult)
  }
}

const write = (instance: Instance, name: string, member: Member, value: unknown): void => {
  switch (member.kind) {
    case 'stored':
      instance.values.set(name, member.type.coerce(value))
      break
    case 'refused':
      fail(member.hresult)
      break
    case 'computed':
    case 'method':
      throw pageError(HRESULT.SCRIPT_E_438, '')
  }
}

/** Arguments beyond the last parameter are ignored. */
const invoke = (instance: Instance, name: string, member: Method, values: readonly unknown[]): unknown =>
  told(instance, name, () => {
    const coerced = member.parameters.map(({ type, initial }, index) => {
      if (index < values.length) return type.coerce(values[index])
      return initial ?? fail(HRESULT.DISP_E_PARAMNOTOPTIONAL)
    })
    return toPage(member.run(instance, ...coerced))
  })

const toPage = (value: ComValue): unknown => (typeof value === 'object' ? toPageObject(value) : value)

/** Runs, and tells the page of a failure in CertEnroll's words. */
const told = <Value>(instance: Instance, name: string, run: () => Value): Value => {
  try {
    return run()
  } catch (error) {
    if (error instanceof HResultError) throw pageError(error.hresult, `CertEnroll::${instance.comClass.name}::${name}`)
    throw error
  }
}
