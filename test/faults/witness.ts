/** What lies in a store, seen past Koshin. */

export const KINDS = ['Private Key', 'Public Key', 'Certificate'] as const
export type Kind = (typeof KINDS)[number]

export interface Witness {
  /** How many of the objects of before are gone, or other in a single byte. */
  readonly changed: number
  /** CKA_IDs of what was made since, by kind; one that is there twice is named twice. */
  made(): Record<Kind, string[]>
}
