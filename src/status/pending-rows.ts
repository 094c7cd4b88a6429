import type { Enrolment } from '../protocol/schema.ts'
import { PENDING_STATES, type PendingRow } from './report.ts'

/** A bank answers within minutes; whoever was interrupted is back the day after. */
const STUCK_MS = 24 * 3600 * 1000

/** Enrolments that are under way. @param now milliseconds since the epoch */
export const pendingRows = (enrolments: readonly Enrolment[], now: number): PendingRow[] =>
  enrolments.flatMap(({ state, id, bank, subject, storeName, createdAt, updatedAt }) => {
    const pending = PENDING_STATES.find((one) => one === state)
    if (pending === undefined) return []
    const stuck = now - Date.parse(updatedAt) >= STUCK_MS
    return [{ id, bank, subject, storeName, state: pending, createdAt, updatedAt, stuck }]
  })
