import type { Verbs } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/** PLACEHOLDER */
export const importKey = (_cryptoki: Cryptoki, _session: Handle, _args: Verbs['import-key']['args']): void => {
  throw new Fault('internal', 'not built')
}
