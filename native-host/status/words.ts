import type { CalendarWords } from '../../src/reminder/calendar.ts'
import type { CertificateRow } from '../../src/status/report.ts'
import type { StatusWords } from '../../src/status/words.ts'
import type { Say } from '../sentences.ts'

/** The words of a report, from the host's sentences. */
export const statusWords = (language: StatusWords['language'], say: Say): StatusWords => ({
  language,
  column: (column) => say(`status.column.${column}`),
  state: (state) => say(`status.state.${state}`),
  storeKind: (kind) => say(`status.store.${kind}`),
})

export const calendarWords = (row: CertificateRow, { language }: StatusWords, say: Say): CalendarWords => {
  const name = [row.bank?.name[language] ?? '', row.name].filter((part) => part !== '').join(' ')
  const until = row.until === null ? say('status.calendar.renew') : say('status.calendar.until', { time: row.until })
  return {
    lastDay: { summary: say('status.calendar.lastDay', { name }), description: until },
    opening: { summary: say('status.calendar.opening', { name }), description: say('status.calendar.renew') },
  }
}
