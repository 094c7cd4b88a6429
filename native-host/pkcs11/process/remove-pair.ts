import type { Verbs } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/** PLACEHOLDER */
export const removePair = (_cryptoki: Cryptoki, _session: Handle, _args: Verbs['remove-pair']['args']): void => {
  throw new Fault('internal', 'not built')
}
