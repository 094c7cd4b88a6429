import { Button } from '../ui/button.tsx'
import { CheckList } from '../ui/check-list.tsx'
import type { Send } from '../ui/connection.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { Heading } from '../ui/heading.tsx'
import { type CheckLine, readinessOf } from '../ui/readiness.ts'
import type { Texts } from '../ui/texts.ts'
import { type AskingRenewal, siteRow } from './who-asks.tsx'

interface NotReadyProps {
  readonly asking: AskingRenewal
  readonly lines: readonly CheckLine[]
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

/** Something is missing, or is still being looked for: the one thing to do, and the way out. */
export const NotReady = ({ asking, lines, now, texts, send }: NotReadyProps) => {
  const checking = readinessOf(lines) === 'checking'
  return (
    <>
      <div>
        <Heading>{texts(checking ? 'consent_heading' : 'consent_blocked')}</Heading>
        <p class="quiet">{texts('consent_lead')}</p>
      </div>
      <DescriptionList rows={[siteRow(asking, texts)]} texts={texts} />
      <CheckList lines={lines} now={now} texts={texts} />
      <div class="buttons">
        {!checking && (
          <Button kind="primary" press={() => send({ type: 'check-again' })}>
            {texts('check_again')}
          </Button>
        )}
        <Button kind="secondary" press={() => send({ type: 'consent-declined' })}>
          {texts('consent_no')}
        </Button>
      </div>
    </>
  )
}
