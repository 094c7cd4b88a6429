import type { Role } from '../bank/profile.ts'
import { commonName } from '../certificate/certificate.ts'
import { daysLeft } from '../certificate/validity.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import type { BankFace } from '../renewal/state.ts'
import { type Applies, appliesAt, opensOn } from './applies.ts'
import { endsEarly, type Period, periodOf } from './period.ts'
import { EXPIRED, type Stage, stageAt, USUAL_DAYS } from './stage.ts'
import { successionOf } from './succession.ts'
import { type Knowledge, type Tie, tieOf } from './tie.ts'

/** A certificate whose last day matters to its user, on a certain day. */
export interface Due extends Period {
  /** SHA-256 of the certificate. */
  readonly certificate: string
  /** Its common name, which carries the bank's ID. */
  readonly name: string
  /** null: the bank's name is not known. */
  readonly bank: BankFace | null
  readonly role: Role | null
  /** See daysLeft: 0 on the last day, negative after it. */
  readonly daysLeft: number
  /** null: months away. */
  readonly stage: Stage | null
  readonly applies: Applies
  /** First day on which the bank renews: ISO day in Japan. */
  readonly opens: string
  /** Days before the last one on which it is told of. */
  readonly remindAt: readonly number[]
  /** It is over, and a later one of the same holder is there, although nobody has proven it. */
  readonly replaced: boolean
}

/** As much as a bank's page tells of one that no store shows. */
export type Ending = Pick<Due, 'name' | 'bank' | 'lastDay' | 'until' | 'end' | 'daysLeft' | 'stage' | 'replaced'>

/** A last day that only a notice has named. @param day ISO day in Japan */
export const endingOf = (
  name: string,
  day: string,
  bank: BankFace | null,
  now: number,
  usualDays = USUAL_DAYS,
): Ending => {
  const period = periodOf(`${day}T14:59:59Z`, bank?.rules ?? null)
  const stage = stageAt(period, bank?.rules.remindAt ?? usualDays, now)
  return { ...period, name, bank, daysLeft: daysLeft(day, now), stage, replaced: false }
}

/** After so many days nobody renews it any more (no bank is known that offers it longer). */
const FORGOTTEN_DAYS = 180

/** The days on which people are reminded; a last day that ends in the morning is told on the day before. */
const remindDays = (remindAt: readonly number[], period: Period): readonly number[] =>
  [...new Set([...remindAt, endsEarly(period) ? 1 : 0])].toSorted((a, b) => b - a)

/** How a certificate stands now, whether or not it has a successor. */
export const dueOf = (
  certificate: CertificateEntry,
  { bank, like, role }: Tie,
  now: number,
  usualDays = USUAL_DAYS,
): Omit<Due, 'replaced'> => {
  const rules = like?.rules ?? null
  const period = periodOf(certificate.notAfter, rules)
  const remindAt = rules?.remindAt ?? usualDays
  const stage = stageAt(period, remindAt, now)
  return {
    ...period,
    certificate: certificate.sha256,
    name: commonName(certificate.subject),
    bank,
    role,
    daysLeft: daysLeft(period.lastDay, now),
    stage,
    // Whose rules these are is certain only where the bank is: the way back after expiry differs from bank to bank.
    applies: appliesAt(period, stage, stage === EXPIRED && !bank ? null : rules, now),
    opens: opensOn(period, rules),
    remindAt: remindDays(remindAt, period),
  }
}

/**
 * The certificates of banks that have no proven successor, the most urgent first. The same one in two stores is one.
 * @param now milliseconds since the epoch
 */
export const dueCertificates = (knowledge: Knowledge, now: number): Due[] => {
  const each = new Map(knowledge.certificates.map((one) => [one.sha256, one]))
  return [...each.values()]
    .flatMap((certificate): Due[] => {
      const tie = certificate.key === 'absent' ? null : tieOf(certificate, knowledge)
      const succession = successionOf(certificate, knowledge)
      if (!tie || succession === 'proven') return []
      const due = dueOf(certificate, tie, now, knowledge.usualDays)
      return [{ ...due, replaced: due.stage === EXPIRED && succession === 'unproven' }]
    })
    .filter((due) => due.daysLeft >= -FORGOTTEN_DAYS)
    .toSorted((a, b) => a.end - b.end)
}
