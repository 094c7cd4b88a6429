import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import { type ComValue, type Instance, instanceOf } from './instance.ts'

/** A type of automation, and how a script's value becomes one: VariantChangeType's rules, as far as pages lean on them. */
export interface ComType<Value extends ComValue> {
  readonly name: string
  /** @throws HResultError DISP_E_TYPEMISMATCH or DISP_E_OVERFLOW */
  readonly coerce: (value: unknown) => Value
}

const mismatch = (): never => fail(HRESULT.DISP_E_TYPEMISMATCH)

export const BSTR: ComType<string> = {
  name: 'BSTR',
  coerce: (value) => {
    if (value === null || value === undefined) return ''
    return instanceOf(value) === null ? String(value) : mismatch()
  },
}

/**
 * A signed 32-bit number. Flags with the highest bit set arrive from scripts as numbers above 2^31: they are taken,
 * where automation would overflow.
 */
export const LONG: ComType<number> = {
  name: 'LONG',
  coerce: (value) => {
    const number = numberOf(value)
    if (number < -0x80000000 || number > 0xffffffff) return fail(HRESULT.DISP_E_OVERFLOW)
    return Math.round(number) | 0
  },
}

/** VARIANT_BOOL: every number but 0 is true, and so is the text `true` in any case. */
export const BOOL: ComType<boolean> = {
  name: 'VARIANT_BOOL',
  coerce: (value) => {
    if (typeof value === 'boolean') return value
    const text = String(value).trim().toLowerCase()
    if (text === 'true' || text === 'false') return text === 'true'
    return numberOf(value) !== 0
  },
}

/** Objects of some classes of the model. */
export const objectOf = (...classNames: readonly string[]): ComType<Instance> => ({
  name: classNames.join(' | '),
  coerce: (value) => {
    const instance = instanceOf(value)
    return instance !== null && classNames.indexOf(instance.comClass.name) >= 0 ? instance : mismatch()
  },
})

const numberOf = (value: unknown): number => {
  if (value === undefined) return 0
  // VARIANT_TRUE is -1.
  if (typeof value === 'boolean') return value ? -1 : 0
  if (value === null || instanceOf(value) !== null) return mismatch()
  const text = String(value).trim()
  const number = /^&h[0-9a-f]+$/i.test(text) ? Number.parseInt(text.slice(2), 16) : Number(text)
  return text === '' || !Number.isFinite(number) ? mismatch() : number
}
