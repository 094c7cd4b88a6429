import { useLayoutEffect, useRef } from 'preact/hooks'
import { serialNumberText } from '../../src/certificate/certificate.ts'
import type { Holdings } from '../../src/renewal/holdings.ts'
import type { Entry } from '../../src/status/entry.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { lastMoment } from '../ui/due-words.ts'
import type { Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { StateLabel } from './state-label.tsx'

interface DetailsProps {
  readonly entry: Entry
  readonly holdings: Holdings
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
  readonly back: () => void
}

/** One certificate, in place of the list. */
export const Details = ({ entry: { row }, texts, back }: DetailsProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <section aria-labelledby="details">
      <h2 class="heading-medium heading-focus" id="details" tabIndex={-1} ref={heading}>
        <bdi>{visibleText(row.name)}</bdi>
      </h2>
      <StateLabel state={row.state} texts={texts} />
      <DescriptionList
        texts={texts}
        rows={[
          ['field_expiry', lastMoment(row, texts)],
          ['field_serial_number', serialNumberText(row.serialNumber)],
          ['certificates_list_issuer', visibleText(row.issuer)],
        ]}
      />
      <Button kind="secondary" press={back}>
        {texts('certificates_detail_back')}
      </Button>
    </section>
  )
}
