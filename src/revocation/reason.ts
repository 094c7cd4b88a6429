import { type Element, expectTag, Malformed } from '../pki/der-read.ts'
import { REASONS, type RevocationReason } from './revocation.ts'

const ENUMERATED = 0x0a

/** CRLReason; null for unspecified. removeFromCRL is of delta lists, and no answer here. @throws Malformed */
export const readReason = (element: Element | undefined): RevocationReason | null => {
  const { content } = expectTag(element, ENUMERATED, 'revocation reason')
  const [code = -1] = content
  if (content.length !== 1 || (code !== 0 && !(code in REASONS))) throw new Malformed('revocation reason')
  return code === 0 ? null : REASONS[code as keyof typeof REASONS]
}
