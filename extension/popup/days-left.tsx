import { daysLeft } from '../../src/certificate/validity.ts'
import { appliesAt } from '../../src/reminder/applies.ts'
import { endingOf } from '../../src/reminder/due.ts'
import { EXPIRED } from '../../src/reminder/stage.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import { ChipLabel } from '../ui/chip-label.tsx'
import { daysLeftMessages, urgencyOf } from '../ui/dates.ts'
import { appliesSentence, endingSentence } from '../ui/due-words.ts'
import { underscored } from '../ui/errors.ts'
import { EmergencyBanner, NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'

interface DaysFigureProps {
  /** See daysLeft: 0 on the last day, negative after it. */
  readonly days: number
  /** Over already: a last day may end in the morning. */
  readonly isOver?: boolean
  /** The bank renews it now. */
  readonly canRenew?: boolean
  readonly texts: Texts
}

export const DaysFigure = ({ days, isOver = days < 0, canRenew = true, texts }: DaysFigureProps) => {
  const { label, figure } = daysLeftMessages(days)
  return (
    <p class="days-left">
      <span>{texts(...label)} </span>
      <strong class="figure">{texts(...figure)} </strong>
      {canRenew && <ChipLabel urgency={isOver ? 'expired' : urgencyOf(days)} texts={texts} />}
    </p>
  )
}

interface DaysLeftProps {
  /** ISO day in Japan. */
  readonly expiry: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

/** The biggest figure on the first screen. */
export const DaysLeft = ({ expiry, now, texts }: DaysLeftProps) => (
  <DaysFigure days={daysLeft(expiry, now)} texts={texts} />
)

interface UrgencyBannerProps extends DaysLeftProps {
  readonly bank: BankFace
}

/** What the days left mean, where they press; and afterwards, what the bank offers then. */
export const UrgencyBanner = ({ expiry, bank, now, texts }: UrgencyBannerProps) => {
  const ending = endingOf('', expiry, bank, now)
  const isOver = ending.stage === EXPIRED
  const urgency = isOver ? 'expired' : urgencyOf(ending.daysLeft)
  if (urgency === 'open') return null
  const ends = urgency === 'last-day' && ending.until !== null
  const heading = ends ? endingSentence(ending, texts) : texts(`banner_${underscored(urgency)}_heading`)
  const sentence = texts(`banner_${underscored(urgency)}_sentence`)
  if (isOver) {
    const applies = appliesSentence(appliesAt(ending, ending.stage, bank.rules, now), texts)
    return <EmergencyBanner heading={heading}>{`${sentence}${applies}`}</EmergencyBanner>
  }
  return (
    <NotificationBanner kind="warning" heading={<h2 class="heading-small">{heading}</h2>}>
      <p>{sentence}</p>
    </NotificationBanner>
  )
}
