import { commonName, type DistinguishedName } from './certificate.ts'

/** A bank prints its IDs with or without separators; in a certificate's common name they may have others. */
export const plainId = (id: string): string => id.normalize('NFKC').replace(/[\s\-_+]/g, '')

/** The IDs that a certificate's common name carries, in one piece. */
export const bankIdOf = ({ subject }: { readonly subject: DistinguishedName }): string => plainId(commonName(subject))
