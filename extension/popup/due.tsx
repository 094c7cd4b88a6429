import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { EXPIRED } from '../../src/reminder/stage.ts'
import type { Remembered } from '../../src/reminder/told.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { Heading } from '../ui/heading.tsx'
import { holderName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import { DueList } from './due-list.tsx'

/** Something is to be done about it, and nobody has done it yet. */
export const isPressing = ({ stage, replaced }: Remembered): boolean => stage !== null && !replaced

interface DueProps {
  readonly due: readonly Remembered[]
  readonly texts: Texts
  readonly send: Send
}

/** Nothing is in hand, but last days are near. */
export const Due = ({ due, texts, send }: DueProps) => {
  const pressing = due.filter(isPressing)
  const isOver = pressing[0]?.stage === EXPIRED
  return (
    <>
      <Heading>{texts(isOver ? 'due_heading_expired' : 'due_heading')}</Heading>
      <DueList due={pressing} texts={texts} send={send} />
    </>
  )
}

/** Whoever opens the popup because of the badge wants to see why; the site that happens to be open can wait. */
export const DueFirst = ({ due, texts, send, children }: DueProps & { children: ComponentChildren }) => {
  // What becomes known later does not push away a question that the user is answering.
  const [passed, setPassed] = useState(!due.some(isPressing))
  if (passed) return children
  return (
    <>
      <Due due={due} texts={texts} send={send} />
      <Button kind="secondary" press={() => setPassed(true)}>
        {texts('due_site')}
      </Button>
    </>
  )
}

/** Months away: a line each, so that nobody wonders whether they are known. */
export const QuietDue = ({ due, texts }: Omit<DueProps, 'send'>) => {
  const quiet = due.filter(({ stage }) => stage === null)
  if (quiet.length === 0) return null
  return (
    <section>
      <h2 class="heading-small">{texts('due_list_heading')}</h2>
      <ul class="plain-list quiet">
        {quiet.map((one) => (
          <li key={one.certificate}>
            {texts('due_quiet', { name: holderName(one, texts), date: longDate(one.lastDay, texts) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
