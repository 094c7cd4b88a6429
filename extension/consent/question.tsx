import { useState } from 'preact/hooks'
import type { Readiness } from '../../src/renewal/snapshot.ts'
import type { BankFace } from '../../src/renewal/state.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import type { Send } from '../ui/connection.ts'
import { DescriptionList, type Row } from '../ui/description-list.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Heading } from '../ui/heading.tsx'
import { certificateHolder, placeOf, untilExpiry } from '../ui/names.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { useSettled } from '../ui/settled.ts'
import type { Texts } from '../ui/texts.ts'
import { CertificateChoice } from './certificate-choice.tsx'
import { type Choice, choiceOf, type Picked } from './choice.ts'
import { keyName } from './key-name.ts'
import { StoreChoice } from './store-choice.tsx'
import { type AskingRenewal, siteRow } from './who-asks.tsx'

/** Milliseconds in which the blue button does nothing: a double click or Enter meant for the bank's page ends here. */
const GUARD_MS = 500

interface QuestionProps {
  readonly asking: AskingRenewal
  readonly readiness: Extract<Readiness, { state: 'known' }>
  readonly texts: Texts
  readonly send: Send
}

const certificateRow = ({ follows }: Choice, bank: BankFace, texts: Texts): Row => [
  'field_certificate',
  follows && (
    <>
      <span class="block">{certificateHolder(follows, bank, texts)}</span>
      {untilExpiry(follows, texts)}
    </>
  ),
]

interface FinalTryProps {
  readonly sure: boolean
  readonly setSure: (sure: boolean) => void
  readonly texts: Texts
}

/** A wrong PIN now locks the token: the user says yes once more. */
const FinalTry = ({ sure, setSure, texts }: FinalTryProps) => (
  <NotificationBanner kind="warning" heading={<h2 class="heading-small">{texts('consent_final_heading')}</h2>}>
    <p>{texts('consent_final_sentence')}</p>
    <Checkbox label={texts('consent_final_sure')} checked={sure} change={setSure} />
  </NotificationBanner>
)

const Buttons = ({ choice, texts, send }: { choice: Choice; texts: Texts; send: Send }) => {
  const settled = useSettled(GUARD_MS)
  const { store, follows, missing } = choice
  const agree = () => {
    if (store && follows) send({ type: 'consent-given', store: store.uri, follows: follows.uri })
  }
  return (
    <div class="buttons">
      <Button kind="primary" press={agree} blockedBy={missing ? 'consent-missing' : !settled || undefined}>
        {texts('consent_yes')}
      </Button>
      {missing && (
        <p id="consent-missing" class="quiet">
          {texts(missing)}
        </p>
      )}
      <Button kind="secondary" press={() => send({ type: 'consent-declined' })}>
        {texts('consent_no')}
      </Button>
    </div>
  )
}

/** Who asks, for which certificate, what is made, and where: once, in place of the two questions of old. */
export const Question = ({ asking, readiness, texts, send }: QuestionProps) => {
  const [picked, setPicked] = useState<Picked>({ store: null, follows: null, sure: false })
  const { algorithm } = asking.notice
  const choice = choiceOf(readiness, picked, { algorithm, store: asking.store })
  const several = readiness.candidates.length > 1
  return (
    <>
      <div>
        <Heading>{texts('consent_heading')}</Heading>
        <p class="quiet">{texts('consent_lead')}</p>
      </div>
      <DescriptionList
        rows={
          several
            ? [siteRow(asking, texts)]
            : [siteRow(asking, texts), certificateRow(choice, asking.notice.bank, texts)]
        }
        texts={texts}
      />
      {several && (
        <CertificateChoice
          candidates={readiness.candidates}
          stores={readiness.stores}
          chosen={choice.follows}
          choose={({ uri }) => setPicked({ ...picked, follows: uri })}
          texts={texts}
        />
      )}
      <StoreChoice
        stores={readiness.stores}
        algorithm={algorithm}
        chosen={choice.store}
        choose={({ uri }) => setPicked({ ...picked, store: uri, sure: false })}
        texts={texts}
      />
      <p role="status">
        {choice.store && asking.store && choice.store.kind !== asking.store
          ? texts('consent_store_differs', { store: texts(placeOf(choice.store.kind)) })
          : null}
      </p>
      {choice.store?.pin.tries === 'final' && (
        <FinalTry sure={picked.sure} setSure={(sure) => setPicked({ ...picked, sure })} texts={texts} />
      )}
      <Buttons choice={choice} texts={texts} send={send} />
      <Disclosure summary={texts('consent_made_summary')}>
        <DescriptionList rows={[['consent_field_key', keyName(algorithm, texts)]]} texts={texts} />
        <p>{texts('consent_made_sentence')}</p>
      </Disclosure>
    </>
  )
}
