import { useId } from 'preact/hooks'
import { EXPIRED } from '../../src/reminder/stage.ts'
import type { Remembered } from '../../src/reminder/told.ts'
import type { Send } from '../ui/connection.ts'
import { appliesSentence, lastMoment } from '../ui/due-words.ts'
import { useFocusOnChange } from '../ui/focus-on-change.ts'
import { bankAndService, holderName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import { DaysFigure } from './days-left.tsx'
import { CalendarButton } from './due-calendar.tsx'
import { Snooze } from './due-snooze.tsx'

interface DueProps {
  readonly due: Remembered
  readonly texts: Texts
  readonly send: Send
}

const DueCard = ({ due, texts, send }: DueProps) => {
  const name = useId()
  const buttons = useFocusOnChange(due.silentUntil)
  const { bank, daysLeft, stage, applies } = due
  return (
    <li class="card">
      <div>
        {bank && <p class="eyebrow">{bankAndService(bank, texts)}</p>}
        <h2 class="heading-small" id={name}>
          <bdi>{holderName(due, texts)}</bdi>
        </h2>
        <DaysFigure days={daysLeft} isOver={stage === EXPIRED} canRenew={applies.what !== 'not-yet'} texts={texts} />
        <p class="quiet">{lastMoment(due, texts)}</p>
      </div>
      <p>{appliesSentence(applies, texts)}</p>
      <div class="buttons" ref={buttons}>
        <Snooze due={due} label="snooze_three_days" about={name} texts={texts} send={send} />
        {stage !== EXPIRED && <CalendarButton due={due} label="calendar_add" about={name} texts={texts} />}
      </div>
    </li>
  )
}

/** Certificates that somebody has to do something about, the most urgent first. */
export const DueList = ({ due, texts, send }: { due: readonly Remembered[]; texts: Texts; send: Send }) => (
  <ul class="cards">
    {due.map((one) => (
      <DueCard key={one.certificate} due={one} texts={texts} send={send} />
    ))}
  </ul>
)
