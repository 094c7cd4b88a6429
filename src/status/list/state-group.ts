import type { CertificateState } from '../certificate-state.ts'
import type { CertificateRow } from '../report.ts'

/** States as an administrator asks for them, the most pressing first. */
export const STATE_GROUPS = ['expired', 'due', 'check', 'valid', 'renewed'] as const
export type StateGroup = (typeof STATE_GROUPS)[number]

const GROUPS: Record<CertificateState, StateGroup> = {
  expired: 'expired',
  'last-day': 'due',
  'ten-days': 'due',
  renewable: 'due',
  'renewed-unproven': 'check',
  'without-key': 'check',
  valid: 'valid',
  'not-yet-valid': 'valid',
  renewed: 'renewed',
}

export const stateGroupOf = ({ state }: Pick<CertificateRow, 'state'>): StateGroup => GROUPS[state]

const URGENCY: Record<CertificateState, number> = {
  expired: 0,
  'last-day': 1,
  'ten-days': 2,
  renewable: 3,
  'renewed-unproven': 4,
  'without-key': 5,
  valid: 6,
  'not-yet-valid': 7,
  renewed: 8,
}
const OF_THE_PAST = 9

/** A digit: 0 needs somebody at once, 9 nobody any more. */
export const urgencyOf = ({ state, needsRenewal }: Pick<CertificateRow, 'state' | 'needsRenewal'>): number =>
  state === 'expired' && !needsRenewal ? OF_THE_PAST : URGENCY[state]
