import { plainId } from '../certificate/bank-id.ts'
import type { Notice } from '../renewal/state.ts'
import { type Ending, endingOf } from './due.ts'
import { isOfNotice, type Knowledge, type SeenNotice } from './tie.ts'

/** What banks' pages have said, remembered by origin and ID. */

const isSame = (a: SeenNotice, b: SeenNotice): boolean =>
  a.origin === b.origin && a.corporateId === b.corporateId && a.userId === b.userId

/** The same array where the notice says nothing new. A screen that prints no last day does not take back one that did. */
export const noticesWith = (before: readonly SeenNotice[], notice: Notice): readonly SeenNotice[] => {
  const { place, corporateId, userId, expiry } = notice
  if (expiry === null && corporateId === null) return before
  const now: SeenNotice = { origin: place.origin, corporateId, userId, expiry }
  const known = before.find((one) => isSame(one, now))
  if (known && (expiry === null || known.expiry === expiry)) return before
  return [...before.filter((one) => one !== known), now]
}

/**
 * The renewal has been made: its last day counts no more, the IDs stay known.
 * @param id what the certificate's name is made of, 契約法人ID and 利用者ID; empty where no page printed any
 */
export const noticesSettled = (before: readonly SeenNotice[], origin: string, id: string): readonly SeenNotice[] => {
  const isSettled = ({ corporateId, userId, ...seen }: SeenNotice): boolean =>
    seen.origin === origin &&
    seen.expiry !== null &&
    (corporateId === null || plainId(`${corporateId}${userId ?? ''}`) === plainId(id))
  return before.some(isSettled)
    ? before.map((notice) => (isSettled(notice) ? { ...notice, expiry: null } : notice))
    : before
}

/** Last days that only a bank's page has named: their certificates are in no store that the host sees. */
export const endingsNoticed = ({ notices, certificates, banks, usualDays }: Knowledge, now: number): Ending[] =>
  notices.flatMap((notice) => {
    const { expiry, corporateId, userId, origin } = notice
    if (expiry === null || certificates.some((certificate) => isOfNotice(certificate, notice))) return []
    const name = [corporateId, userId].filter((id) => id !== null).join(' ')
    return [endingOf(name, expiry, banks[origin] ?? null, now, usualDays)]
  })
