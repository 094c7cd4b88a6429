import type { StatusReport } from './report.ts'

/** What a report comes to, the worst first: something is over, has to be renewed within the given days, could not be read. */
export type Verdict = 'expired' | 'due' | 'incomplete' | 'fine'

/** @param within days, the last one included */
export const verdictOf = ({ certificates, failedStores }: StatusReport, within: number): Verdict => {
  const open = certificates.filter((row) => row.needsRenewal)
  if (open.some(({ state }) => state === 'expired')) return 'expired'
  if (open.some(({ daysLeft }) => daysLeft <= within)) return 'due'
  return failedStores.length > 0 ? 'incomplete' : 'fine'
}
