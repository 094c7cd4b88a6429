import { useLayoutEffect, useRef } from 'preact/hooks'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Holding, Holdings } from '../../src/renewal/holdings.ts'
import type { Entry, Place } from '../../src/status/entry.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { longDate } from '../ui/dates.ts'
import { holderName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { Facts } from './detail-facts.tsx'
import { StateOf } from './detail-state.tsx'
import { PlaceElsewhere, PlaceHere } from './place-card.tsx'
import { RevocationCheck } from './revocation.tsx'
import { RevokedLabel } from './state-label.tsx'
import { WholeCertificateSection } from './whole-certificate.tsx'

interface DetailsProps {
  readonly entry: Entry
  readonly holdings: Holdings
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
  /** To the list. */
  readonly back: () => void
}

const holdingAt = ({ uri }: Place, { certificates }: Holdings): Holding | null =>
  certificates.find(({ certificate }) => certificate.uri === uri) ?? null

/** Those of this computer come before the others. */
const holdingsOfEntry = ({ places }: Entry, holdings: Holdings): Holding[] =>
  places.flatMap((place) => holdingAt(place, holdings) ?? [])

const Places = ({ entry, holdings, blocked, now, texts, send }: Omit<DetailsProps, 'back'>) => (
  <section aria-labelledby="places">
    <h3 class="heading-medium" id="places">
      {texts('certificates_detail_places')}
    </h3>
    <ul class="cards">
      {entry.places.map((place, index) => {
        const holding = holdingAt(place, holdings)
        return holding ? (
          <PlaceHere key={place.uri} {...{ holding, holdings, blocked, now, texts, send }} />
        ) : (
          // One computer can name two stores alike.
          <PlaceElsewhere key={String(index)} place={place} texts={texts} />
        )
      })}
    </ul>
  </section>
)

/** Reading goes on here when the details come in the place of the list. */
const Holder = ({ children }: { children: string }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <h2 class="heading heading-focus" tabIndex={-1} ref={heading}>
      <bdi>{children}</bdi>
    </h2>
  )
}

/** All that is known of one certificate, and what can be done with it. */
export const Details = (props: DetailsProps) => {
  const { entry, holdings, blocked, now, texts, send, back } = props
  const { row } = entry
  const [holding = null] = holdingsOfEntry(entry, holdings)
  const revocation = holdings.revocations[row.sha256]
  return (
    <>
      <div class="detail-head">
        <Holder key={row.sha256}>{holderName(row, texts)}</Holder>
        <Button kind="text" press={back}>
          {texts('certificates_detail_back')}
        </Button>
        <p class="only-printed">
          {texts('certificates_detail_as_of', { date: longDate(dayInJapan(new Date(now).toISOString()), texts) })}
        </p>
      </div>
      {revocation?.state === 'revoked' ? (
        // What to do is said below: no bank renews it.
        <p>
          <RevokedLabel texts={texts} />
        </p>
      ) : (
        <StateOf
          row={row}
          rules={holding?.bank?.rules ?? null}
          isHere={holding !== null}
          bankPage={(holding && holdings.bankPages[holding.certificate.uri]) ?? null}
          now={now}
          texts={texts}
          send={send}
        />
      )}
      <Facts row={row} holding={holding} texts={texts} />
      {holding && (
        <RevocationCheck
          certificate={holding.certificate.uri}
          revocation={revocation}
          blocked={blocked}
          texts={texts}
          send={send}
        />
      )}
      <Places {...{ entry, holdings, blocked, now, texts, send }} />
      {holding && (
        <WholeCertificateSection
          key={row.sha256}
          certificate={holding.certificate.uri}
          serialNumber={row.serialNumber}
          blocked={blocked}
          now={now}
          texts={texts}
        />
      )}
      <div class="buttons">
        <Button kind="secondary" press={() => print()}>
          {texts('certificates_detail_print')}
        </Button>
      </div>
    </>
  )
}
