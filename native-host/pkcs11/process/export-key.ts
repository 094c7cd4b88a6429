import type { Verbs } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/** PLACEHOLDER */
export const exportKey = (_cryptoki: Cryptoki, _session: Handle, _args: Verbs['export-key']['args']): Uint8Array => {
  throw new Fault('internal', 'not built')
}
