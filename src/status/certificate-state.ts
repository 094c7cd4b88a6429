import { daysLeft } from '../certificate/validity.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import type { Due } from '../reminder/due.ts'
import { EXPIRED, LAST_DAY } from '../reminder/stage.ts'
import type { Succession } from '../reminder/succession.ts'

/** What an administrator is told of a certificate: one of these on any day. */
export const CERTIFICATE_STATES = [
  'valid',
  /** The bank renews it now. */
  'renewable',
  /** Ten days or fewer are left. */
  'ten-days',
  /** Today, or tomorrow morning. */
  'last-day',
  'expired',
  /** A later one of the same holder is there, with its key. */
  'renewed',
  /** A later one is there, and nobody knows whether it has its key: the old one may be all that works. */
  'renewed-unproven',
  'not-yet-valid',
  /** Its key is not there: nobody can log on with it. */
  'without-key',
] as const
export type CertificateState = (typeof CERTIFICATE_STATES)[number]

const SOON_DAYS = 10

type Standing = Pick<Due, 'daysLeft' | 'stage' | 'opens'>

const onItsWay = ({ daysLeft: days, stage, opens }: Standing, now: number): CertificateState => {
  if (stage === EXPIRED) return 'expired'
  if (stage === LAST_DAY) return 'last-day'
  if (days <= SOON_DAYS) return 'ten-days'
  return daysLeft(opens, now) <= 0 ? 'renewable' : 'valid'
}

/** @param now milliseconds since the epoch */
export const stateOf = (
  { key, notBefore }: Pick<CertificateEntry, 'key' | 'notBefore'>,
  standing: Standing,
  succession: Succession,
  now: number,
): CertificateState => {
  if (key === 'absent') return 'without-key'
  if (succession === 'proven') return 'renewed'
  if (succession === 'unproven') return 'renewed-unproven'
  return Date.parse(notBefore) > now ? 'not-yet-valid' : onItsWay(standing, now)
}

/** After so many days a bank renews it no more, and what lies there is a thing of the past. */
const FORGOTTEN_DAYS = 180

/**
 * Whether somebody has to renew it, sooner or later. One that is over and has a later one beside it has not: what that one
 * lacks is told of it.
 */
export const needsRenewal = (state: CertificateState, { daysLeft: days, stage }: Standing): boolean => {
  if (state === 'renewed' || state === 'without-key' || days < -FORGOTTEN_DAYS) return false
  return state !== 'renewed-unproven' || stage !== EXPIRED
}
