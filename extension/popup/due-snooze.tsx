import { dayInJapan } from '../../src/certificate/validity.ts'
import { EXPIRED } from '../../src/reminder/stage.ts'
import type { Remembered } from '../../src/reminder/told.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

/** A snooze lasts so many days: one that would end after the last day is none. */
const SNOOZE_DAYS = 3

interface SnoozeProps {
  readonly due: Remembered
  readonly label: Extract<MessageKey, 'snooze_three_days' | 'snooze_later'>
  /** Id of the certificate's name. */
  readonly about?: string
  readonly texts: Texts
  readonly send: Send
}

/** 「あとで」, or when that will be. */
export const Snooze = ({ due, label, about, texts, send }: SnoozeProps) => {
  const { silentUntil, maySnooze, stage, daysLeft, certificate } = due
  const isOffered = maySnooze && silentUntil === null && stage !== null && (stage === EXPIRED || daysLeft > SNOOZE_DAYS)
  const day = silentUntil === null ? null : dayInJapan(new Date(silentUntil).toISOString())
  return (
    <>
      <div role="status">{day && <p class="quiet">{texts('snooze_until', { date: longDate(day, texts) })}</p>}</div>
      {isOffered && (
        <Button kind="secondary" about={about} press={() => send({ type: 'snooze', certificate })}>
          {texts(label)}
        </Button>
      )}
    </>
  )
}
