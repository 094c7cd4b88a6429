import type { CertificateState } from './certificate-state.ts'

/** Every word of a report for people, in their language. */

export const COLUMNS = [
  'bank',
  'corporateId',
  'userId',
  'role',
  'name',
  'store',
  'serialNumber',
  'issuer',
  'from',
  'until',
  'daysLeft',
  'renewableFrom',
  'state',
] as const
export type Column = (typeof COLUMNS)[number]

export interface StatusWords {
  readonly language: 'ja' | 'en'
  readonly column: (column: Column) => string
  readonly state: (state: CertificateState) => string
  readonly storeKind: (kind: 'token' | 'computer') => string
}
