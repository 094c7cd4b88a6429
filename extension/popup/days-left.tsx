import { daysLeft } from '../../src/certificate/validity.ts'
import { ChipLabel } from '../ui/chip-label.tsx'
import { daysLeftMessages, urgencyOf } from '../ui/dates.ts'
import { underscored } from '../ui/errors.ts'
import { EmergencyBanner, NotificationBanner } from '../ui/notification-banner.tsx'
import type { Texts } from '../ui/texts.ts'

interface DaysLeftProps {
  /** ISO day in Japan. */
  readonly expiry: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

/** The biggest figure on the first screen. */
export const DaysLeft = ({ expiry, now, texts }: DaysLeftProps) => {
  const days = daysLeft(expiry, now)
  const { label, figure } = daysLeftMessages(days)
  return (
    <p class="days-left">
      <span>{texts(...label)} </span>
      <strong class="figure">{texts(...figure)} </strong>
      <ChipLabel urgency={urgencyOf(days)} texts={texts} />
    </p>
  )
}

/** What the days left mean, where they press. */
export const UrgencyBanner = ({ expiry, now, texts }: DaysLeftProps) => {
  const urgency = urgencyOf(daysLeft(expiry, now))
  if (urgency === 'open') return null
  const heading = texts(`banner_${underscored(urgency)}_heading`)
  const sentence = texts(`banner_${underscored(urgency)}_sentence`)
  if (urgency === 'expired') return <EmergencyBanner heading={heading}>{sentence}</EmergencyBanner>
  return (
    <NotificationBanner kind="warning" heading={<h2 class="heading-small">{heading}</h2>}>
      <p>{sentence}</p>
    </NotificationBanner>
  )
}
