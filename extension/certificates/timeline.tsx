import { useMemo } from 'preact/hooks'
import { type Expiry, LATER, monthsFrom, OVERDUE } from '../../src/status/list/timeline.ts'
import { nameOf } from '../ui/dates.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import type { Texts } from '../ui/texts.ts'

interface TimelineProps {
  /** How many certificates end then. */
  readonly counts: ReadonlyMap<Expiry, number>
  /** The one that is asked for; null: any. */
  readonly chosen: Expiry | null
  readonly choose: (expiry: Expiry | null) => void
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

interface Bar {
  readonly expiry: Expiry
  /** `2026年12月` */
  readonly name: string
  /** `12月` */
  readonly short: string
  /** Said where one begins; null: elsewhere. */
  readonly year: string | null
  readonly count: number
}

/** Intl's Japanese name of a month brings the word for month with it. */
const monthWord = (month: Expiry, texts: Texts): string =>
  texts.language === 'ja' ? String(Number(month.slice(5))) : nameOf('month', new Date(`${month}-01`), 'en')

const monthBar = (expiry: Expiry, index: number, texts: Texts): Omit<Bar, 'count'> => {
  const [year, month] = [expiry.slice(0, 4), monthWord(expiry, texts)]
  const short = texts('certificates_list_month_short', { month })
  const isFirst = index === 0 || expiry.endsWith('-01')
  return { expiry, name: texts('certificates_list_month', { year, month }), short, year: isFirst ? year : null }
}

const barsOf = ({ counts, now, texts }: Pick<TimelineProps, 'counts' | 'now' | 'texts'>): Bar[] => {
  const overdue = texts('certificates_list_group_expired')
  return [
    { expiry: OVERDUE, name: overdue, short: overdue, year: null },
    ...monthsFrom(now).map((month, index) => monthBar(month, index, texts)),
  ].map((bar) => ({ ...bar, count: counts.get(bar.expiry) ?? 0 }))
}

/** Percent of the highest bar. */
const heightOf = ({ count }: Bar, most: number): string => `${Math.round((count / most) * 100)}%`

interface BarViewProps extends Pick<TimelineProps, 'chosen' | 'choose' | 'texts'> {
  readonly bar: Bar
  readonly most: number
}

const BarPicture = ({ bar, most, texts }: Pick<BarViewProps, 'bar' | 'most' | 'texts'>) => (
  <>
    <span class="visually-hidden">
      {texts('certificates_list_month_count', { month: bar.name, count: String(bar.count) })}
    </span>
    <span class="bar-room" aria-hidden="true">
      {bar.count > 0 && <span class="bar-count">{bar.count}</span>}
      <span class="bar-height" style={{ '--bar': heightOf(bar, most) }} />
    </span>
    <span class="bar-name" aria-hidden="true">
      {bar.short}
      {bar.year && <span class="bar-year">{bar.year}</span>}
    </span>
  </>
)

/** A month in which nothing ends cannot be pressed, unless it is the one that is asked for. */
const BarView = ({ bar, most, chosen, choose, texts }: BarViewProps) => {
  const isChosen = chosen === bar.expiry
  const kind = `bar${bar.expiry === OVERDUE ? ' bar-overdue' : ''}`
  return bar.count > 0 || isChosen ? (
    <button type="button" class={kind} aria-pressed={isChosen} onClick={() => choose(isChosen ? null : bar.expiry)}>
      <BarPicture bar={bar} most={most} texts={texts} />
    </button>
  ) : (
    <span class={`${kind} bar-none`}>
      <BarPicture bar={bar} most={most} texts={texts} />
    </span>
  )
}

const MonthTable = ({ bars, texts }: { bars: readonly Bar[]; texts: Texts }) => (
  <table class="month-table">
    <thead>
      <tr>
        <th scope="col">{texts('certificates_list_month_column')}</th>
        <th scope="col">{texts('certificates_list_count_column')}</th>
      </tr>
    </thead>
    <tbody>
      {bars.map(({ expiry, name, count }) => (
        <tr key={expiry}>
          <th scope="row">{name}</th>
          <td>{count}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** How many certificates end in which month, as a picture whose bars can be pressed, and as a table. */
export const Timeline = ({ counts, chosen, choose, now, texts }: TimelineProps) => {
  const bars = useMemo(() => barsOf({ counts, now, texts }), [counts, now, texts])
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const later = counts.get(LATER) ?? 0
  return (
    <section class="timeline" aria-labelledby="timeline">
      <h2 class="heading-medium" id="timeline">
        {texts('certificates_list_expiries')}
      </h2>
      <p class="quiet">{texts('certificates_list_expiries_explain')}</p>
      <ul class="bars">
        {bars.map((bar) => (
          <li key={bar.expiry}>
            <BarView bar={bar} most={most} chosen={chosen} choose={choose} texts={texts} />
          </li>
        ))}
      </ul>
      {later > 0 && <p class="quiet">{texts('certificates_list_expiries_later', { count: String(later) })}</p>}
      <Disclosure summary={texts('certificates_list_expiries_table')}>
        <MonthTable bars={bars} texts={texts} />
      </Disclosure>
    </section>
  )
}
