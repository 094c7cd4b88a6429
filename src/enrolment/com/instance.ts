import type { HostCall } from '../channel.ts'
import type { ComClass } from './class.ts'

/** What an object of the model holds: automation's VARIANT, as far as CertEnroll needs it. */
export type ComValue = undefined | boolean | number | string | Instance

/** What the objects of one page share. */
export interface World {
  readonly classes: ReadonlyMap<string, ComClass>
  readonly callHost: HostCall
}

/** An object of the model from the inside: its class, and what has been stored in it. */
export interface Instance {
  readonly comClass: ComClass
  readonly world: World
  /** Stored properties under their own names, and what behaviours remember under names that are no members. */
  readonly values: Map<string, ComValue>
  /** Of a collection. */
  readonly items: Instance[]
}

/** @throws TypeError for a class that the world does not have: a mistake of the model, not of the page */
export const instantiate = (world: World, className: string): Instance => {
  const comClass = world.classes.get(className)
  if (comClass === undefined) throw new TypeError(`No class ${className}`)
  return { comClass, world, values: new Map(), items: [] }
}

/** A text that a behaviour or the page has stored; empty where there is none. */
export const storedText = (self: Instance, name: string): string => {
  const value = self.values.get(name)
  return typeof value === 'string' ? value : ''
}

/** 0 where there is none. */
export const storedNumber = (self: Instance, name: string): number => {
  const value = self.values.get(name)
  return typeof value === 'number' ? value : 0
}

/** null where there is none. */
export const storedObject = (self: Instance, name: string): Instance | null => {
  const value = self.values.get(name)
  return typeof value === 'object' ? value : null
}

/** The instances behind the objects that pages hold. */
const instances = new WeakMap<object, Instance>()

export const remember = (pageObject: object, instance: Instance): void => {
  instances.set(pageObject, instance)
}

/** null: not an object of the model. */
export const instanceOf = (value: unknown): Instance | null =>
  typeof value === 'object' && value !== null ? (instances.get(value) ?? null) : null
