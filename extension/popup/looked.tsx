import { daysLeft } from '../../src/certificate/validity.ts'
import type { GeneralReading } from '../../src/notice/reading.ts'
import type { Looked } from '../../src/renewal/snapshot.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { DescriptionList, type Row } from '../ui/description-list.tsx'
import { underscored } from '../ui/errors.ts'
import { Heading } from '../ui/heading.tsx'
import { untilDay } from '../ui/names.ts'
import { Busy } from '../ui/progress.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { DaysLeft } from './days-left.tsx'

/** What was seen on the page that the user asked about. */

const HEADINGS: Record<GeneralReading['verdict'], MessageKey> = {
  notice: 'look_notice_heading',
  screen: 'look_screen_heading',
  ambiguous: 'look_ambiguous_heading',
  none: 'look_none_heading',
}

const sentenceOf = ({ verdict, reason }: GeneralReading): MessageKey => {
  if (verdict === 'none') return `look_none_${underscored(reason ?? 'no-words')}`
  return `look_${verdict}_sentence`
}

const Facts = ({ fields, texts }: { fields: GeneralReading['fields']; texts: Texts }) => {
  const rows: Row[] = [
    ['field_expiry', fields.expiry && untilDay(fields.expiry, texts)],
    ['field_corporate_id', fields.corporateId && visibleText(fields.corporateId)],
    ['field_user_id', fields.userId && visibleText(fields.userId)],
  ]
  return rows.some(([, value]) => value) ? <DescriptionList texts={texts} rows={rows} /> : null
}

interface SeenProps {
  readonly reading: GeneralReading
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
}

const Seen = ({ reading, now, texts }: SeenProps) => {
  const { verdict, fields } = reading
  const { expiry } = fields
  return (
    <>
      <div>
        <Heading>{texts(HEADINGS[verdict])}</Heading>
        {verdict !== 'none' && expiry && Number.isFinite(daysLeft(expiry, now)) && (
          <DaysLeft expiry={expiry} now={now} texts={texts} />
        )}
      </div>
      <p>{texts(sentenceOf(reading))}</p>
      {verdict !== 'none' && <Facts fields={fields} texts={texts} />}
      {verdict === 'notice' && !expiry && <p class="quiet">{texts('look_no_date')}</p>}
    </>
  )
}

/** Before the question: what Koshin would do, and what it leaves alone. */
const NotYet = ({ texts }: { texts: Texts }) => (
  <>
    <Heading>{texts('look_heading')}</Heading>
    <p>{texts('look_lead')}</p>
  </>
)

const Looking = ({ texts }: { texts: Texts }) => (
  <>
    <Heading>{texts('look_heading')}</Heading>
    <Busy>{texts('look_working')}</Busy>
  </>
)

const Unreadable = ({ texts }: { texts: Texts }) => (
  <>
    <Heading>{texts('look_unreadable_heading')}</Heading>
    <p>{texts('look_unreadable_sentence')}</p>
  </>
)

/** Each is drawn anew, so that the heading of what has been found is read out. */
export const WhatWasSeen = ({ looked, now, texts }: { looked: Looked | null; now: number; texts: Texts }) => {
  if (!looked) return <NotYet texts={texts} />
  if (looked.state === 'looking') return <Looking texts={texts} />
  if (looked.state === 'unreadable') return <Unreadable texts={texts} />
  return <Seen reading={looked.reading} now={now} texts={texts} />
}
