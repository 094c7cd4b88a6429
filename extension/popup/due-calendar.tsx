import { type CalendarWords, calendarOf } from '../../src/reminder/calendar.ts'
import type { Due } from '../../src/reminder/due.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, whoseName } from '../ui/due-words.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

type Dated = Omit<Due, 'replaced'>

/** Nobody else reads a calendar with Koshin's words: they say all that is needed by themselves. */
const calendarWords = (due: Dated, texts: Texts): CalendarWords => {
  const name = whoseName({ ...due, role: null }, texts)
  const deadline = due.until ? texts('calendar_until', { time: clockTime(due.until) }) : texts('calendar_renew')
  return {
    lastDay: { summary: texts('calendar_last_day', { name }), description: `${deadline}\n${texts('due_renew')}` },
    opening: { summary: texts('calendar_opening', { name }), description: texts('due_renew') },
  }
}

/** Not every file system that a browser saves to knows Japanese letters: some browsers call such a file `download`. */
const fileName = ({ lastDay }: Dated): string => `koshin-${lastDay}.ics`

/** Long enough for any browser to have begun to save it. */
const KEPT_MS = 60_000

const save = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}

interface CalendarButtonProps {
  readonly due: Dated
  readonly label: Extract<MessageKey, 'calendar_add' | 'calendar_add_next'>
  /** Id of the certificate's name. */
  readonly about?: string
  readonly texts: Texts
}

/** Saves the certificate's dates as a file that any calendar takes in. */
export const CalendarButton = ({ due, label, about, texts }: CalendarButtonProps) => (
  <Button
    kind="secondary"
    about={about}
    press={() => save(fileName(due), calendarOf(due, calendarWords(due, texts), Date.now()))}
  >
    {texts(label)}
  </Button>
)
