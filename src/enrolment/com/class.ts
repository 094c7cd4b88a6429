import { HRESULT } from '../hresult.ts'
import { fail } from '../hresult-error.ts'
import type { ComValue, Instance } from './instance.ts'
import type { ComType } from './types.ts'

/** A property that keeps what it is given. */
interface StoredProperty {
  readonly kind: 'stored'
  readonly type: ComType<ComValue>
  /** What it reads as before it is set; undefined: reading it fails with CERTSRV_E_PROPERTY_EMPTY. */
  readonly initial: ComValue
}

/** A property that is worked out, and cannot be set. */
interface ComputedProperty {
  readonly kind: 'computed'
  readonly compute: (self: Instance) => ComValue
}

/** A property that can neither be read nor set. */
interface RefusedProperty {
  readonly kind: 'refused'
  readonly hresult: number
}

/** An argument: its type, and what stands for it when the page leaves it out. */
export interface Parameter<Value extends ComValue> {
  readonly type: ComType<Value>
  readonly initial?: Value
}

export interface Method {
  readonly kind: 'method'
  readonly parameters: readonly Parameter<ComValue>[]
  /** Values come in the types of `parameters`. */
  readonly run: (self: Instance, ...values: ComValue[]) => ComValue
}

export type Member = StoredProperty | ComputedProperty | RefusedProperty | Method

/** A COM class as data. */
export interface ComClass {
  readonly name: string
  /** Under their names in lower case, each with its name as certenroll.h writes it. */
  readonly members: ReadonlyMap<string, readonly [name: string, member: Member]>
}

/** Sorted into a Map while the page has not run: its libraries may put names of their own into every object. */
export const comClass = (name: string, members: Readonly<Record<string, Member>>): ComClass => ({
  name,
  members: new Map(Object.entries(members).map((entry) => [entry[0].toLowerCase(), entry])),
})

export const stored = <Value extends ComValue>(type: ComType<Value>, initial?: Value): StoredProperty => ({
  kind: 'stored',
  type,
  initial,
})

export const computed = (compute: ComputedProperty['compute']): ComputedProperty => ({ kind: 'computed', compute })

export const required = <Value extends ComValue>(type: ComType<Value>): Parameter<Value> => ({ type })

export const optional = <Value extends ComValue>(type: ComType<Value>, initial: Value): Parameter<Value> => ({
  type,
  initial,
})

type ValuesOf<Parameters extends readonly Parameter<ComValue>[]> = {
  [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer Value> ? Value : never
}

/** The arguments reach `run` in the types of `parameters`. A method without a result gives undefined. */
export const method = <const Parameters extends readonly Parameter<ComValue>[]>(
  parameters: Parameters,
  run: (self: Instance, ...values: ValuesOf<Parameters>) => ComValue,
): Method => ({
  kind: 'method',
  parameters,
  // com/object.ts has coerced them, one by one, with these parameters.
  run: (self, ...values: readonly ComValue[]) => run(self, ...(values as ValuesOf<Parameters>)),
})

/** Microsoft marks what a web page may call "[WebEnabled]"; the rest is closed to it, in Internet Explorer and here. */
export const NOT_WEB_ENABLED = {
  property: { kind: 'refused', hresult: HRESULT.E_ACCESSDENIED },
  method: method([], () => fail(HRESULT.E_ACCESSDENIED)),
} as const satisfies Record<string, Member>

/** A page may call it, but Koshin cannot answer it yet. */
export const NOT_FILLED_IN = {
  property: { kind: 'refused', hresult: HRESULT.E_NOTIMPL },
  method: method([], () => fail(HRESULT.E_NOTIMPL)),
} as const satisfies Record<string, Member>
