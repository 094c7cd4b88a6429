import { useId } from 'preact/hooks'
import { type Holding, type Holdings, storeOf } from '../../src/renewal/holdings.ts'
import type { Place } from '../../src/status/entry.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { DescriptionList } from '../ui/description-list.tsx'
import { storeName } from '../ui/names.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { dateAndTime } from './detail-facts.tsx'
import { MoveToToken } from './move-to-token.tsx'
import { Removal } from './removal.tsx'
import { reportStoreName } from './report-store-name.ts'

/** A place in which a certificate lies, and what can be done with it there. */

const KEYS: Record<Place['key'], MessageKey> = {
  present: 'certificates_key_present',
  absent: 'certificates_key_absent',
  unknown: 'certificates_key_unknown',
}

/** A certificate in a store of this computer. */
export interface HoldingProps {
  readonly holding: Holding
  readonly holdings: Holdings
  readonly blocked: Blocked
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly texts: Texts
  readonly send: Send
}

const Deeds = (props: HoldingProps & { readonly about: string }) => {
  const { holding, holdings, blocked, about, texts, send } = props
  const { certificate } = holding
  const isMarked = holdings.marked.includes(certificate.uri)
  return (
    <div class="buttons">
      {!isMarked && certificate.key !== 'absent' && (
        <Button
          kind="secondary"
          about={about}
          blockedBy={blocked}
          press={() => send({ type: 'prove-certificate', certificate: certificate.uri })}
        >
          {texts('certificates_prove')}
        </Button>
      )}
      {!isMarked && <MoveToToken {...props} />}
      <Removal {...props} isMarked={isMarked} />
    </div>
  )
}

/** In a store of this computer. */
export const PlaceHere = (props: HoldingProps) => {
  const { holding, holdings, texts } = props
  const { certificate } = holding
  const id = useId()
  const isMarked = holdings.marked.includes(certificate.uri)
  const store = storeOf(holdings, certificate)
  const { store: named } = holding.row
  return (
    <li class={isMarked ? 'card card-marked' : 'card'}>
      <div class="certificate-head">
        <h4 class="heading-small" id={id}>
          <bdi>{store ? storeName(store, texts) : reportStoreName(named, texts)}</bdi>
        </h4>
        {isMarked && <span class="chip chip-last-day">{texts('certificates_marked')}</span>}
      </div>
      <DescriptionList
        texts={texts}
        rows={[
          ['certificates_detail_computer', texts('certificates_detail_here')],
          ['certificates_key', texts(KEYS[certificate.key])],
        ]}
      />
      <Deeds {...props} about={id} />
    </li>
  )
}

/** On a computer that a report tells of. */
export const PlaceElsewhere = ({ place, texts }: { place: Place; texts: Texts }) => (
  <li class="card">
    <h4 class="heading-small">
      <bdi>{reportStoreName(place.store, texts)}</bdi>
    </h4>
    {place.stale && <p>{texts('certificates_detail_stale')}</p>}
    <DescriptionList
      texts={texts}
      rows={[
        ['certificates_detail_computer', place.computer && visibleText(place.computer)],
        ['certificates_detail_seen', dateAndTime(place.seenAt, texts)],
        ['certificates_key', texts(place.key === 'unknown' ? 'bank_unknown' : KEYS[place.key])],
      ]}
    />
  </li>
)
