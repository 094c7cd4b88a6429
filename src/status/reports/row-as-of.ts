import { daysLeft } from '../../certificate/validity.ts'
import { stageAt } from '../../reminder/stage.ts'
import type { Succession } from '../../reminder/succession.ts'
import { type CertificateState, needsRenewal, stateOf } from '../certificate-state.ts'
import type { CertificateRow } from '../report.ts'

/** What a report knew of a later certificate, which time alone does not change. */
const SUCCESSIONS: Partial<Readonly<Record<CertificateState, Succession>>> = {
  renewed: 'proven',
  'renewed-unproven': 'unproven',
}

/**
 * A row of a report as it stands now: in a report of ten days ago the days left are those of ten days ago.
 * @param now milliseconds since the epoch
 */
export const rowAsOf = (row: CertificateRow, now: number): CertificateRow => {
  const { lastDay, until, renewableFrom: opens } = row
  const stage = stageAt({ lastDay, until, end: Date.parse(row.end) }, [], now)
  const standing = { daysLeft: daysLeft(lastDay, now), stage, opens }
  const state = stateOf(row, standing, SUCCESSIONS[row.state] ?? 'none', now)
  return { ...row, daysLeft: standing.daysLeft, state, needsRenewal: needsRenewal(state, standing) }
}
